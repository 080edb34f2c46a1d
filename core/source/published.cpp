#include "source/published.hpp"

#include "read/autoconfig.hpp"

namespace homing {

std::string PublishedSource::autoconfig_url(std::string_view domain) { return "https://autoconfig." + std::string(domain) + "/mail/config-v1.1.xml"; }

void PublishedSource::read(const Page& page, const Answer& answer, Notebook& notebook) {
  if (page.question.kind != Ask::file && answer.status != 200) return;
  Arena& arena = subject().arena;
  const Expected<Autoconfig> file = read_autoconfig(answer.body, subject().address, arena);
  if (!file) return note(page, "is no configuration: " + file.error().sentence, notebook);
  const bool empty = !file->settings.receives() && file->settings.smtp.empty() && file->settings.services.empty();
  if (empty) return note(page, "names no server that can be used", notebook);
  Finding finding;
  finding.source = id();
  finding.weight = Weight::usable;
  finding.trust = page.trust;
  finding.mailbox = {Kind::other, Cloud::none, page.trust <= Trust::https ? Confidence::strong : Confidence::weak, file->display_name};
  finding.settings = arena.keep_value(file->settings);
  finding.origin = arena.keep(page.question.name);
  finding.place = page.place;
  note(page, "publishes settings.", notebook);
  notebook.find(finding);
}

}  // namespace homing
