// The one description of the document of the ways to send.
#include "model/document.hpp"
#include "model/json_writer.hpp"
#include "model/utf8.hpp"
#include "sending/sending.hpp"

namespace homing {
namespace {

constexpr std::string_view nothing = "null";

// A part of the result document, which describes it already.
Text part(const Resolution& resolution, std::string_view pointer, Arena& arena) {
  return arena.keep(part_to_json(resolution, pointer).value_or(std::string(nothing)));
}

Text sign_in(const Endpoint& server, Arena& arena) {
  if (server.auth.empty()) return "[]";
  Resolution carrier;
  carrier.settings.smtp = std::span(&server, 1);
  return part(carrier, "/smtp/0/auth", arena);
}

void describe(JsonWriter& out, const SendingView& view, Arena& arena) {
  const bool served = view.server.port != 0;
  out.text("id", view.id);
  out.text("name", view.name);
  out.text_or_null("host", view.server.host);
  if (served) out.number("port", view.server.port);
  else out.raw("port", Text("null"));
  out.text_or_null("security", served ? word(view.server.security) : Text());
  out.raw("sign_in", sign_in(view.server, arena));
  out.text("recipients", word(view.recipients));
  out.raw("limits", view.limits.empty() ? Text("{}") : view.limits);
  out.text("fits", word(view.fits));
  out.text("why", to_utf8(view.why));
  out.texts("needs", std::span<const Text>(view.needs));
  out.objects("records", std::span<const WantedRecord>(view.records), [](auto& inner, const WantedRecord& record) {
    inner.text("type", record.type);
    inner.text("name", record.name);
    inner.text("must", record.must);
    inner.text("state", word(record.state));
  });
  out.text_or_null("link", view.link);
}

void describe(JsonWriter& out, const SpfPosture& spf) {
  out.text_or_null("record", to_utf8(spf.record));
  out.text_or_null("include", spf.include);
  out.text("provider_may_send", word(spf.provider));
  out.text("others", word(spf.others));
  out.number("look_ups", spf.look_ups);
  out.text_or_null("fault", to_utf8(spf.fault));
}

void describe(JsonWriter& out, const DmarcPosture& dmarc) {
  out.text("name", dmarc.name);
  out.text_or_null("record", to_utf8(dmarc.record));
  out.text("policy", !dmarc.policy.empty() ? std::string_view(dmarc.policy) : dmarc.present == Told::unknown ? "unknown" : "absent");
}

void describe(JsonWriter& out, const Posture& posture) {
  out.objects("exchangers", std::span<const Exchanger>(posture.exchangers), [](auto& inner, const Exchanger& exchanger) {
    inner.text("host", to_utf8(exchanger.record.host));
    inner.number("preference", exchanger.record.preference);
    inner.text("whose", word(exchanger.whose));
    inner.text_or_null("owner", exchanger.owner);
  });
  out.object("spf", [&](auto& inner) { describe(inner, posture.spf); });
  out.object("dmarc", [&](auto& inner) { describe(inner, posture.dmarc); });
  out.objects("dkim", std::span<const DkimKey>(posture.dkim), [](auto& inner, const DkimKey& key) {
    inner.text("selector", key.selector);
    inner.text("target", to_utf8(key.target));
    inner.text("form", word(key.form));
  });
  out.raw("dane", posture.dane ? Text("true") : Text("false"));
  out.raw("dnssec", posture.dnssec ? Text("true") : Text("false"));
  out.text("mta_sts", word(posture.mta_sts));
}

std::span<const Evidence> all_evidence(const SendingReport& report, const Inquest& inquest) {
  std::vector<Evidence> all(inquest.verdict.evidence.begin(), inquest.verdict.evidence.end());
  all.insert(all.end(), report.evidence.begin(), report.evidence.end());
  return inquest.subject.arena.keep_list<Evidence>(all);
}

}  // namespace

std::string to_json(const SendingReport& report, const Inquest& inquest) {
  Arena& arena = inquest.subject.arena;
  Resolution told = inquest.verdict;
  told.evidence = all_evidence(report, inquest);
  std::string json;
  JsonWriter(json).element([&](JsonWriter& out) {
    const auto add = [&](std::string_view key) { out.raw(key, part(told, "/" + std::string(key), arena)); };
    out.text("homing", "1");
    out.text("domain", inquest.subject.address.domain());
    for (const char* const key : {"outcome", "mailbox"}) add(key);
    out.objects("options", std::span<const SendingView>(report.options), [&](auto& inner, const SendingView& view) { describe(inner, view, arena); });
    out.object("dns", [&](auto& inner) { describe(inner, report.posture); });
    for (const char* const key : {"evidence", "disclosed", "timing"}) add(key);
  });
  return json;
}

}  // namespace homing
