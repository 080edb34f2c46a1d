#include "read/autoconfig.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "read/placeholders.hpp"
#include "read/xml.hpp"

namespace homing {
namespace {

constexpr std::size_t most_sections = 32;

struct Section {
  Protocol protocol;
  std::optional<Endpoint> endpoint;  // absent: the section had to be dropped
};

// Reads one file; the problems collect on the way.
class Reader {
 public:
  Reader(const Address& address, Arena& arena) : address_(address), arena_(arena) {}

  Expected<Autoconfig> read(std::string_view xml);

 private:
  pugi::xml_node choose_provider(const pugi::xml_node& root);
  void read_section(const pugi::xml_node& node, std::size_t number);
  std::optional<Protocol> read_protocol(const pugi::xml_node& node, const std::string& place);
  bool read_endpoint(const pugi::xml_node& node, Protocol protocol, const std::string& place, Endpoint& endpoint);
  std::optional<Text> read_host(const pugi::xml_node& node, const std::string& place);
  Security read_security(const pugi::xml_node& node, Protocol protocol, std::uint16_t port, const std::string& place, bool& known);
  std::uint16_t read_port(const pugi::xml_node& node, const std::string& place, bool& valid);
  std::span<const SignIn> read_auth(const pugi::xml_node& node, Protocol protocol, const std::string& place);
  Text read_username(const pugi::xml_node& node, bool needed, const std::string& place);
  const OAuth* read_oauth2(const pugi::xml_node& root, const pugi::xml_node& provider);
  void read_scopes(const std::string& all, OAuth& oauth);
  void read_instructions(const pugi::xml_node& parent);
  void warn(const std::string& place, std::string_view text, Severity severity = Severity::warning);
  std::span<const Endpoint> ordered(std::vector<Endpoint>& endpoints);

  const Address& address_;
  Arena& arena_;
  std::vector<Endpoint> imap_, pop3_, smtp_;
  std::vector<Advice> advice_;
  std::vector<Problem> problems_;
};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

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

// IANA's ports: RFC 8314 for implicit TLS, RFC 9051, RFC 1939 and RFC 6409 for the rest.
std::uint16_t usual_port(Protocol protocol, Security security) {
  const bool tls = security == Security::tls;
  if (protocol == Protocol::imap) return tls ? 993 : 143;
  if (protocol == Protocol::pop3) return tls ? 995 : 110;
  return tls ? 465 : 587;
}

bool is_starttls_port(std::uint16_t port) { return port == 143 || port == 110 || port == 587 || port == 25; }
bool is_tls_port(std::uint16_t port) { return port == 993 || port == 995 || port == 465; }

bool is_ip_address(std::string_view host) {
  const bool v4 = host.find_first_not_of("0123456789.") == std::string_view::npos && std::count(host.begin(), host.end(), '.') == 3;
  const bool v6 = host.find(':') != std::string_view::npos && host.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
  return v4 || v6;
}

void Reader::warn(const std::string& place, std::string_view text, Severity severity) {
  problems_.push_back({severity, arena_.keep(place), arena_.keep(text)});
}

// A file may describe several providers; the one that names the mail domain is meant, else the first.
pugi::xml_node Reader::choose_provider(const pugi::xml_node& root) {
  pugi::xml_node first;
  for (const pugi::xml_node& node : root.children()) {
    if (local_name(node) != "emailProvider") continue;
    if (!first) first = node;
    for (const pugi::xml_node& domain : node.children()) {
      if (local_name(domain) != "domain") continue;
      const Expected<std::string> name = parse_domain(substitute_placeholders(content(domain), address_));
      if (name && *name == address_.domain()) return node;
    }
  }
  if (first) warn("emailProvider", "No <domain> names " + std::string(address_.domain()) + ".", Severity::info);
  return first;
}

std::optional<Protocol> Reader::read_protocol(const pugi::xml_node& node, const std::string& place) {
  const std::string type = lower(node.attribute("type").value());
  const bool incoming = local_name(node) == "incomingServer";
  if (incoming && type == "imap") return Protocol::imap;
  if (incoming && (type == "pop3" || type == "pop")) return Protocol::pop3;
  if (!incoming && (type == "smtp" || type.empty())) return Protocol::smtp;
  warn(place, "Servers of type \"" + type + "\" are passed over.", Severity::info);
  return std::nullopt;
}

std::optional<Text> Reader::read_host(const pugi::xml_node& node, const std::string& place) {
  const std::string written = content(child(node, "hostname"));
  const std::string host = substitute_placeholders(written, address_);
  if (is_ip_address(host)) {
    warn(place, "<hostname> is an IP address; no public certificate will fit it.");
    return arena_.keep(host);
  }
  const Expected<std::string> name = parse_domain(host);
  if (name) return arena_.keep(*name);
  warn(place, "Dropped: <hostname> \"" + written + "\" is not a host name. " + name.error().sentence, Severity::problem);
  return std::nullopt;
}

std::uint16_t Reader::read_port(const pugi::xml_node& node, const std::string& place, bool& valid) {
  const std::string text = content(child(node, "port"));
  valid = true;
  if (text.empty()) return 0;
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  valid = error == std::errc() && end == text.data() + text.size() && port != 0;
  if (!valid) warn(place, "Dropped: <port> \"" + text + "\" is not a number from 1 to 65535.", Severity::problem);
  return port;
}

// The first value that is known counts, so that authors can list new ones first.
Security Reader::read_security(const pugi::xml_node& node, Protocol protocol, std::uint16_t port, const std::string& place, bool& known) {
  std::string seen;
  known = true;
  for (const pugi::xml_node& candidate : node.children()) {
    if (local_name(candidate) != "socketType") continue;
    const std::string value = lower(content(candidate));
    if (value == "ssl") return Security::tls;
    if (value == "starttls") return Security::starttls;
    if (value == "plain" || value == "none") return Security::none;
    if (value == "tls") return is_starttls_port(port) ? Security::starttls : Security::tls;
    seen = value;
  }
  if (seen.empty() && port != 0 && port == usual_port(protocol, Security::tls)) {
    warn(place, "<socketType> is missing; the port stands for implicit TLS.");
    return Security::tls;
  }
  known = false;
  warn(place,
       seen.empty() ? "Dropped: <socketType> is missing; expected SSL or STARTTLS."
                    : "Dropped: <socketType> \"" + seen + "\" is not known; expected SSL or STARTTLS.",
       Severity::problem);
  return Security::none;
}

std::span<const SignIn> Reader::read_auth(const pugi::xml_node& node, Protocol protocol, const std::string& place) {
  std::vector<SignIn> list;
  for (const pugi::xml_node& candidate : node.children()) {
    if (local_name(candidate) != "authentication") continue;
    // Draft -06: system="http" tells how to sign in to web services.
    if (same_word(candidate.attribute("system").value(), "http")) continue;
    const std::string value = content(candidate);
    const auto* const known = std::find_if(method_words.begin(), method_words.end(), [&](const MethodWord& w) { return same_word(w.word, value); });
    if (known == method_words.end()) {
      warn(place, "<authentication> \"" + value + "\" is passed over.", Severity::info);
      continue;
    }
    const bool listed = std::any_of(list.begin(), list.end(), [&](const SignIn& s) { return s.method == known->method; });
    if (!listed) list.push_back({known->method, MethodState::current, {}, {}, {}});
  }
  // Files older than the element: a receiving server always wants a sign-in.
  if (list.empty() && protocol != Protocol::smtp) {
    warn(place, "No known <authentication>; a password is assumed.");
    list.push_back({Method::password, MethodState::current, {}, {}, {}});
  } else if (list.empty()) {
    const bool named = static_cast<bool>(child(node, "username"));
    warn(place, named ? "No known <authentication>; a password is assumed, as there is a <username>."
                      : "No known <authentication> and no <username>: none is assumed.");
    list.push_back({named ? Method::password : Method::none, MethodState::current, {}, {}, {}});
  }
  return arena_.keep_list<SignIn>(list);
}

Text Reader::read_username(const pugi::xml_node& node, bool needed, const std::string& place) {
  const std::string written = content(child(node, "username"));
  if (written.empty()) {
    if (!needed) return {};
    warn(place, "<username> is missing; the whole address is assumed.");
    return arena_.keep(address_.text());
  }
  const std::string value = substitute_placeholders(written, address_);
  if (!has_unknown_placeholder(written)) return arena_.keep(value);
  warn(place, "<username> \"" + written + "\" wants something that only the user knows.", Severity::info);
  return {};
}

bool Reader::read_endpoint(const pugi::xml_node& node, Protocol protocol, const std::string& place, Endpoint& endpoint) {
  const std::optional<Text> host = read_host(node, place);
  bool port_valid = false;
  bool security_known = false;
  endpoint.port = read_port(node, place, port_valid);
  endpoint.security = read_security(node, protocol, endpoint.port, place, security_known);
  if (!host || !port_valid || !security_known) return false;
  endpoint.host = *host;
  if (endpoint.port == 0) {
    endpoint.port = usual_port(protocol, endpoint.security);
    warn(place, "<port> is missing; " + std::to_string(endpoint.port) + " is assumed.");
  }
  if (endpoint.security == Security::none) warn(place, "Plain text: anybody on the way can read the password and the mail.", Severity::problem);
  const bool crossed = endpoint.security == Security::tls ? is_starttls_port(endpoint.port) : is_tls_port(endpoint.port);
  if (crossed) warn(place, "<socketType> and <port> " + std::to_string(endpoint.port) + " contradict each other.", Severity::problem);
  endpoint.auth = read_auth(node, protocol, place);
  const bool needs_name = std::any_of(endpoint.auth.begin(), endpoint.auth.end(), [](const SignIn& s) { return s.method != Method::none; });
  endpoint.username = read_username(node, needs_name, place);
  return true;
}

void Reader::read_section(const pugi::xml_node& node, std::size_t number) {
  const std::string place = std::string(local_name(node)) + "[" + std::to_string(number) + "]";
  const std::optional<Protocol> protocol = read_protocol(node, place);
  if (!protocol) return;
  std::vector<Endpoint>& list = *protocol == Protocol::imap ? imap_ : *protocol == Protocol::pop3 ? pop3_ : smtp_;
  Endpoint endpoint;
  if (list.size() < most_sections && read_endpoint(node, *protocol, place, endpoint)) list.push_back(endpoint);
}

// One list for all protocols in the file; where a scope names a protocol or the refresh token, it is for that alone.
void Reader::read_scopes(const std::string& all, OAuth& oauth) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<Text> imap, pop3, smtp, refresh;
  for (std::size_t begin = all.find_first_not_of(blanks); begin != std::string::npos;) {
    const std::size_t end = std::min(all.find_first_of(blanks, begin), all.size());
    const Text scope = arena_.keep(std::string_view(all).substr(begin, end - begin));
    const std::string last = lower(std::string(scope.view().substr(scope.view().rfind('/') + 1)));
    const bool for_imap = last.starts_with("imap"), for_pop3 = last.starts_with("pop"), for_smtp = last.starts_with("smtp");
    const bool for_refresh = last == "offline_access";
    const bool for_all = !for_imap && !for_pop3 && !for_smtp && !for_refresh;
    if (for_imap || for_all) imap.push_back(scope);
    if (for_pop3 || for_all) pop3.push_back(scope);
    if (for_smtp || for_all) smtp.push_back(scope);
    if (for_refresh) refresh.push_back(scope);
    begin = all.find_first_not_of(blanks, end);
  }
  oauth.imap_scopes = arena_.keep_list<Text>(imap);
  oauth.pop3_scopes = arena_.keep_list<Text>(pop3);
  oauth.smtp_scopes = arena_.keep_list<Text>(smtp);
  oauth.refresh_scopes = arena_.keep_list<Text>(refresh);
}

// Stands beside <emailProvider> in the draft, inside it in older files.
const OAuth* Reader::read_oauth2(const pugi::xml_node& root, const pugi::xml_node& provider) {
  pugi::xml_node node = child(root, "oAuth2");
  if (!node) node = child(provider, "oAuth2");
  const std::string issuer = content(child(node, "issuer"));
  const std::string authorize = content(child(node, "authURL"));
  const std::string token = content(child(node, "tokenURL"));
  if (!node) return nullptr;
  if (!authorize.starts_with("https://") || !token.starts_with("https://")) {
    if (issuer.empty()) warn("oAuth2", "Dropped: neither an <issuer> nor https <authURL> and <tokenURL>.", Severity::problem);
    if (issuer.empty()) return nullptr;
  }
  OAuth value;
  value.issuer = arena_.keep(issuer);
  value.authorization_endpoint = arena_.keep(authorize.starts_with("https://") ? authorize : "");
  value.token_endpoint = arena_.keep(token.starts_with("https://") ? token : "");
  value.client_id = arena_.keep(content(child(node, "clientID")));
  read_scopes(content(child(node, "scope")), value);
  return arena_.keep_value(value);
}

// <enable>: what the user must switch on at the provider first. Stands inside or beside <emailProvider>.
void Reader::read_instructions(const pugi::xml_node& parent) {
  for (const pugi::xml_node& node : parent.children()) {
    if (local_name(node) != "enable" || advice_.size() >= most_sections) continue;
    const std::string text = content(child(node, "instruction"));
    const std::string url = substitute_placeholders(node.attribute("visiturl").value(), address_);
    Advice advice;
    advice.id = "enable-access";
    advice.text = arena_.keep(text.empty() ? "The provider wants access by mail programs to be switched on first." : text);
    if (url.starts_with("https://")) advice.link = arena_.keep(url);
    advice_.push_back(advice);
  }
}

std::span<const Endpoint> Reader::ordered(std::vector<Endpoint>& endpoints) {
  std::stable_partition(endpoints.begin(), endpoints.end(), [](const Endpoint& e) { return e.security != Security::none; });
  return arena_.keep_list<Endpoint>(endpoints);
}

Expected<Autoconfig> Reader::read(std::string_view xml) {
  pugi::xml_document document;
  if (const std::optional<Fault> fault = parse_xml(xml, document)) return *fault;
  const pugi::xml_node root = document.document_element();
  if (local_name(root) != "clientConfig") {
    return Fault{"The root element is <" + std::string(local_name(root)) + ">; expected <clientConfig>.", 0};
  }
  const pugi::xml_node provider = choose_provider(root);
  if (!provider) return Fault{"There is no <emailProvider> in <clientConfig>.", 0};
  std::size_t number = 0;
  for (const pugi::xml_node& node : provider.children()) {
    if (local_name(node) == "incomingServer" || local_name(node) == "outgoingServer") read_section(node, ++number);
  }
  read_instructions(provider);
  read_instructions(root);
  Autoconfig result;
  result.display_name = arena_.keep(substitute_placeholders(content(child(provider, "displayName")), address_));
  result.settings.imap = ordered(imap_);
  result.settings.pop3 = ordered(pop3_);
  result.settings.smtp = ordered(smtp_);
  result.settings.oauth2 = read_oauth2(root, provider);
  result.settings.advice = arena_.keep_list<Advice>(advice_);
  if (smtp_.empty()) warn("emailProvider", "There is no usable <outgoingServer>.", Severity::problem);
  if (imap_.empty() && pop3_.empty()) warn("emailProvider", "There is no usable <incomingServer>.", Severity::problem);
  result.problems = std::move(problems_);
  return result;
}

}  // namespace

Expected<Autoconfig> read_autoconfig(std::string_view xml, const Address& address, Arena& arena) { return Reader(address, arena).read(xml); }

}  // namespace homing
