#include "emit/choice.hpp"

#include <algorithm>

#include "emit/quoting.hpp"

namespace homing {
namespace {

bool is_password(Method method) { return method == Method::password || method == Method::password_encrypted; }

bool can(Skill skill, Method method) {
  if (skill == Skill::both) return method == Method::oauth2 || is_password(method);
  return skill == Skill::oauth2 ? method == Method::oauth2 : skill == Skill::password && is_password(method);
}

std::string name_of(Protocol protocol) { return protocol == Protocol::imap ? "IMAP" : protocol == Protocol::pop3 ? "POP3" : "SMTP"; }

class Chooser {
 public:
  Chooser(Protocol protocol, const Abilities& abilities, const Emission& emission)
      : protocol_(protocol),
        skill_(abilities.skills[static_cast<std::size_t>(protocol)]),
        starttls_(abilities.starttls),
        program_(abilities.program),
        emission_(emission) {}

  Choice choose();

 private:
  Choice named(ChosenServer server) const;
  bool can_encrypt(const Endpoint& endpoint) const {
    return endpoint.security == Security::tls || (endpoint.security == Security::starttls && starttls_);
  }
  std::optional<SignIn> way_to(const Endpoint& endpoint) const;
  bool better(const SignIn& one, const SignIn& other) const;
  Choice taken(const Endpoint& endpoint, const SignIn& way) const;
  Choice nothing() const;
  Choice refused(std::string sentence, bool wants_oauth2 = false) const { return {std::nullopt, std::move(sentence), wants_oauth2}; }
  const EmissionWishes& wishes() const { return emission_.wishes; }
  std::span<const Endpoint> endpoints() const { return emission_.resolution.settings.of(protocol_); }

  Protocol protocol_;
  Skill skill_;
  bool starttls_;
  std::string program_;
  const Emission& emission_;
};

// OAuth2 comes first where it is known how to get a token; else what comes first in the settings.
bool Chooser::better(const SignIn& one, const SignIn& other) const {
  const bool known = emission_.resolution.settings.oauth2 != nullptr;
  const auto rank = [&](const SignIn& way) { return (way.method == Method::oauth2) == known ? 0 : 1; };
  return rank(one) < rank(other);
}

std::optional<SignIn> Chooser::way_to(const Endpoint& endpoint) const {
  if (!can_encrypt(endpoint)) return std::nullopt;
  std::optional<SignIn> best;
  for (const SignIn& way : endpoint.auth) {
    const bool allowed = wishes().method ? way.method == *wishes().method : way.state != MethodState::retired;
    if (allowed && can(skill_, way.method) && (!best || better(way, *best))) best = way;
  }
  if (best || (!endpoint.auth.empty() && !wishes().method)) return best;
  const Method usual = wishes().method.value_or(skill_ == Skill::oauth2 ? Method::oauth2 : Method::password);
  return can(skill_, usual) ? std::optional(SignIn{usual, MethodState::current, {}, {}, {}}) : std::nullopt;
}

Choice Chooser::taken(const Endpoint& endpoint, const SignIn& way) const {
  ChosenServer server{protocol_, endpoint.security, std::string(endpoint.host), endpoint.port, std::string(endpoint.username), way.method, way};
  if (!wishes().username.empty()) server.username = wishes().username;
  if (server.username.empty()) server.username = emission_.mail();
  if (!is_one_line(server.host) || !is_one_line(server.username)) {
    return refused("The " + name_of(protocol_) +
                   " server's name or user name holds a control character or ends in a blank, which no configuration can carry.");
  }
  return {std::move(server), {}};
}

// A server that the caller names, with what the settings say of its host.
Choice Chooser::named(ChosenServer server) const {
  Endpoint endpoint;
  for (const Endpoint& known : endpoints()) {
    if (endpoint.username.empty()) endpoint.username = known.username;
    if (endpoint.auth.empty() && known.host == server.host) endpoint.auth = known.auth;
  }
  endpoint.host = Text::terminated(server.host.c_str(), server.host.size());
  endpoint.port = static_cast<std::uint16_t>(server.port);
  endpoint.security = server.security;
  const std::optional<SignIn> way = way_to(endpoint);
  return way ? taken(endpoint, *way) : refused(program_ + " cannot sign in at " + server.host + " in any way that it takes.");
}

Choice Chooser::nothing() const {
  const SignIn* retired = nullptr;
  const Endpoint* encrypted = nullptr;
  bool oauth2 = false, encrypts = false;
  for (const Endpoint& endpoint : endpoints()) {
    if (endpoint.security == Security::none) continue;
    encrypted = encrypted == nullptr ? &endpoint : encrypted;
    encrypts = encrypts || can_encrypt(endpoint);
    for (const SignIn& way : endpoint.auth) {
      oauth2 = oauth2 || (way.method == Method::oauth2 && way.state != MethodState::retired);
      if (way.state == MethodState::retired && can(skill_, way.method) && retired == nullptr) retired = &way;
    }
  }
  if (endpoints().empty()) return refused("No " + name_of(protocol_) + " server is known for " + std::string(emission_.address.shown()) + '.');
  const std::string host(encrypted == nullptr ? endpoints().front().host : encrypted->host);
  if (encrypted == nullptr)
    return refused(host + " takes " + name_of(protocol_) + " in plain text only, where everybody on the way could read the secret.");
  if (!encrypts) return refused(program_ + " does not insist on STARTTLS, and " + host + " encrypts " + name_of(protocol_) + " in no other way.");
  if (wishes().method) return refused(program_ + " cannot sign in by " + std::string(word(*wishes().method)) + '.');
  const std::string why = retired != nullptr && !retired->why.empty() ? ". " + std::string(retired->why) : std::string(".");
  if (oauth2 && !can(skill_, Method::oauth2))
    return refused(program_ + " cannot sign in with OAuth2, and " + host + " takes nothing else" + why, true);
  return refused(program_ + " cannot sign in at " + host + " in any way that it takes" + why);
}

Choice Chooser::choose() {
  const std::vector<Protocol>& wanted = wishes().protocols;
  if (skill_ == Skill::nothing) return refused("The format for " + program_ + " does not do " + name_of(protocol_) + '.');
  if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), protocol_) == wanted.end())
    return refused(name_of(protocol_) + " was not asked for.");
  if (wishes().server && wishes().server->protocol == protocol_) return named(*wishes().server);
  for (const Endpoint& endpoint : endpoints()) {
    if (const std::optional<SignIn> way = way_to(endpoint)) return taken(endpoint, *way);
  }
  return nothing();
}

}  // namespace

Choice choose_server(Protocol protocol, const Abilities& abilities, const Emission& emission) {
  return Chooser(protocol, abilities, emission).choose();
}

}  // namespace homing
