#include "sending/judge.hpp"

#include <algorithm>

namespace homing {

std::string OptionJudge::provider() const { return mailbox_.provider.empty() ? "those who keep the mailboxes" : std::string(mailbox_.provider); }

void OptionJudge::at_most(Fits fits) {
  if (view_.fits == Fits::yes) view_.fits = fits;
}

void OptionJudge::describe() {
  view_.id = tables_.text(option_.id);
  view_.name = tables_.text(option_.name);
  view_.recipients = option_.recipients;
  // What it says is Microsoft's.
  if (mailbox_.is_microsoft() || !option_.elsewhere) view_.link = tables_.text(option_.link);
  view_.limits = option_.limits_of_mailbox ? inquest_.verdict.settings.limits : tables_.text(option_.limits);
  for (const table::Need& need : tables_.needs.subspan(option_.needs.first, option_.needs.count)) {
    if (need.kind == Kind::unknown || need.kind == mailbox_.kind) view_.needs.push_back(tables_.text(need.text));
  }
  view_.server.host = tables_.text(option_.server.host);
  view_.server.port = option_.server.port;
  view_.server.security = option_.server.security;
  view_.server.auth = Catalogue::sign_ins(tables_, option_.server.auth, inquest_.subject.arena);
}

bool OptionJudge::lists(table::Range clouds) const {
  const std::span<const table::TextRef> names = tables_.texts.subspan(clouds.first, clouds.count);
  return std::any_of(names.begin(), names.end(), [&](table::TextRef name) { return tables_.text(name) == word(mailbox_.cloud).view(); });
}

// The DNS has spoken, and nothing points at any place of mailboxes.
bool OptionJudge::is_nowhere() const {
  const Finding* const mx = inquest_.of_exchangers();
  const bool none = posture_.asked == Told::no || (mx != nullptr && (mx->takes_no_mail || mx->delivery == Delivery::nowhere));
  return mailbox_.kind == Kind::unknown && none && inquest_.verdict.settings.smtp.empty();
}

OptionJudge::Offer OptionJudge::offer() const {
  if (is_nowhere()) return Offer::no;
  if (mailbox_.is_microsoft()) return lists(option_.clouds) ? Offer::yes : lists(option_.undocumented_clouds) ? Offer::undocumented : Offer::no;
  if (option_.elsewhere) return inquest_.verdict.settings.smtp.empty() && mailbox_.kind == Kind::unknown ? Offer::unknown : Offer::yes;
  if (mailbox_.kind == Kind::other) return Offer::no;
  // Behind a gateway, or where nothing was heard, the mailboxes may be anywhere.
  const Finding* const mx = inquest_.of_exchangers();
  return mx != nullptr && mx->delivery != Delivery::gateway ? Offer::no : Offer::unknown;
}

void OptionJudge::explain_absence(Offer offer) {
  view_.fits = offer == Offer::no ? Fits::no : Fits::unknown;
  if (view_.server.auth.empty()) view_.server.port = 0;  // a server of which nothing is known
  if (option_.server.of != ServerOf::named) view_.server.host = {};
  if (option_.limits_of_mailbox && mailbox_.kind == Kind::unknown) view_.limits = {};
  if (inquest_.verdict.outcome == Outcome::unreachable) return say("The DNS did not answer, so nobody knows where the mailboxes are.");
  if (offer == Offer::undocumented) return say("Nobody documents it for " + provider() + ": ask those who run that cloud.");
  if (offer == Offer::unknown && !inquest_.subject.permissions.network)
    return say("Nobody was asked (offline), and the catalogue does not know the domain.");
  if (offer == Offer::unknown) return say("Nothing tells where the mailboxes are.");
  if (is_nowhere()) return say("The domain takes no mail, and nobody publishes a server to send with.");
  if (mailbox_.is_microsoft()) return say(provider() + " does not offer it.");
  say("It belongs to Microsoft 365, and nothing shows that the mailboxes are there" +
      (mailbox_.provider.empty() ? std::string(".") : ": they are with " + std::string(mailbox_.provider) + "."));
}

bool OptionJudge::serve_submission() {
  const std::span<const Endpoint> servers = inquest_.verdict.settings.smtp;
  if (servers.empty()) {
    say("Nobody documents a server for submission at " + provider() + ".");
    return false;
  }
  view_.server = servers.front();
  say("The mailboxes are with " + provider() + "; its server for submission is " + std::string(view_.server.host) + ".");
  return true;
}

bool OptionJudge::serve_exchanger() {
  const Exchanger* const endpoint = posture_.endpoint();
  const Exchanger* const gateway = posture_.gateway();
  if (endpoint != nullptr) {
    view_.server.host = inquest_.subject.arena.keep(endpoint->record.host);
    say("The domain's MX names " + endpoint->record.host + ", the organisation's own endpoint.");
    if (gateway != nullptr) {
      say("Before it stands " + gateway->owner + ": the organisation may refuse mail that does not come through there.");
      at_most(Fits::maybe);
    }
    return true;
  }
  if (posture_.asked == Told::unknown) say("The DNS did not tell the exchangers of the domain, so the organisation's endpoint is not known.");
  else if (!posture_.exchangers.empty())
    say("The domain's mail goes to " + posture_.exchangers.front().record.host + (gateway != nullptr ? " (" + gateway->owner + ")" : std::string()) +
        " first; what is sent there is mail from outside, which is something else. The organisation's own endpoint is not in the DNS and could only "
        "be "
        "guessed: its administrator finds it in the Microsoft 365 admin center (Settings > Domains).");
  else say("The domain has no MX, so the organisation's endpoint is not in the DNS.");
  return false;
}

bool OptionJudge::serve_graph() {
  const OAuth* const oauth2 = inquest_.verdict.settings.oauth2;
  if (oauth2 == nullptr || oauth2->graph.empty()) {
    say("Nobody documents the address of Microsoft Graph for " + provider() + ".");
    return false;
  }
  view_.server.host = inquest_.subject.arena.keep(host_of(oauth2->graph));
  say("Microsoft Graph of this cloud is at " + std::string(view_.server.host) + ", and the mailboxes are with " + provider() + ".");
  return true;
}

bool OptionJudge::serve() {
  switch (option_.server.of) {
    case ServerOf::submission: return serve_submission();
    case ServerOf::exchanger: return serve_exchanger();
    case ServerOf::graph: return serve_graph();
    case ServerOf::named: break;
  }
  say("The mailboxes are with " + provider() + ", which offers it at " + std::string(view_.server.host) + ".");
  return true;
}

void OptionJudge::weigh_confidence() {
  if (mailbox_.confidence != Confidence::weak) return;
  say("Where the mailboxes are is only weakly shown.");
  at_most(Fits::maybe);
}

SendingView OptionJudge::judge() {
  describe();
  const Offer offered = offer();
  if (offered != Offer::yes) {
    explain_absence(offered);
    return std::move(view_);
  }
  view_.fits = Fits::yes;
  if (!serve()) {
    view_.fits = Fits::unknown;
    return std::move(view_);
  }
  weigh_rules();
  weigh_proof();
  weigh_confidence();
  return std::move(view_);
}

}  // namespace homing
