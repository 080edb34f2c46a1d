#include "verify/besides.hpp"

#include "model/named_words.hpp"

namespace homing {
namespace {

// What 202 means, and what it does not (https://learn.microsoft.com/graph/api/user-sendmail).
constexpr std::string_view accepted =
    "Microsoft Graph has taken the message (202 Accepted). That says nothing about its delivery: a refusal by the recipient's server comes back to "
    "the "
    "inbox later, and the copy stands in Sent Items.";

std::string sentence_of(const WhyNot& why_not) { return why_not.words.empty() ? std::string(word(why_not.heard)) : for_people(why_not.words); }

}  // namespace

Diagnosis diagnose(const WhyNot& why_not, const Mailbox& mailbox, const Catalogue& catalogue, Arena& arena) {
  Circumstances here;
  here.kind = mailbox.kind;
  here.cloud = mailbox.cloud;
  here.step = Step::sign_in;
  here.method = Method::oauth2;
  here.heard = why_not.heard;
  return diagnose(catalogue, here, why_not.words, arena);
}

void describe_failure(JsonWriter& out, const WhyNot& why_not, const Mailbox& mailbox, const Catalogue& catalogue, Arena& arena) {
  const Diagnosis diagnosis = diagnose(why_not, mailbox, catalogue, arena);
  out.text("fault", sentence_of(why_not));
  out.object("diagnosis", [&](auto& inner) { describe(inner, diagnosis); });
  out.text("next", word(diagnosis.next));
  if (why_not.heard != Heard::answered) out.text("heard", word(why_not.heard));
  if (why_not.wait_s > 0) out.number("wait_s", why_not.wait_s);
}

void describe(JsonWriter& out, const Besides& besides, const Mailbox& mailbox, const Catalogue& catalogue, Arena& arena) {
  if (besides.lent) {
    out.object("sign_in", [&](auto& inner) {
      inner.flag("ok", !besides.lent->why_not);
      if (!besides.lent->user.empty()) inner.text("user", besides.lent->user);
      inner.flag("renewed", besides.lent->renewed);
      if (besides.lent->why_not) describe_failure(inner, *besides.lent->why_not, mailbox, catalogue, arena);
    });
  }
  if (!besides.graph) return;
  out.object("graph", [&](auto& inner) {
    inner.flag("ok", besides.graph->accepted);
    if (besides.graph->status != 0) inner.number("status", besides.graph->status);
    if (!besides.graph->endpoint.empty()) inner.text("endpoint", besides.graph->endpoint);
    if (!besides.graph->request_id.empty()) inner.text("request_id", besides.graph->request_id);
    if (besides.graph->accepted) inner.text("says", accepted);
    if (besides.graph->why_not) describe_failure(inner, *besides.graph->why_not, mailbox, catalogue, arena);
  });
}

}  // namespace homing
