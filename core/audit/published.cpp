#include <algorithm>
#include <set>

#include "audit/auditors.hpp"
#include "decide/recognise.hpp"

namespace homing {
namespace {

constexpr Protocol protocols[] = {Protocol::imap, Protocol::pop3, Protocol::smtp};

std::string shown(const Endpoint& e) {
  return std::string(e.host) + ':' + std::to_string(e.port) + " (" + std::string(word(e.security).view()) + ')';
}

Remedy remedy_of(SourceId source) {
  switch (source) {
    case SourceId::srv: return Remedy::services;
    case SourceId::pacc: return Remedy::pacc;
    case SourceId::autodiscover: return Remedy::autodiscover;
    case SourceId::autoconfig:
    case SourceId::autoconfig_http: return Remedy::autoconfig;
    default: return Remedy::none;
  }
}

std::string place_of(const Finding& finding) {
  return finding.source == SourceId::srv ? std::string("the SRV records") : std::string(finding.origin);
}

bool same_server(const Endpoint& a, const Endpoint& b) { return a.host == b.host && a.port == b.port && a.security == b.security; }

class Auditor {
 public:
  Auditor(const Inquest& inquest, Faults& faults) : inquest_(inquest), faults_(faults) {}
  void audit();

 private:
  bool contradicts(const Finding& finding) const { return inquest_.proof() != nullptr && !inquest_.agrees(*finding.settings); }
  void audit_contradiction(const Finding& finding);
  void audit_servers(const Finding& finding);
  void audit_retired(const Finding& finding);
  void audit_plain_text(const Finding& finding);
  void compare(const Finding& better, const Finding& other);
  void compare_sign_in(const Finding& better, const Finding& other, Protocol protocol);

  const Inquest& inquest_;
  Faults& faults_;
};

void Auditor::audit_contradiction(const Finding& finding) {
  const bool own = is_published_by_domain(finding);
  const Text id = own ? Text("published-contradicts-mx") : Text("directory-contradicts-mx");
  const std::string provider(inquest_.verdict.mailbox.provider);
  faults_.add(id, own ? Severity::problem : Severity::warning, place_of(finding),
              "It names " + std::string(first_host(*finding.settings)) + ", but the mailboxes are at " + provider + " (" +
                  std::string(inquest_.proof()->origin) + "). Programs that read it first send the password to the wrong server.",
              own ? "Remove it, or let it name the servers of " + provider + "; hosting panels make such files by themselves."
                  : "Ask those who keep the directory to change its entry; a file of the domain's own comes before it.",
              own ? remedy_of(finding.source) : Remedy::autoconfig);
}

// Hosts that do not exist.
void Auditor::audit_servers(const Finding& finding) {
  if (finding.source == SourceId::srv) return;  // its auditor has looked
  std::set<std::string_view> told;
  for (const Protocol protocol : protocols) {
    for (const Endpoint& endpoint : finding.settings->of(protocol)) {
      if (!inquest_.is_missing(endpoint.host) || !told.insert(endpoint.host).second) continue;
      faults_.add("server-missing", Severity::problem, place_of(finding),
                  "It names " + std::string(endpoint.host) + ", which does not exist in the DNS.", "Name a server that exists.",
                  remedy_of(finding.source));
    }
  }
}

void Auditor::audit_retired(const Finding& finding) {
  const table::Tables& tables = inquest_.subject.catalogue.clients();
  const Settings* const dated =
      with_known_states(*finding.settings, inquest_.subject.address, inquest_.subject.catalogue, inquest_.subject.arena, false);
  for (const Protocol protocol : protocols) {
    for (const Endpoint& endpoint : dated->of(protocol)) {
      const auto retired = std::find_if(tables.retired_hosts.begin(), tables.retired_hosts.end(),
                                        [&](const table::RetiredHost& row) { return tables.text(row.host) == endpoint.host; });
      if (retired != tables.retired_hosts.end())
        faults_.add("retired-server", Severity::problem, place_of(finding), "It names " + std::string(endpoint.host) + ", which is no more.",
                    "Name " + std::string(tables.text(retired->instead)) + '.', remedy_of(finding.source));
      const bool over = !endpoint.auth.empty() &&
                        std::all_of(endpoint.auth.begin(), endpoint.auth.end(), [](const SignIn& s) { return s.state == MethodState::retired; });
      if (over && finding.source != SourceId::srv)
        faults_.add("retired-sign-in", Severity::problem, place_of(finding),
                    shown(endpoint) + ": the ways to sign in that it lists are over" +
                        (endpoint.auth.front().since.empty() ? std::string() : " since " + std::string(endpoint.auth.front().since)) + '.',
                    "List OAuth2.", remedy_of(finding.source));
    }
  }
}

void Auditor::audit_plain_text(const Finding& finding) {
  for (const Protocol protocol : protocols) {
    for (const Endpoint& endpoint : finding.settings->of(protocol)) {
      if (endpoint.security != Security::none) continue;
      faults_.add("plain-text", Severity::problem, place_of(finding),
                  shown(endpoint) + ": anybody on the way can read the password and the mail (RFC 8314). K-9 refuses the whole file.",
                  "Offer TLS, and name it.", remedy_of(finding.source));
    }
  }
}

void Auditor::compare_sign_in(const Finding& better, const Finding& other, Protocol protocol) {
  if (better.source == SourceId::srv || other.source == SourceId::srv) return;  // which cannot say it
  const Endpoint& a = better.settings->of(protocol).front();
  const auto same =
      std::find_if(other.settings->of(protocol).begin(), other.settings->of(protocol).end(), [&](const Endpoint& e) { return same_server(a, e); });
  if (same == other.settings->of(protocol).end() || same->auth.empty() || a.auth.empty()) return;
  const bool shared = std::any_of(a.auth.begin(), a.auth.end(), [&](const SignIn& x) {
    return std::any_of(same->auth.begin(), same->auth.end(), [&](const SignIn& y) { return x.method == y.method; });
  });
  if (shared) return;
  faults_.add("sign-in-differs", Severity::warning, place_of(other),
              shown(a) + ": " + place_of(better) + " wants " + std::string(word(a.auth.front().method).view()) + ", this " +
                  std::string(word(same->auth.front().method).view()) + '.',
              "Let both say the same.", remedy_of(other.source));
}

void Auditor::compare(const Finding& better, const Finding& other) {
  for (const Protocol protocol : protocols) {
    const std::span<const Endpoint> a = better.settings->of(protocol), b = other.settings->of(protocol);
    if (a.empty() || b.empty()) continue;
    const bool shared = std::any_of(
        a.begin(), a.end(), [&](const Endpoint& x) { return std::any_of(b.begin(), b.end(), [&](const Endpoint& y) { return same_server(x, y); }); });
    if (shared) {
      compare_sign_in(better, other, protocol);
      continue;
    }
    const bool own = is_published_by_domain(other);
    const bool same_host = std::any_of(b.begin(), b.end(), [&](const Endpoint& y) { return y.host == a.front().host; });
    faults_.add(own ? Text("sources-disagree") : Text("directory-disagrees"), same_host || !own ? Severity::warning : Severity::problem,
                place_of(other),
                "For " + std::string(word(protocol).view()) + " it names " + shown(b.front()) + ", and " + place_of(better) + " names " +
                    shown(a.front()) + '.',
                "Let all name the same server.", remedy_of(other.source));
  }
}

void Auditor::audit() {
  const Finding* best = nullptr;
  for (const Finding& finding : inquest_.findings) {
    const bool published = is_published_by_domain(finding) || finding.source == SourceId::directory;
    if (!published || !has_servers(finding)) continue;
    if (is_published_by_domain(finding)) audit_servers(finding), audit_retired(finding), audit_plain_text(finding);
    if (contradicts(finding)) {
      audit_contradiction(finding);
      continue;
    }
    if (best == nullptr) best = &finding;
    else compare(*best, finding);
  }
}

}  // namespace

void audit_published(const Inquest& inquest, Faults& faults) { Auditor(inquest, faults).audit(); }

}  // namespace homing
