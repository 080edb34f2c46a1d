#include "decide/verdict.hpp"

#include <algorithm>
#include <memory_resource>
#include <string>
#include <vector>

#include "decide/advice.hpp"
#include "decide/recognise.hpp"

namespace homing {
namespace {

bool has_servers(const Finding& finding) { return finding.settings != nullptr && (finding.settings->receives() || !finding.settings->smtp.empty()); }

bool is_published(const Finding& finding) { return finding.source != SourceId::catalogue && finding.source != SourceId::mx && !finding.from_hints; }

bool is_untrusted(const Finding& finding) { return finding.trust >= Trust::http; }

const Finding* first_of(std::span<const Finding> findings, SourceId source) {
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.source == source; });
  return found == findings.end() ? nullptr : &*found;
}

class Decision {
 public:
  Decision(const Subject& subject, const Case& all) : subject_(subject), all_(all), advice_(subject.arena.memory()) {}
  Resolution make();

 private:
  const Finding* choose() const;
  bool stands(const Finding& finding) const;
  const OAuth* believed(const OAuth* oauth, Trust trust) const;
  void take(const Finding& chosen);
  void take_mailbox(const Finding& chosen);
  void take_tenant();
  void merge(const Finding& chosen);
  void add(Protocol protocol, std::span<const Endpoint> others);
  void complete_sign_in(bool may_add_methods);
  void report_contradictions(const Finding& chosen);
  void report_own_server(const Finding* chosen);
  void report_doubts(const Finding& chosen);
  void warn_of_plain_text();
  void conclude(const Finding* chosen);

  const Subject& subject_;
  const Case& all_;
  Resolution result_;
  std::pmr::vector<Advice> advice_;
};

// A provisional entry of the catalogue falls when the mail demonstrably goes elsewhere.
bool Decision::stands(const Finding& finding) const {
  if (finding.weight != Weight::provisional || finding.source != SourceId::catalogue) return true;
  const Finding* const mx = first_of(all_.findings, SourceId::mx);
  return mx == nullptr || (mx->mailbox.kind == finding.mailbox.kind && mx->mailbox.provider == finding.mailbox.provider);
}

// Decisive before usable before provisional; within one weight what came over a protected path first, then the complete, then
// what was not published by unsigned DNS alone, then by rank. Last of all a provider whose servers nobody documents.
int merit(const Finding& finding) {
  constexpr int without_servers = 100;
  if (finding.weight == Weight::decisive) return 0;
  if (!has_servers(finding)) return without_servers;
  const bool by_dns = is_published(finding) && finding.trust == Trust::dns;
  return static_cast<int>(finding.weight) * 8 + (is_untrusted(finding) ? 4 : 0) + (finding.settings->complete() ? 0 : 2) + (by_dns ? 1 : 0);
}

const Finding* Decision::choose() const {
  const Finding* best = nullptr;
  for (const Finding& finding : all_.findings) {
    const bool eligible = finding.weight == Weight::decisive || finding.settings != nullptr;
    if (!eligible || !stands(finding)) continue;
    if (best == nullptr || merit(finding) < merit(*best)) best = &finding;
  }
  return best;
}

void Decision::take_mailbox(const Finding& chosen) {
  result_.mailbox = chosen.mailbox;
  if (!is_published(chosen)) {
    // An unconfirmed domain whose mail goes where the list says is as certain as a confirmed one.
    const Finding* const listed = first_of(all_.findings, SourceId::catalogue);
    const bool confirmed = chosen.source == SourceId::mx && listed != nullptr && listed->mailbox.kind == chosen.mailbox.kind;
    if (confirmed) result_.mailbox.confidence = Confidence::certain;
    return;
  }
  const Finding* const mx = first_of(all_.findings, SourceId::mx);
  if (mx != nullptr && mx->settings != nullptr && !has_servers(*mx)) {
    result_.mailbox = mx->mailbox;  // only the domain itself can tell the servers of such a provider
    return;
  }
  const Mailbox known = recognise(*chosen.settings, subject_.catalogue);
  if (known.kind == Kind::unknown) return;
  result_.mailbox = known;
  result_.mailbox.confidence = std::max(known.confidence, chosen.mailbox.confidence);
}

// What another source says besides, where it is about the same owner's servers: whole protocols that were missing, and other
// ports of hosts that both name. Where they disagree the better trusted has been taken. No endpoint is put together from two.
// A worse trusted source, which can be forged more easily, adds nothing that leads to another owner.
void Decision::merge(const Finding& chosen) {
  if (chosen.weight == Weight::decisive) return;
  std::vector<const Finding*> others;
  for (const Finding& other : all_.findings) {
    if (&other != &chosen && has_servers(other) && stands(other) && share_an_owner(*chosen.settings, *other.settings)) others.push_back(&other);
  }
  std::stable_sort(others.begin(), others.end(), [](const Finding* x, const Finding* y) { return x->trust < y->trust; });
  for (const Finding* const other : others) {
    const bool trusted = other->trust <= chosen.trust;
    for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
      std::vector<Endpoint> fitting;
      const std::span<const Endpoint> all = other->settings->of(protocol);
      std::copy_if(all.begin(), all.end(), std::back_inserter(fitting),
                   [&](const Endpoint& e) { return trusted || names_owner_of(*chosen.settings, e.host); });
      add(protocol, fitting);
    }
    if (!trusted) continue;
    if (result_.settings.oauth2 == nullptr) result_.settings.oauth2 = believed(other->settings->oauth2, other->trust);
    if (result_.settings.services.empty()) result_.settings.services = other->settings->services;
  }
}

void Decision::add(Protocol protocol, std::span<const Endpoint> others) {
  Settings& settings = result_.settings;
  std::span<const Endpoint>& known = protocol == Protocol::imap ? settings.imap : protocol == Protocol::pop3 ? settings.pop3 : settings.smtp;
  std::vector<Endpoint> list(known.begin(), known.end());
  for (const Endpoint& other : others) {
    const bool repeated = std::any_of(list.begin(), list.end(), [&](const Endpoint& e) { return e.host == other.host && e.port == other.port; });
    const bool same_host = std::any_of(known.begin(), known.end(), [&](const Endpoint& e) { return e.host == other.host; });
    // Plain text beside an encrypted way would only be a way to fall back to it.
    const bool wanted = known.empty() || (same_host && other.security != Security::none);
    if (!repeated && wanted) list.push_back(other);
  }
  if (list.size() != known.size()) known = subject_.arena.keep_list<Endpoint>(list);
}

void Decision::take_tenant() {
  if (!result_.mailbox.is_microsoft()) return;
  for (const Hint& hint : all_.hints) {
    if (hint.tenant.empty()) continue;
    result_.mailbox.tenant = hint.tenant;
    result_.mailbox.region = hint.region;
  }
}

// A published file may name a known provider's servers and say nothing of how to sign in there today.
void Decision::complete_sign_in(bool may_add_methods) {
  Settings& settings = result_.settings;
  settings = *with_known_states(settings, subject_.address, subject_.catalogue, subject_.arena, may_add_methods);
  const Known known = known_server(settings, subject_.catalogue);
  if (!known) return;
  const Settings* const manifest = Catalogue::settings(known, subject_.address, subject_.arena);
  // The scopes in circulation for Microsoft's servers fail for half of its mailboxes.
  const bool outdated = may_add_methods && known.mailbox().is_microsoft();
  if (settings.oauth2 == nullptr || outdated) settings.oauth2 = manifest->oauth2;
  if (settings.limits.empty()) settings.limits = manifest->limits;
  advice_.insert(advice_.end(), manifest->advice.begin(), manifest->advice.end());
}

// Where to sign in is believed as whoever names it, unless we know it ourselves.
const OAuth* Decision::believed(const OAuth* oauth, Trust trust) const {
  if (oauth == nullptr || oauth->trust == Trust::builtin) return oauth;
  OAuth told = *oauth;
  told.trust = told.by_issuer ? std::max(told.trust, trust) : trust;
  return subject_.arena.keep_value(told);
}

void Decision::take(const Finding& chosen) {
  result_.settings = *chosen.settings;
  result_.settings.oauth2 = believed(chosen.settings->oauth2, chosen.trust);
  take_mailbox(chosen);
  merge(chosen);
  advice_.insert(advice_.end(), chosen.settings->advice.begin(), chosen.settings->advice.end());
  // A file that is only being checked is shown as its author wrote it.
  if (is_published(chosen)) complete_sign_in(chosen.source != SourceId::file);
}

// Evidence of the MX outranks a web host's published file; both are reported.
void Decision::report_contradictions(const Finding& chosen) {
  if (is_published(chosen)) return;
  for (const Finding& other : all_.findings) {
    if (!is_published(other) || !has_servers(other)) continue;
    const Mailbox named = recognise(*other.settings, subject_.catalogue);
    const bool same = named.provider == chosen.mailbox.provider || share_an_owner(*chosen.settings, *other.settings);
    if (!same) advice_.push_back(published_contradicts_mx(subject_, chosen, other));
  }
}

// An Exchange server of the organisation's own beside Exchange Online is a hybrid: a mailbox may be on either side. Without
// Exchange Online it is where the mailbox is, though it may tell nothing more.
void Decision::report_own_server(const Finding* chosen) {
  const auto own = std::find_if(all_.findings.begin(), all_.findings.end(), [](const Finding& finding) { return finding.on_premises; });
  if (own == all_.findings.end()) return;
  const bool microsoft = chosen != nullptr && !is_published(*chosen) && result_.mailbox.is_microsoft();
  if (microsoft) {
    result_.mailbox.confidence = Confidence::weak;
    advice_.push_back(hybrid(subject_, *own));
    return;
  }
  const bool nothing_better = chosen == nullptr || !has_servers(*chosen);
  if (!nothing_better || (chosen != nullptr && chosen->takes_no_mail)) return;
  result_.mailbox = own->mailbox;
  advice_.push_back(own_exchange(subject_, *own));
}

void Decision::report_doubts(const Finding& chosen) {
  if (chosen.shared_cloud) advice_.push_back(cloud_unconfirmed(subject_, chosen));
  if (chosen.trust == Trust::http) advice_.push_back(unprotected_path(subject_, chosen));
  if (chosen.trust == Trust::guess) advice_.push_back(guessed(subject_));
  // Where the exchanger leads to a provider's file, its servers are somebody else's as a rule.
  const bool unsigned_dns = is_published(chosen) && chosen.source != SourceId::mx_autoconfig && chosen.trust == Trust::dns;
  if (unsigned_dns && owner_of(first_host(result_.settings)) != owner_of(subject_.address.domain()))
    advice_.push_back(foreign_servers(subject_, first_host(result_.settings)));
}

void Decision::warn_of_plain_text() {
  for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
    const std::span<const Endpoint> endpoints = result_.settings.of(protocol);
    // Plain text stands last, so the first tells whether there is anything better.
    if (!endpoints.empty() && endpoints.front().security == Security::none) advice_.push_back(plain_text(subject_, protocol, endpoints.front()));
  }
}

void Decision::conclude(const Finding* chosen) {
  const bool no_mail = chosen != nullptr && chosen->takes_no_mail;
  const bool settled = !no_mail && result_.mailbox.kind != Kind::unknown;
  if (result_.settings.complete()) result_.outcome = Outcome::found;
  else if (result_.settings.receives() || !result_.settings.smtp.empty() || settled) result_.outcome = Outcome::partial;
  else if (!no_mail && all_.timing.questions > 0 && !all_.reached) result_.outcome = Outcome::unreachable;
  else result_.outcome = Outcome::not_found;
  if (result_.outcome == Outcome::unreachable) advice_.push_back(nobody_answered(subject_));
  if (result_.outcome == Outcome::not_found && !no_mail) advice_.push_back(nothing_found(subject_));
  if (chosen != nullptr && chosen->weight == Weight::provisional && has_servers(*chosen)) advice_.push_back(unconfirmed(subject_, *chosen));
}

Resolution Decision::make() {
  result_.address = subject_.arena.keep(subject_.address.shown());
  advice_.assign(all_.advice.begin(), all_.advice.end());
  const Finding* const chosen = choose();
  if (chosen != nullptr && chosen->settings != nullptr) {
    take(*chosen);
    report_contradictions(*chosen);
    report_doubts(*chosen);
    warn_of_plain_text();
  }
  report_own_server(chosen);
  take_tenant();
  conclude(chosen);
  result_.advice = subject_.arena.keep_list<Advice>(advice_);
  result_.evidence = subject_.arena.keep_list<Evidence>(all_.evidence);
  result_.disclosed = subject_.arena.keep_list<Disclosed>(all_.disclosed);
  result_.timing = all_.timing;
  return result_;
}

}  // namespace

Resolution decide(const Subject& subject, const Case& all) { return Decision(subject, all).make(); }

}  // namespace homing
