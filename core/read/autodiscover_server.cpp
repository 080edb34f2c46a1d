#include "read/autodiscover_server.hpp"

#include <algorithm>

#include "model/ascii.hpp"
#include "model/utf8.hpp"
#include "read/host.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_shown = 100;

// What a server on this port speaks first. Without a port, the one that stands for the protocol: 993, 995, 587 (RFC 6409).
Security security_of(Protocol protocol, std::uint16_t port) {
  const bool upgraded = port == 0 ? protocol == Protocol::smtp : is_starttls_port(port);
  return upgraded ? Security::starttls : Security::tls;
}

}  // namespace

void AutodiscoverServerReader::warn(std::string_view text, Severity severity) {
  problems_.push_back({severity, arena_.keep(place_), keep_as_utf8(arena_, text)});
}

std::string AutodiscoverServerReader::text(std::string_view element) const { return content(child(node_, element)); }

// The switches are on where they are absent.
bool AutodiscoverServerReader::is_off(std::string_view element) const { return same_word(text(element), "off"); }

std::optional<Text> AutodiscoverServerReader::read_name() {
  const std::string written = text("Server");
  std::string_view host = written;
  if (const std::size_t scheme = host.find("://"); scheme != std::string_view::npos) {
    host.remove_prefix(scheme + 3);
    host = host.substr(0, host.find_first_of(":/"));
    warn("<Server> is a URL; expected a host name.");
  }
  const Expected<std::string> name = read_host(host);
  if (name && is_ip_address(*name)) warn("<Server> is an IP address; no public certificate will fit it.");
  if (name) return arena_.keep(*name);
  warn("Dropped: <Server> \"" + one_line(written, longest_shown) + "\" is not a host name. " + name.error().sentence, Severity::problem);
  return std::nullopt;
}

// 0 where the file leaves the port open.
std::optional<std::uint16_t> AutodiscoverServerReader::read_number() {
  const std::string written = text("Port");
  if (written.empty()) return std::uint16_t{0};
  const std::uint16_t port = read_port(written);
  if (port != 0) return port;
  warn("Dropped: <Port> \"" + one_line(written, longest_shown) + "\" is not a number from 1 to 65535.", Severity::problem);
  return std::nullopt;
}

// <Encryption> overrules <SSL>; its SSL means implicit TLS, its TLS means STARTTLS.
Security AutodiscoverServerReader::read_security(Protocol protocol, std::uint16_t port) {
  const std::string encryption = lower_case(text("Encryption"));
  if (encryption == "none") return Security::none;
  if (encryption == "ssl") return Security::tls;
  if (encryption == "tls") return Security::starttls;
  if (encryption == "auto") return security_of(protocol, port);
  if (!encryption.empty()) warn("<Encryption> \"" + one_line(encryption, longest_shown) + "\" is passed over.");
  if (is_off("SSL")) return Security::none;
  const Security security = security_of(protocol, port);
  if (security == Security::starttls && port != 0) {
    warn("<SSL> is on, but port " + std::to_string(port) + " starts in plain text: STARTTLS is assumed. <Encryption>TLS</Encryption> would say so.");
  }
  return security;
}

// <SPA>: "secure password authentication", which is NTLM.
std::span<const SignIn> AutodiscoverServerReader::read_auth(Protocol protocol) {
  std::vector<SignIn> list;
  if (protocol == Protocol::smtp && is_off("AuthRequired")) {
    list.push_back({Method::none, MethodState::current, {}, {}, {}});
  } else {
    if (!is_off("SPA")) list.push_back({Method::ntlm, MethodState::current, {}, {}, {}});
    list.push_back({Method::password, MethodState::current, {}, {}, {}});
  }
  return arena_.keep_list<SignIn>(list);
}

Text AutodiscoverServerReader::read_username() {
  const std::string written = text("LoginName");
  const std::string_view asked_local = asked_as_.substr(0, asked_as_.rfind('@'));
  if (is_one_line(written, longest_username)) {
    if (same_word(written, asked_as_)) return arena_.keep(address_.text());
    if (same_word(written, asked_local)) return arena_.keep(address_.local());
    const std::size_t slash = written.find('\\');
    const bool in_domain = slash != std::string::npos && same_word(std::string_view(written).substr(slash + 1), asked_local);
    if (in_domain) return arena_.join({std::string_view(written).substr(0, slash + 1), address_.local()});
    // Any other name is of whoever was asked about.
    return same_word(asked_as_, address_.text()) ? arena_.keep(written) : Text();
  }
  if (!written.empty()) warn("<LoginName> is not one line of text; the address is assumed.");
  const std::string domain = text("DomainName");
  const bool with_domain = same_word(text("DomainRequired"), "on") && is_one_line(domain, longest_username / 2);
  return with_domain ? arena_.join({domain, "\\", address_.local()}) : arena_.keep(address_.text());
}

void AutodiscoverServerReader::warn_of_contradictions(const Endpoint& endpoint) {
  if (endpoint.security == Security::none) warn("Plain text: anybody on the way can read the password and the mail.", Severity::problem);
  const bool crossed = endpoint.security == Security::tls ? is_starttls_port(endpoint.port) : is_tls_port(endpoint.port);
  if (crossed) warn("The encryption and <Port> " + std::to_string(endpoint.port) + " contradict each other.", Severity::problem);
}

std::optional<Endpoint> AutodiscoverServerReader::read(Protocol protocol) {
  const std::optional<Text> host = read_name();
  const std::optional<std::uint16_t> port = read_number();
  if (!host || !port) return std::nullopt;
  Endpoint endpoint;
  endpoint.host = *host;
  endpoint.security = read_security(protocol, *port);
  endpoint.port = *port != 0 ? *port : usual_port(protocol, endpoint.security);
  if (*port == 0) warn("<Port> is missing; " + std::to_string(endpoint.port) + " is assumed.");
  warn_of_contradictions(endpoint);
  endpoint.auth = read_auth(protocol);
  if (endpoint.auth.front().method != Method::none) endpoint.username = read_username();
  return endpoint;
}

}  // namespace homing
