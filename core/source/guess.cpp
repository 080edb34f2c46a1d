#include "source/guess.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "read/mx.hpp"

namespace homing {
namespace {

struct Guess {
  std::string_view service;
  Protocol protocol;
  Security security;
  std::uint16_t port;
  std::array<std::string_view, 2> names;  // in front of the mail domain
};

constexpr std::array<Guess, 6> guesses{{{"imaps", Protocol::imap, Security::tls, 993, {"imap.", "mail."}},
                                        {"pop3s", Protocol::pop3, Security::tls, 995, {"pop.", "mail."}},
                                        {"submissions", Protocol::smtp, Security::tls, 465, {"smtp.", "mail."}},
                                        {"imap", Protocol::imap, Security::starttls, 143, {"imap.", "mail."}},
                                        {"pop3", Protocol::pop3, Security::starttls, 110, {"pop.", "mail."}},
                                        {"submission", Protocol::smtp, Security::starttls, 587, {"smtp.", "mail."}}}};
constexpr std::size_t most_exchangers = 2;

const Guess* guess_of(const Question& question) {
  const std::string_view service = std::string_view(question.name).substr(0, question.name.find(':'));
  const auto* const found = std::find_if(guesses.begin(), guesses.end(), [&](const Guess& guess) { return guess.service == service; });
  return found == guesses.end() ? nullptr : found;
}

bool offers(const Answer& answer, std::string_view mechanism) {
  return std::any_of(answer.records.begin(), answer.records.end(),
                     [&](const std::string& line) { return line.find(mechanism) != std::string::npos; });
}

// What the server says about signing in; where it says nothing, a password is what people have.
std::span<const SignIn> methods_of(const Answer& answer, Arena& arena) {
  std::vector<SignIn> methods;
  SignIn one;
  if (offers(answer, "SCRAM-") || offers(answer, "CRAM-MD5")) one.method = Method::password_encrypted, methods.push_back(one);
  if (offers(answer, "GSSAPI")) one.method = Method::gssapi, methods.push_back(one);
  one.method = Method::password;
  methods.insert(methods.begin(), one);
  return arena.keep_list<SignIn>(methods);
}

}  // namespace

void GuessSource::start(Notebook& notebook) { notebook.ask({{Ask::mx, std::string(subject().address.domain())}}); }

bool GuessSource::knows(Protocol protocol) const {
  return std::any_of(confirmed_.begin(), confirmed_.end(), [&](const Confirmed& c) { return guess_of(c.question)->protocol == protocol; });
}

void GuessSource::ask_all(bool implicit_tls, Notebook& notebook) {
  const std::string domain(subject().address.domain());
  for (const Guess& guess : guesses) {
    if (knows(guess.protocol) || (guess.security == Security::tls) != implicit_tls) continue;
    std::vector<std::string> hosts;
    for (const std::string_view name : guess.names) hosts.push_back(std::string(name) + domain);
    hosts.insert(hosts.end(), exchangers_.begin(), exchangers_.end());
    for (const std::string& host : hosts) {
      const Question question{Ask::probe, std::string(guess.service) + "://" + host + ':' + std::to_string(guess.port)};
      if (waiting_.emplace(question.name, guessed_++).second) notebook.ask({question, Disclosure::domain});
    }
  }
}

void GuessSource::hear(const Question& question, const Answer& answer, Notebook& notebook) {
  if (question.kind == Ask::mx) {
    const bool strict = subject().permissions.privacy == Privacy::strict;
    for (const MailExchanger& exchanger : read_mx(answer.records)) {
      const Known known = subject().catalogue.exchanger(exchanger.host);
      const bool allowed = !strict || is_within(exchanger.host, subject().address.domain());
      const bool own = allowed && !known && !exchanger.host.empty() && parse_domain(exchanger.host);
      if (own && exchangers_.size() < most_exchangers) exchangers_.push_back(exchanger.host);
    }
    return ask_all(true, notebook);
  }
  const auto waited = waiting_.find(question.name);
  if (waited == waiting_.end()) return;
  if (answer.heard == Heard::answered) {
    const auto behind = std::find_if(confirmed_.begin(), confirmed_.end(), [&](const Confirmed& c) { return c.place > waited->second; });
    confirmed_.insert(behind, {waited->second, question, answer});
  }
  waiting_.erase(waited);
  if (!waiting_.empty()) return;
  if (!std::exchange(upgrading_, true)) ask_all(false, notebook);
  if (waiting_.empty()) report(notebook);
}

// The first of the names that a server stands behind.
std::span<const Endpoint> GuessSource::endpoints(Protocol protocol, Notebook& notebook) const {
  Arena& arena = subject().arena;
  for (const Confirmed& confirmed : confirmed_) {
    const Guess& guess = *guess_of(confirmed.question);
    if (guess.protocol != protocol) continue;
    notebook.note({SourceId::guess, arena.join({confirmed.question.name, " greets, and its certificate fits."}), Trust::guess});
    const std::span<Endpoint> list = arena.list<Endpoint>(1);
    list[0] = {arena.keep(host_of(confirmed.question.name)), guess.port, guess.security, arena.keep(subject().address.text()),
               methods_of(confirmed.answer, arena)};
    return list;
  }
  return {};
}

void GuessSource::report(Notebook& notebook) {
  if (confirmed_.empty()) return;
  Settings settings;
  settings.imap = endpoints(Protocol::imap, notebook);
  settings.pop3 = endpoints(Protocol::pop3, notebook);
  settings.smtp = endpoints(Protocol::smtp, notebook);
  Finding finding;
  finding.source = SourceId::guess;
  finding.weight = Weight::usable;
  finding.trust = Trust::guess;
  finding.mailbox = {Kind::other, Cloud::none, Confidence::weak, {}};
  finding.settings = subject().arena.keep_value(settings);
  finding.origin = "the usual names";
  notebook.find(finding);
}

}  // namespace homing
