#include "source/autodiscover_v2.hpp"

#include "read/autodiscover_v2.hpp"

namespace homing {
namespace {

// The cloud whose mail host it is. Personal mailboxes share one with the worldwide cloud; Exchange Online speaks for the latter.
Known cloud_of(const Catalogue& catalogue, std::string_view host) {
  for (const std::string_view id : {"microsoft365", "microsoft365-gcc-high", "microsoft365-dod", "microsoft365-china"}) {
    const Known known = catalogue.provider(id);
    if (!known) continue;
    for (const table::Endpoint& endpoint : known.tables->endpoints.subspan(known.provider->imap.first, known.provider->imap.count)) {
      if (known.tables->text(endpoint.host) == host) return known;
    }
  }
  return {};
}

}  // namespace

void AutodiscoverV2Source::start(Notebook& notebook) {
  Page page{{Ask::https, "https://outlook.office365.com/autodiscover/autodiscover.json/v1.0/" + percent_encoded(neutral_address(subject())) +
                             "?Protocol=AutodiscoverV1"}};
  ask_for(std::move(page), notebook);
}

void AutodiscoverV2Source::read(const Page& page, const Answer& answer, Notebook& notebook) {
  const Expected<AutodiscoverV2> read = read_autodiscover_v2(answer.body, subject().arena);
  if (answer.status != 200 || !read) return;
  const std::string domain(subject().address.domain());
  const std::string_view host = host_of(read->url);
  const Known cloud = cloud_of(subject().catalogue, host);
  if (!cloud)
    return note(std::string(host_of(page.question.name)) + " sends clients of " + domain + " to " + std::string(host) + '.', Trust::https, notebook);
  Hint hint;
  hint.source = id();
  hint.provider = cloud;
  hint.weighs = subject().catalogue.weighed("autodiscover-v2");
  hint.origin = subject().arena.keep(host);
  note(std::string(host_of(page.question.name)) + " holds mailboxes of " + domain + " (" + std::string(cloud.mailbox().provider) + ").", Trust::https,
       notebook);
  notebook.hint(hint);
}

void AutodiscoverV2Source::follow(const Page& page, const Answer& answer, Notebook& notebook) {
  const std::string_view location = answer.header("location");
  const std::string host(host_of(location.starts_with('/') ? std::string_view(page.question.name) : location));
  const std::string domain(subject().address.domain());
  const std::string_view here = host_of(page.question.name);
  if (host.empty() || host == here) return note(std::string(here) + " knows no mailbox of " + domain + '.', Trust::https, notebook);
  if (cloud_of(subject().catalogue, host)) return WebSource::follow(page, answer, notebook);  // another cloud
  const Expected<std::string> name = parse_domain(host);
  if (!name) return;
  note(std::string(here) + " says that " + domain + " keeps mailboxes on its own server, " + *name + '.', Trust::https, notebook);
  Finding finding;
  finding.source = id();
  finding.weight = Weight::provisional;
  finding.trust = Trust::https;
  finding.mailbox = {Kind::other, Cloud::none, Confidence::strong, "Exchange Server"};
  finding.origin = subject().arena.keep(*name);
  finding.on_premises = true;
  notebook.find(finding);
}

}  // namespace homing
