#include "read/autoconfig_server.hpp"

#include <algorithm>
#include <array>

#include "model/ascii.hpp"
#include "model/utf8.hpp"
#include "read/host.hpp"
#include "read/placeholders.hpp"

namespace homing {
namespace {

struct MethodWord {
  std::string_view word;
  Method method;
};
// The words of the draft and of the files in use before it; compared without case.
constexpr std::array<MethodWord, 13> method_words{{{"password-cleartext", Method::password},
                                                   {"plain", Method::password},
                                                   {"password-encrypted", Method::password_encrypted},
                                                   {"secure", Method::password_encrypted},
                                                   {"ntlm", Method::ntlm},
                                                   {"gssapi", Method::gssapi},
                                                   {"oauth2", Method::oauth2},
                                                   {"oauth", Method::oauth2},
                                                   {"tls-client-cert", Method::client_certificate},
                                                   {"client-ip-address", Method::none},
                                                   {"smtp-after-pop", Method::none},
                                                   {"none", Method::none},
                                                   {"no-authentication", Method::none}}};

}  // namespace

void ServerReader::warn(std::string_view text, Severity severity) {
  problems_.push_back({severity, arena_.keep(place_), keep_as_utf8(arena_, text)});
}

std::optional<Protocol> ServerReader::read_protocol() {
  const std::string type = lower_case(attribute(node_, "type"));
  const bool incoming = local_name(node_) == "incomingServer";
  if (incoming && type == "imap") return Protocol::imap;
  if (incoming && (type == "pop3" || type == "pop")) return Protocol::pop3;
  if (!incoming && (type == "smtp" || type.empty())) return Protocol::smtp;
  warn("Servers of type \"" + type + "\" are passed over.", Severity::info);
  return std::nullopt;
}

std::optional<Text> ServerReader::read_host() {
  const std::string written = content(child(node_, "hostname"));
  const std::string host = substitute_placeholders(written, address_);
  const Expected<std::string> name = homing::read_host(host);
  if (name && is_ip_address(*name)) warn("<hostname> is an IP address; no public certificate will fit it.");
  if (name) return arena_.keep(*name);
  warn("Dropped: <hostname> \"" + written + "\" is not a host name. " + name.error().sentence, Severity::problem);
  return std::nullopt;
}

std::uint16_t ServerReader::read_port(bool& valid) {
  const std::string text = content(child(node_, "port"));
  valid = true;
  if (text.empty()) return 0;
  const std::uint16_t port = homing::read_port(text);
  valid = port != 0;
  if (!valid) warn("Dropped: <port> \"" + text + "\" is not a number from 1 to 65535.", Severity::problem);
  return port;
}

// The first value that is known counts, so that authors can list new ones first.
Security ServerReader::read_security(Protocol protocol, std::uint16_t port, bool& known) {
  std::string seen;
  known = true;
  for (const pugi::xml_node& candidate : node_.children()) {
    if (local_name(candidate) != "socketType") continue;
    const std::string value = lower_case(content(candidate));
    if (value == "ssl") return Security::tls;
    if (value == "starttls") return Security::starttls;
    if (value == "plain" || value == "none") return Security::none;
    if (value == "tls") return is_starttls_port(port) ? Security::starttls : Security::tls;
    seen = value;
  }
  if (seen.empty() && port != 0 && port == usual_port(protocol, Security::tls)) {
    warn("<socketType> is missing; the port stands for implicit TLS.");
    return Security::tls;
  }
  known = false;
  warn(seen.empty() ? "Dropped: <socketType> is missing; expected SSL or STARTTLS."
                    : "Dropped: <socketType> \"" + seen + "\" is not known; expected SSL or STARTTLS.",
       Severity::problem);
  return Security::none;
}

std::span<const SignIn> ServerReader::read_auth(Protocol protocol) {
  std::vector<SignIn> list;
  for (const pugi::xml_node& candidate : node_.children()) {
    if (local_name(candidate) != "authentication") continue;
    // Draft -06: system="http" tells how to sign in to web services.
    if (same_word(candidate.attribute("system").value(), "http")) continue;
    const std::string value = content(candidate);
    const auto* const known = std::find_if(method_words.begin(), method_words.end(), [&](const MethodWord& w) { return same_word(w.word, value); });
    if (known == method_words.end()) {
      warn("<authentication> \"" + value + "\" is passed over.", Severity::info);
      continue;
    }
    const bool listed = std::any_of(list.begin(), list.end(), [&](const SignIn& s) { return s.method == known->method; });
    if (!listed) list.push_back({known->method, MethodState::current, {}, {}, {}});
  }
  // Files older than the element: a receiving server always wants a sign-in.
  if (list.empty() && protocol != Protocol::smtp) {
    warn("No known <authentication>; a password is assumed.");
    list.push_back({Method::password, MethodState::current, {}, {}, {}});
  } else if (list.empty()) {
    const bool named = static_cast<bool>(child(node_, "username"));
    warn(named ? "No known <authentication>; a password is assumed, as there is a <username>."
               : "No known <authentication> and no <username>: none is assumed.");
    list.push_back({named ? Method::password : Method::none, MethodState::current, {}, {}, {}});
  }
  return arena_.keep_list<SignIn>(list);
}

Text ServerReader::read_username(bool needed) {
  const std::string written = content(child(node_, "username"));
  if (written.empty()) {
    if (!needed) return {};
    warn("<username> is missing; the whole address is assumed.");
    return arena_.keep(address_.text());
  }
  const std::string value = substitute_placeholders(written, address_);
  if (!has_unknown_placeholder(written) && is_one_line(value, longest_username)) return arena_.keep(value);
  warn("<username> \"" + written + "\" wants something that only the user knows.", Severity::info);
  return {};
}

std::optional<Endpoint> ServerReader::read_endpoint(Protocol protocol) {
  const std::optional<Text> host = read_host();
  bool port_valid = false;
  bool security_known = false;
  Endpoint endpoint;
  endpoint.port = read_port(port_valid);
  endpoint.security = read_security(protocol, endpoint.port, security_known);
  if (!host || !port_valid || !security_known) return std::nullopt;
  endpoint.host = *host;
  if (endpoint.port == 0) {
    endpoint.port = usual_port(protocol, endpoint.security);
    warn("<port> is missing; " + std::to_string(endpoint.port) + " is assumed.");
  }
  if (endpoint.security == Security::none) warn("Plain text: anybody on the way can read the password and the mail.", Severity::problem);
  const bool crossed = endpoint.security == Security::tls ? is_starttls_port(endpoint.port) : is_tls_port(endpoint.port);
  if (crossed) warn("<socketType> and <port> " + std::to_string(endpoint.port) + " contradict each other.", Severity::problem);
  endpoint.auth = read_auth(protocol);
  const bool needs_name = std::any_of(endpoint.auth.begin(), endpoint.auth.end(), [](const SignIn& s) { return s.method != Method::none; });
  endpoint.username = read_username(needs_name);
  return endpoint;
}

}  // namespace homing
