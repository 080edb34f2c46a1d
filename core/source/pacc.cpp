#include "source/pacc.hpp"

#include "model/utf8.hpp"
#include "read/oauth_metadata.hpp"

namespace homing {
namespace {

constexpr std::uint8_t issuer_place = 0, configuration_place = 1;  // the metadata completes the configuration

}  // namespace

void PaccSource::start(Notebook& notebook) {
  const std::string domain(subject().address.domain());
  Page page{{Ask::https, "https://ua-auto-config." + domain + "/.well-known/user-agent-configuration.json"}};
  page.awaited = Awaited::contradiction;
  page.place = configuration_place;
  ask_for(std::move(page), notebook);
  notebook.ask({{Ask::txt, "_ua-auto-config." + domain}, Disclosure::domain, configuration_place});
}

void PaccSource::hear(const Question& question, const Answer& answer, Notebook& notebook) {
  if (question.kind != Ask::txt) return WebSource::hear(question, answer, notebook);
  digests_ = answer.records;
  compare(notebook);
}

void PaccSource::read(const Page& page, const Answer& answer, Notebook& notebook) {
  if (page.place == issuer_place) return read_issuer(answer, notebook);
  if (answer.status != 200) return;
  body_ = answer.body;
  url_ = page.question.name;
  compare(notebook);
}

// Both halves are there: what the web server says, and what the domain's DNS says of it.
void PaccSource::compare(Notebook& notebook) {
  if (!body_ || !digests_) return;
  const Expected<Pacc> read = read_pacc(*body_, subject().address, subject().arena);
  if (!read) return note(url_ + " is no configuration: " + read.error().sentence, Trust::https, notebook);
  const PaccDigest digest = check_pacc_digest(*digests_, *body_);
  const std::string name = "_ua-auto-config." + std::string(subject().address.domain());
  if (digest == PaccDigest::missing) return note(url_ + " is not believed: " + name + " holds no digest of it.", Trust::https, notebook);
  if (digest == PaccDigest::differs) return note(url_ + " is not believed: the digest at " + name + " is another one.", Trust::https, notebook);
  note(url_ + " publishes settings; the digest at " + name + " fits.", Trust::https, notebook);
  configuration_ = *read;
  report(notebook);
  ask_issuer(notebook);
}

void PaccSource::report(Notebook& notebook) {
  Finding finding;
  finding.source = SourceId::pacc;
  finding.weight = Weight::usable;
  finding.trust = Trust::https;
  finding.mailbox = {Kind::other, Cloud::none, Confidence::strong, configuration_->provider};
  finding.settings = subject().arena.keep_value(configuration_->settings);
  finding.origin = keep_as_utf8(subject().arena, url_);
  finding.place = configuration_place;
  notebook.find(finding);
}

void PaccSource::ask_issuer(Notebook& notebook) {
  if (configuration_->issuer.empty()) return;
  issuer_url_ = oauth_metadata_url(configuration_->issuer);
  if (issuer_url_.empty()) return;
  Page page{{Ask::https, issuer_url_}};
  page.discloses = Disclosure::nothing;
  page.place = issuer_place;
  ask_for(std::move(page), notebook);
}

void PaccSource::read_issuer(const Answer& answer, Notebook& notebook) {
  if (answer.status != 200) return;
  const Expected<OAuth> metadata = read_oauth_metadata(answer.body, configuration_->issuer, subject().arena);
  if (!metadata)
    return note(issuer_url_ + " is no metadata of " + std::string(configuration_->issuer) + ": " + metadata.error().sentence, Trust::https, notebook);
  note(issuer_url_ + " tells how to sign in.", Trust::https, notebook);
  configuration_->settings.oauth2 = subject().arena.keep_value(*metadata);
  report(notebook);
}

}  // namespace homing
