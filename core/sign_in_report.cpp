#include "sign_in_report.hpp"

#include <algorithm>
#include <array>

#include "clients.hpp"
#include "model/document.hpp"
#include "model/json_writer.hpp"

namespace homing {
namespace {

WhyNot why_not(const SignInFailure& failure) { return {failure.words, failure.heard, failure.wait.count()}; }

std::vector<Text> words_of_all(const std::vector<Access>& accesses) {
  std::vector<Text> words;
  for (const Access access : accesses) words.push_back(word(access));
  return words;
}

// All that was named was granted; where nothing was named, enough for a mail program.
bool is_whole(const SignInErrand& in) {
  const Grant& grant = *in.grant;
  if (!in.account->sign_in.accesses.empty()) return grant.missing().empty();
  const std::vector<Access>& granted = grant.granted();
  const bool receives = holds(granted, Access::imap) || holds(granted, Access::pop3);
  return (receives && holds(granted, Access::smtp)) || grant.missing().empty();
}

Text outcome_of(const SignInErrand& in) {
  if (in.failure) return "failed";
  return !in.grant || is_whole(in) ? Text("ok") : Text("partial");
}

void describe_grant(JsonWriter& out, const SignInErrand& in) {
  const Grant& grant = *in.grant;
  const GrantOrder& order = grant.order();
  out.text("flow", word(order.flow));
  out.text("issuer", order.authority.issuer);
  out.text("client_id", order.client.id);
  if (!grant.user().empty()) out.text("user", grant.user());
  out.texts("wanted", words_of_all(order.wanted));
  out.texts("granted", words_of_all(in.failure ? std::vector<Access>() : grant.granted()));
  out.texts("missing", words_of_all(in.failure ? order.wanted : grant.missing()));
}

void describe_record(JsonWriter& out, const Record& record) {
  out.text("flow", word(record.flow));
  out.text("issuer", record.authority.issuer);
  out.text("client_id", record.client_id);
  if (!record.user.empty()) out.text("user", record.user);
  out.texts("granted", words_of_all(record.accesses));
}

void describe_token(JsonWriter& out, const SignInErrand& in) {
  out.text("access", word(in.access));
  if (!in.mechanism.empty()) out.text("mechanism", in.mechanism);
  out.number("good_for_s", in.good_for_s);
  out.flag("renewed", in.renewed);
}

// Who was asked besides, and what they learned of the address: the page that begins with it knows it.
void describe_parties(JsonWriter& out, const SignInErrand& in, const Resolution& resolution) {
  std::vector<Disclosed> parties(resolution.disclosed.begin(), resolution.disclosed.end());
  const Authority* const asked = in.grant && in.tickets > 0 ? &in.grant->order().authority : nullptr;
  const bool hinted = asked != nullptr && in.listener && !in.grant->order().hint.empty();
  const std::string page(asked == nullptr ? std::string_view() : issuer_host(asked->authorization_endpoint));
  const std::string tokens(asked == nullptr ? std::string_view() : issuer_host(asked->token_endpoint));
  if (hinted) parties.push_back({Text::terminated(page.c_str(), page.size()), Disclosure::address});
  if (asked != nullptr && !(hinted && page == tokens)) parties.push_back({Text::terminated(tokens.c_str(), tokens.size()), Disclosure::nothing});
  out.objects("disclosed", std::span<const Disclosed>(parties), [](auto& inner, const Disclosed& party) {
    inner.text("to", party.to);
    inner.text("what", word(party.what));
  });
}

std::vector<std::string> warnings_of(const SignInErrand& in) {
  if (in.grant) return in.grant->warnings();
  if (!in.revoked.value_or(true)) return {"The server could not be told that the sign-in has ended: end it in the account's settings there."};
  return {};
}

Mailbox mailbox_of(const Job& job) {
  Mailbox mailbox = job.result->resolution.mailbox;
  const SignInErrand& in = *job.sign_in;
  if (job.settings_known || !in.renewal) return mailbox;
  mailbox.kind = in.renewal->record().kind;
  mailbox.cloud = in.renewal->record().cloud;
  return mailbox;
}

}  // namespace

std::string sign_in_json(const Job& job, const Catalogue& catalogue, double total_ms) {
  const SignInErrand& in = *job.sign_in;
  const Mailbox mailbox = mailbox_of(job);
  Arena arena;
  std::string json;
  JsonWriter(json).element([&](JsonWriter& out) {
    out.text("homing", "1");
    out.text("operation", word(in.task));
    out.text("address", in.mailbox);
    out.text("outcome", outcome_of(in));
    if (job.settings_known) out.object("mailbox", [&](auto& inner) { describe(inner, mailbox); });
    out.object("sign_in", [&](auto& inner) {
      if (in.grant) describe_grant(inner, in);
      else if (in.record) describe_record(inner, *in.record);
      if (!in.kept_in.empty()) inner.text("kept_in", in.kept_in);
      if (in.task == SignInTask::sign_out) inner.flag("was_kept", in.any_kept);
      if (in.revoked) inner.flag("revoked", *in.revoked);
    });
    if (!in.product.empty()) out.object("token", [&](auto& inner) { describe_token(inner, in); });
    out.texts("warnings", warnings_of(in));
    if (in.failure) describe_failure(out, why_not(*in.failure), mailbox, catalogue, arena);
    describe_parties(out, in, job.result->resolution);
    out.object("timing", [&](auto& inner) { inner.milliseconds("total_ms", total_ms); });
  });
  return json;
}

Besides besides_of(const Job& job) {
  Besides besides;
  const bool tried = job.sign_in && (job.sign_in->any_kept || job.sign_in->failure || job.verification->letter() != nullptr);
  if (tried) {
    Lent& lent = besides.lent.emplace();
    if (job.sign_in->record) lent.user = job.sign_in->record->user;
    lent.renewed = job.sign_in->renewed;
    if (job.sign_in->failure) lent.why_not = why_not(*job.sign_in->failure);
    else if (!job.sign_in->any_kept) lent.why_not = WhyNot{"oauth.not_signed_in: no sign-in is kept for " + job.sign_in->mailbox, {}, 0};
  }
  if (!job.graph) return besides;
  ByGraph& graph = besides.graph.emplace();
  const std::optional<GraphAnswer>& answer = job.graph->graph;
  if (job.graph->record) graph.endpoint = job.graph->record->authority.graph;
  if (job.graph->failure) graph.why_not = why_not(*job.graph->failure);
  if (!answer) return besides;
  graph.accepted = answer->accepted;
  graph.status = answer->status;
  graph.request_id = answer->request_id;
  if (!answer->accepted) graph.why_not = WhyNot{answer->words, Heard::answered, answer->wait.count()};
  return besides;
}

}  // namespace homing
