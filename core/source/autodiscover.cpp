#include "source/autodiscover.hpp"

#include "read/redirect.hpp"
#include "read/srv.hpp"
#include "source/clues.hpp"

namespace homing {
namespace {

constexpr std::size_t most_restarts = 3;

std::string page_of(std::string_view origin) { return std::string(origin) + "/autodiscover/autodiscover.xml"; }
std::string own_host(std::string_view domain) { return "autodiscover." + std::string(domain); }

// What only Exchange says when it wants a sign-in: its own header, or integrated Windows authentication.
bool is_exchange(const Answer& answer) {
  if (answer.status != 401 && answer.status != 403) return false;
  const std::string_view wanted = answer.header("www-authenticate");
  return !answer.header("x-feserver").empty() || wanted.find("NTLM") != std::string_view::npos || wanted.find("Negotiate") != std::string_view::npos;
}

}  // namespace

void AutodiscoverSource::start(Notebook& notebook) {
  const std::string domain(subject().address.domain());
  post(page_of("https://" + domain), subject().address.text(), {0, Trust::https, Awaited::no}, notebook);
  notebook.ask({{Ask::cname, own_host(domain)}, Disclosure::domain, 1, Awaited::contradiction});
  notebook.ask({{Ask::host, own_host(domain)}, Disclosure::domain, 1, Awaited::contradiction});
  notebook.ask({{Ask::srv, "_autodiscover._tcp." + domain}, Disclosure::domain, 3});
}

void AutodiscoverSource::post(std::string url, std::string_view address, Place place, Notebook& notebook) {
  Page page{{Ask::post, std::move(url)}};
  write_request(host_of(page.question.name), address, page);
  page.place = place.place;
  page.trust = place.trust;
  page.awaited = place.awaited;
  ask_for(std::move(page), notebook);
}

// Where the caller allows it, hosts of the mail domain's owner learn the address; everybody else hears of the postmaster.
void AutodiscoverSource::write_request(std::string_view host, std::string_view address, Page& page) {
  const std::string neutral = std::string(neutral_local_part) + std::string(address.substr(address.rfind('@')));
  const bool allowed = subject().permissions.privacy == Privacy::address && !subject().address.stands_for_domain();
  const bool personal = allowed && address != neutral && owner_of(host) == owner_of(subject().address.domain());
  std::string told = personal ? std::string(address) : neutral;
  page.question.body = autodiscover_request(told);
  page.discloses = personal ? Disclosure::address : Disclosure::domain;
  told_.emplace(page.question.body, std::move(told));
}

void AutodiscoverSource::hear(const Question& question, const Answer& answer, Notebook& notebook) {
  if (question.kind == Ask::srv) return hear_service(answer, notebook);
  if (question.kind == Ask::cname) return hear_alias(answer), ask_own_host(notebook);
  if (question.kind == Ask::host) {
    host_exists_ = answer.heard == Heard::answered && !answer.records.empty();
    return ask_own_host(notebook);
  }
  WebSource::hear(question, answer, notebook);
}

// Where the alias leads to Exchange Online, the hints have heard it; its servers answer nobody who does not sign in.
void AutodiscoverSource::hear_alias(const Answer& answer) {
  const table::Tables& tables = subject().catalogue.hints();
  leads_to_provider_ = false;
  for (const table::Hint& hint : tables.hints) {
    if (hint.ask != Ask::cname || hint_name(tables, hint, "") != "autodiscover.") continue;
    if (find_clue(subject().catalogue, hint, answer, subject().arena)) leads_to_provider_ = true;
  }
}

void AutodiscoverSource::ask_own_host(Notebook& notebook) {
  if (!host_exists_.value_or(false) || leads_to_provider_.value_or(true)) return;
  const std::string host = own_host(subject().address.domain());
  post(page_of("https://" + host), subject().address.text(), {1, Trust::https, Awaited::contradiction}, notebook);
  if (!subject().permissions.autodiscover_http) return;
  Page redirect{{Ask::http, page_of("http://" + host)}};
  redirect.place = 2;
  redirect.trust = Trust::http;
  ask_for(std::move(redirect), notebook);
}

void AutodiscoverSource::hear_service(const Answer& answer, Notebook& notebook) {
  const std::vector<SrvRecord> records = read_srv(answer.records);
  if (records.empty() || is_not_offered(records)) return;
  const SrvRecord& best = records.front();
  const bool provider = static_cast<bool>(subject().catalogue.host(best.target)) || subject().catalogue.domain(registrable_domain(best.target));
  if (provider || best.port == 0 || !parse_domain(best.target)) return;
  const std::string port = best.port == 443 ? "" : ":" + std::to_string(best.port);
  const Trust trust = answer.authentic ? Trust::dnssec : Trust::dns;
  post(page_of("https://" + best.target + port), subject().address.text(), {3, trust, Awaited::no}, notebook);
}

void AutodiscoverSource::follow(const Page& page, const Answer& answer, Notebook& notebook) {
  const Expected<std::string> hop = next_hop(page.question.name, answer.header("location"), subject().catalogue);
  if (!hop) return note(page, hop.error().sentence, notebook);
  const Known provider = subject().catalogue.domain(registrable_domain(host_of(*hop)));
  if (provider.mailbox().is_microsoft()) {
    note(page, "leads to " + std::string(host_of(*hop)) + '.', notebook);
    return hint_at(subject().catalogue.provider("microsoft365"), "autodiscover-redirect", host_of(*hop), notebook);
  }
  Page next = page;
  next.question.kind = Ask::post;
  const bool told_nothing = page.question.kind == Ask::http;
  write_request(host_of(*hop), told_nothing ? subject().address.text() : told_[page.question.body], next);
  go_on(next, *hop, notebook);
}

void AutodiscoverSource::hint_at(const Known& provider, std::string_view weight, std::string_view origin, Notebook& notebook) {
  Hint hint;
  hint.source = id();
  hint.provider = provider;
  hint.weighs = subject().catalogue.weighed(weight);
  hint.origin = subject().arena.keep(origin);
  notebook.hint(hint);
}

void AutodiscoverSource::read(const Page& page, const Answer& answer, Notebook& notebook) {
  if (page.question.kind != Ask::post) return;  // plain http is good for its redirect alone
  if (is_exchange(answer)) return report_server(page, notebook);
  if (answer.status == 200) read_response(page, answer, notebook);
}

// An Exchange server of the organisation's own. It says nothing about its settings without a sign-in.
void AutodiscoverSource::report_server(const Page& page, Notebook& notebook) {
  note(page, "is an Exchange server, which wants a sign-in before it tells anything.", notebook);
  Finding finding;
  finding.source = id();
  finding.weight = Weight::provisional;
  finding.trust = page.trust;
  finding.mailbox = {Kind::other, Cloud::none, Confidence::strong, "Exchange Server"};
  finding.origin = subject().arena.keep(host_of(page.question.name));
  finding.place = page.place;
  finding.on_premises = true;
  notebook.find(finding);
}

void AutodiscoverSource::read_response(const Page& page, const Answer& answer, Notebook& notebook) {
  const Expected<Autodiscover> response = read_autodiscover(answer.body, subject().address, told_[page.question.body], subject().arena);
  if (!response) return note(page, "is no Autodiscover response: " + response.error().sentence, notebook);
  switch (response->action) {
    case Autodiscover::Action::settings: return report(page, *response, notebook);
    case Autodiscover::Action::redirect_address: return restart(page, response->redirect, notebook);
    case Autodiscover::Action::redirect_url: {
      Answer redirect;
      redirect.headers.emplace_back("location", response->redirect.view());
      return follow(page, redirect, notebook);
    }
    case Autodiscover::Action::error:
      return note(page, "answers with error " + std::to_string(response->error_code) + ": " + std::string(response->error), notebook);
  }
}

// Another address of the same person. Only its domain counts, and only where it has the same owner or is a known provider's.
void AutodiscoverSource::restart(const Page& page, std::string_view address, Notebook& notebook) {
  const Expected<Address> parsed = parse_address(address);
  if (!parsed || parsed->domain() == subject().address.domain()) return note(page, "redirects to an address that leads nowhere", notebook);
  const std::string domain(parsed->domain());
  const Known provider = subject().catalogue.domain(domain);
  if (provider.mailbox().is_microsoft()) {
    note(page, "says that the mailboxes are at " + domain + '.', notebook);
    return hint_at(provider, "autodiscover-address", domain, notebook);
  }
  const bool same_owner = owner_of(domain) == owner_of(subject().address.domain());
  if (!same_owner || ++restarts_ > most_restarts) return note(page, "redirects to an address at " + domain + ", which is not followed", notebook);
  post(page_of("https://" + domain), parsed->text(), {page.place, page.trust, Awaited::no}, notebook);
  post(page_of("https://" + own_host(domain)), parsed->text(), {page.place, page.trust, Awaited::no}, notebook);
}

void AutodiscoverSource::report(const Page& page, const Autodiscover& response, Notebook& notebook) {
  const Settings& settings = response.settings;
  if (!settings.receives() && settings.smtp.empty() && settings.services.empty()) return note(page, "names no server that can be used", notebook);
  note(page, "publishes settings.", notebook);
  Finding finding;
  finding.source = id();
  finding.weight = Weight::usable;
  finding.trust = page.trust;
  finding.mailbox = {Kind::other, Cloud::none, page.trust <= Trust::https ? Confidence::strong : Confidence::weak, {}};
  finding.settings = subject().arena.keep_value(settings);
  finding.origin = subject().arena.keep(page.question.name);
  finding.place = page.place;
  finding.on_premises = !response.exchange.empty();
  notebook.find(finding);
}

}  // namespace homing
