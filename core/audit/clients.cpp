#include "audit/clients.hpp"

#include <algorithm>

#include "decide/recognise.hpp"
#include "model/utf8.hpp"
#include "read/autoconfig.hpp"
#include "read/mx.hpp"
#include "source/audit.hpp"

namespace homing {
namespace {

// What one way leads to.
struct Found {
  const Settings* settings = nullptr;
  std::string how;
  bool account = false;  ///< at Exchange: no servers need to be named
};

const Finding* find(const Inquest& inquest, SourceId source, std::uint8_t first, std::uint8_t last) {
  for (const Finding& finding : inquest.findings) {
    if (finding.source == source && finding.place >= first && finding.place <= last && has_servers(finding)) return &finding;
  }
  return nullptr;
}

class Client {
 public:
  Client(const Inquest& inquest, const table::Client& row) : inquest_(inquest), tables_(inquest.subject.catalogue.clients()), row_(row) {}
  ClientView look() const;

 private:
  std::optional<Found> follow(std::string_view way) const;
  std::optional<Found> follow_finding(std::string_view way) const;
  std::optional<Found> follow_directory(bool all_levels) const;
  std::optional<Found> follow_exchange(bool microsofts_service) const;
  bool can_use(const Settings& settings) const;
  std::string server(const Found& found, Protocol protocol) const;
  void judge(const Found& found, ClientView& view) const;

  const Inquest& inquest_;
  const table::Tables& tables_;
  const table::Client& row_;
};

struct FindingWay {
  std::string_view way;
  SourceId source;
  std::uint8_t first, last;  // places
};
constexpr FindingWay finding_ways[] = {{"autoconfig", SourceId::autoconfig, 0, 0},
                                       {"well-known", SourceId::autoconfig, 1, 1},
                                       {"autoconfig-http", SourceId::autoconfig_http, 0, 0},
                                       {"well-known-http", SourceId::autoconfig_http, 1, 1},
                                       {"directory", SourceId::directory, 0, 1},
                                       {"mx-autoconfig", SourceId::mx_autoconfig, 0, 1},
                                       {"pox", SourceId::autodiscover, 0, 255},
                                       {"srv", SourceId::srv, 0, 0}};

bool Client::can_use(const Settings& settings) const {
  for (const Protocol protocol : {Protocol::imap, Protocol::smtp}) {
    const std::span<const Endpoint> list = settings.of(protocol);
    const bool plain = std::any_of(list.begin(), list.end(), [](const Endpoint& e) { return e.security == Security::none; });
    if (row_.encrypted && plain) return false;
  }
  const bool receives = !server({&settings, {}, false}, Protocol::imap).empty() || !server({&settings, {}, false}, Protocol::pop3).empty();
  return receives && !settings.smtp.empty();
}

std::optional<Found> Client::follow_finding(std::string_view way) const {
  const auto* const row = std::find_if(std::begin(finding_ways), std::end(finding_ways), [&](const FindingWay& w) { return w.way == way; });
  if (row == std::end(finding_ways)) return std::nullopt;
  const Finding* const finding = find(inquest_, row->source, row->first, row->last);
  if (finding == nullptr || !can_use(*finding->settings)) return std::nullopt;
  return Found{finding->settings, std::string(finding->origin), false};
}

// The directory knows some exchangers as it knows mail domains.
std::optional<Found> Client::follow_directory(bool all_levels) const {
  const std::vector<MailExchanger> exchangers = read_mx(inquest_.records(Ask::mx, inquest_.domain()));
  if (exchangers.empty()) return std::nullopt;
  const std::vector<std::string> names = directory_names(exchangers.front().host);
  for (const std::string& name : names) {
    if (!all_levels && name != names.front() && name != names.back()) continue;
    const std::string url = inquest_.subject.permissions.directory_url + name;
    const PageHeard page = inquest_.page(Ask::https, url);
    if (!page.is_file()) continue;
    Arena& arena = inquest_.subject.arena;
    const Expected<Autoconfig> file = read_autoconfig(page.answer->body, inquest_.subject.address, arena);
    if (file && can_use(file->settings)) return Found{arena.keep_value(file->settings), url, false};
  }
  return std::nullopt;
}

std::optional<Found> Client::follow_exchange(bool microsofts_service) const {
  const std::string host = "autodiscover." + inquest_.domain();
  const bool microsoft = inquest_.verdict.mailbox.is_microsoft();
  if (microsofts_service) return microsoft ? std::optional(Found{nullptr, "Microsoft's own service: an Exchange account", true}) : std::nullopt;
  const std::vector<std::string> chain = inquest_.records(Ask::cname, host);
  const Known led = chain.empty() ? Known{} : inquest_.subject.catalogue.domain(registrable_domain(host_name(chain.back())));
  if (microsoft && led.mailbox().is_microsoft()) return Found{nullptr, "Autodiscover at " + chain.back() + ": an Exchange account", true};
  return std::nullopt;
}

std::optional<Found> Client::follow(std::string_view way) const {
  const std::string domain = inquest_.domain();
  if (way == "mx-directory" || way == "mx-directory-all") return follow_directory(way == "mx-directory-all");
  if (way == "microsoft") return follow_exchange(true);
  if (way == "exchange") return follow_exchange(false);
  if (way == "verdict") return Found{&inquest_.verdict.settings, "the verdict", false};
  if (way == "guess") return Found{nullptr, "tries names such as imap." + domain + " and smtp." + domain, false};
  if (way == "profile") return Found{nullptr, "a configuration profile, or the servers typed in", false};
  return follow_finding(way);
}

std::string Client::server(const Found& found, Protocol protocol) const {
  const std::span<const table::TextRef> usable = tables_.texts.subspan(row_.protocols.first, row_.protocols.count);
  const bool speaks = std::any_of(usable.begin(), usable.end(), [&](table::TextRef ref) { return tables_.text(ref) == word(protocol).view(); });
  if (!speaks || found.settings == nullptr || found.settings->of(protocol).empty()) return {};
  const Endpoint& e = found.settings->of(protocol).front();
  return std::string(e.host) + ':' + std::to_string(e.port) + ' ' + std::string(word(e.security).view());
}

void Client::judge(const Found& found, ClientView& view) const {
  const Resolution& verdict = inquest_.verdict;
  const std::string provider = verdict.mailbox.provider.empty() ? "those who run the mailboxes" : std::string(verdict.mailbox.provider);
  const bool nothing = !found.account && (found.settings == nullptr || (!found.settings->receives() && found.settings->smtp.empty()));
  view.right = !nothing && (found.account || found.settings == &verdict.settings || inquest_.agrees(*found.settings));
  if (nothing) view.why = "It finds nothing: people must type the servers.";
  else if (view.right) view.why = found.account ? "The mailboxes are there." : "The servers are those of " + provider + ".";
  else view.why = "It finds " + std::string(first_host(*found.settings)) + ", but the mailboxes are with " + provider + ".";
  const Text note = tables_.text(row_.work_note);
  if (verdict.mailbox.kind == Kind::microsoft365 && view.right && !note.empty()) view.why += ' ' + std::string(note);
}

ClientView Client::look() const {
  ClientView view;
  view.name = tables_.text(row_.name);
  Found found;
  for (const table::TextRef way : tables_.texts.subspan(row_.ways.first, row_.ways.count)) {
    if (const std::optional<Found> next = follow(tables_.text(way))) {
      found = *next;
      break;
    }
  }
  view.how = found.how.empty() ? "nothing" : to_utf8(found.how, 512);
  view.finds = {server(found, Protocol::imap), server(found, Protocol::pop3), server(found, Protocol::smtp)};
  judge(found, view);
  return view;
}

}  // namespace

std::vector<ClientView> look_as_clients(const Inquest& inquest) {
  std::vector<ClientView> views;
  for (const table::Client& row : inquest.subject.catalogue.clients().clients) views.push_back(Client(inquest, row).look());
  return views;
}

}  // namespace homing
