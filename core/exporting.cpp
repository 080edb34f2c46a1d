#include "exporting.hpp"

#include "model/json_writer.hpp"
#include "operations.hpp"

namespace homing {

namespace {

// What is published is for everybody at the domain, whoever asks.
Expected<Address> address_for(const Format& format, std::string_view typed) {
  const bool is_domain = typed.find('@') == std::string_view::npos;
  if (format.kind != FormatKind::publish) return parse_address(typed);
  if (is_domain) return parse_mail_domain(typed);
  Expected<Address> address = parse_address(typed);
  return address ? parse_mail_domain(address->domain()) : address;
}

}  // namespace

EmissionWishes wishes_of(const Account& account) {
  EmissionWishes wishes{account.protocols, account.method, account.username, account.sign_in.client_id, {}};
  if (!account.server) return wishes;
  const NamedServer& named = *account.server;
  wishes.server.emplace();
  wishes.server->protocol = named.protocol;
  wishes.server->security = named.security;
  wishes.server->host = named.host;
  wishes.server->port = named.port;
  return wishes;
}

std::string export_json(const ExportOrder& order, const Resolution& resolution, const Address& address) {
  const Emitted emitted = emit(*order.format, resolution, address, order.wishes);
  std::string json;
  JsonWriter(json).element([&](auto& out) {
    out.text("homing", "1");
    out.text("format", order.format->name);
    out.text("for", order.format->program);
    out.text("address", address.shown());
    out.text("outcome", emitted.why_not.empty() ? "written" : "impossible");
    out.objects("files", std::span(emitted.files), [](auto& inner, const EmittedFile& file) {
      inner.text("name", file.name);
      inner.text("place", file.place);
      inner.text("mode", file.readers == Readers::owner ? "0600" : "0644");
      inner.text("media_type", file.media_type);
      inner.text("text", file.text);
    });
    out.texts("notes", emitted.notes);
    if (!emitted.why_not.empty()) out.text("why_not", emitted.why_not);
  });
  return json;
}

std::shared_ptr<Job> Operations::export_as(const Account& account, std::string_view format) {
  const Format* const found = find_format(format);
  if (found == nullptr) return refused_job({unknown_format(format), 0});
  if (account.stays_outside()) return refused_job({"method: a configuration that signs nobody in is not written.", 0});
  if (const Expected<void> checked = account.check(); !checked) return refused_job(checked.error());
  const std::shared_ptr<Job> job = new_job();
  Expected<Address> address = address_for(*found, account.address);
  if (!address) {
    refuse(*job, address.error());
    return job;
  }
  job->export_order.emplace(ExportOrder{found, wishes_of(account)});
  begin(job, *std::move(address));
  return job;
}

}  // namespace homing
