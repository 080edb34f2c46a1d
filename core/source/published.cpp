#include "source/published.hpp"

#include <algorithm>

#include "model/utf8.hpp"
#include "read/autoconfig.hpp"
#include "read/redirect.hpp"

namespace homing {
namespace {

constexpr std::size_t most_hops = 5;

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

}  // namespace

std::string PublishedSource::autoconfig_url(std::string_view domain) { return "https://autoconfig." + std::string(domain) + "/mail/config-v1.1.xml"; }

void PublishedSource::ask_for(Publication publication, Notebook& notebook) {
  const Question question = publication.question;
  const bool fresh = asked_.emplace(question.key(), publication).second;
  if (!fresh) return;  // another way led here first
  notebook.ask({question, publication.discloses, publication.place, publication.telling});
}

void PublishedSource::note(const Publication& publication, std::string_view what, Notebook& notebook) {
  notebook.note({id_, keep_as_utf8(subject().arena, publication.question.name + ' ' + std::string(what)), publication.trust});
}

void PublishedSource::hear(const Question& question, const Answer& answer, Notebook& notebook) {
  const auto asked = asked_.find(question.key());
  if (asked == asked_.end()) return;
  const Publication publication = asked->second;
  if (answer.heard == Heard::certificate) return note(publication, "has a certificate that cannot be trusted", notebook);
  if (answer.heard == Heard::too_large) return note(publication, "sends more than a configuration can hold", notebook);
  if (answer.heard == Heard::private_address) return note(publication, "leads to a private address, which is refused", notebook);
  if (answer.heard != Heard::answered) return;
  if (is_redirect(answer.status)) return follow(publication, answer, notebook);
  if (question.kind == Ask::file || answer.status == 200) read(publication, answer, notebook);
}

void PublishedSource::follow(const Publication& publication, const Answer& answer, Notebook& notebook) {
  if (publication.trail.size() >= most_hops) return note(publication, "redirects too often", notebook);
  const Expected<std::string> hop = next_hop(publication.question.name, answer.header("location"), subject().catalogue);
  if (!hop) return note(publication, hop.error().sentence, notebook);
  const bool circle =
      *hop == publication.question.name || std::find(publication.trail.begin(), publication.trail.end(), *hop) != publication.trail.end();
  if (circle) return note(publication, "redirects in a circle", notebook);
  Publication next = publication;
  next.trail.push_back(publication.question.name);
  next.question.name = *hop;
  ask_for(std::move(next), notebook);
}

void PublishedSource::read(const Publication& publication, const Answer& answer, Notebook& notebook) {
  Arena& arena = subject().arena;
  const Expected<Autoconfig> file = read_autoconfig(answer.body, subject().address, arena);
  if (!file) return note(publication, "is no configuration: " + file.error().sentence, notebook);
  if (!file->settings.receives() && file->settings.smtp.empty()) return note(publication, "names no server that can be used", notebook);
  Finding finding;
  finding.source = id_;
  finding.weight = Weight::usable;
  finding.trust = publication.trust;
  finding.mailbox = {Kind::other, Cloud::none, publication.trust <= Trust::https ? Confidence::strong : Confidence::weak, file->display_name};
  finding.settings = arena.keep_value(file->settings);
  finding.origin = arena.keep(publication.question.name);
  finding.place = publication.place;
  note(publication, "publishes settings.", notebook);
  notebook.find(finding);
}

}  // namespace homing
