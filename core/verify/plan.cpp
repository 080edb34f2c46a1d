#include "verify/plan.hpp"

#include <algorithm>

namespace homing {
namespace {

bool is_password(Method method) { return method == Method::password || method == Method::password_encrypted; }

bool suits(const SignIn& way, Account::Kind kind) { return kind == Account::Kind::token ? way.method == Method::oauth2 : is_password(way.method); }

std::string sentence_about(const SignIn& way) {
  std::string words(word(way.method));
  words += " is retired here";
  if (!way.since.empty()) words.append(" since ").append(way.since);
  words += ", so that it was not sent";
  if (!way.why.empty()) words.append(". ").append(way.why);
  return words;
}

// A way that is retired is tried only when it is named. Where a password may be sent as it is, the form is the server's choice,
// since the channel is encrypted.
void choose_method(Trial& trial, const Account& account) {
  if (account.kind == Account::Kind::nothing) return;
  if (trial.username.empty()) {
    trial.refusal = "the user name is not known, so that nobody signed in; name it";
    return;
  }
  trial.method = account.method;
  if (trial.method) return;
  const Method usual = account.kind == Account::Kind::token ? Method::oauth2 : Method::password;
  const SignIn* retired = nullptr;
  for (const SignIn& way : trial.known) {
    if (!suits(way, account.kind)) continue;
    if (way.state == MethodState::retired) retired = retired == nullptr ? &way : retired;
    else if (!trial.method || way.method == usual) trial.method = way.method;
  }
  if (trial.method) return;
  if (trial.known.empty()) trial.method = usual;
  else
    trial.refusal = retired != nullptr ? sentence_about(*retired) : std::string(word(usual)) + " is no way to sign in here, so that it was not sent";
}

// The same host under the protocol's other port (RFC 8314 section 7).
std::optional<Trial> other_port(const Trial& trial) {
  Trial other = trial;
  other.listed = false;
  const bool implicit = trial.security == Security::tls;
  other.security = implicit ? Security::starttls : Security::tls;
  if (trial.protocol == Protocol::imap) other.port = implicit ? 143 : 993;
  else if (trial.protocol == Protocol::pop3) other.port = implicit ? 110 : 995;
  else return std::nullopt;
  return other;
}

void add(std::vector<Trial>& all, Trial trial) {
  const bool there = std::any_of(all.begin(), all.end(), [&](const Trial& other) { return other.host == trial.host && other.port == trial.port; });
  if (!there) all.push_back(std::move(trial));
}

// Where nobody may sign in there is nothing to prove, unless there is nothing else.
std::vector<Trial> held_back_last(std::vector<Trial> all) {
  std::stable_partition(all.begin(), all.end(), [](const Trial& trial) { return trial.refusal.empty(); });
  return all;
}

Trial trial_of(Protocol protocol, const Endpoint& endpoint, const Account& account) {
  Trial trial;
  trial.protocol = protocol;
  // What is said to be plain text is used only where the server encrypts all the same.
  trial.security = endpoint.security == Security::tls ? Security::tls : Security::starttls;
  trial.host = endpoint.host;
  trial.port = endpoint.port;
  trial.username = account.username.empty() ? std::string(endpoint.username) : account.username;
  trial.known.assign(endpoint.auth.begin(), endpoint.auth.end());
  choose_method(trial, account);
  return trial;
}

std::vector<Trial> named(Protocol protocol, const Resolution& resolution, const Address& address, const Account& account) {
  const NamedServer& server = *account.server;
  if (server.protocol != protocol) return {};
  Trial trial;
  trial.protocol = protocol;
  trial.security = server.security;
  trial.host = server.host;
  trial.port = server.port;
  for (const Endpoint& endpoint : resolution.settings.of(protocol)) {
    if (trial.username.empty()) trial.username = endpoint.username;
    if (endpoint.host.view() == server.host && trial.known.empty()) trial.known.assign(endpoint.auth.begin(), endpoint.auth.end());
  }
  if (trial.username.empty()) trial.username = address.text();
  if (!account.username.empty()) trial.username = account.username;
  choose_method(trial, account);
  return {trial};
}

}  // namespace

std::string Trial::name() const {
  const bool implicit = security == Security::tls;
  const char* const service = protocol == Protocol::imap   ? (implicit ? "imaps" : "imap")
                              : protocol == Protocol::pop3 ? (implicit ? "pop3s" : "pop3")
                                                           : (implicit ? "submissions" : "submission");
  return std::string(service) + "://" + host + ':' + std::to_string(port);
}

std::vector<Trial> trials(Protocol protocol, const Resolution& resolution, const Address& address, const Account& account) {
  if (account.server) return named(protocol, resolution, address, account);
  std::vector<Trial> all;
  for (const Endpoint& endpoint : resolution.settings.of(protocol)) add(all, trial_of(protocol, endpoint, account));
  for (std::size_t i = 0, listed = all.size(); i < listed; ++i) {
    if (std::optional<Trial> other = other_port(all[i])) add(all, *std::move(other));
  }
  if (protocol != Protocol::smtp || all.empty()) return held_back_last(std::move(all));
  for (const int port : account.more_ports) {
    Trial other = all.front();
    other.listed = false;
    other.port = port;
    other.security = port == 465 ? Security::tls : Security::starttls;
    add(all, std::move(other));
  }
  return held_back_last(std::move(all));
}

}  // namespace homing
