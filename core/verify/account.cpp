#include "verify/account.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "model/address.hpp"
#include "model/ascii.hpp"
#include "model/utf8.hpp"
#include "verify/values.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_value = 4096;
constexpr std::size_t longest_secret = std::size_t{64} * 1024;  // access tokens with many claims

struct Usual {
  std::string_view service;
  int port;
  Protocol protocol;
  Security security;
};
// RFC 8314 section 7; 25 is Microsoft's documented alternative for submission.
constexpr std::array<Usual, 7> usual_services{{{"imaps", 993, Protocol::imap, Security::tls},
                                               {"imap", 143, Protocol::imap, Security::starttls},
                                               {"pop3s", 995, Protocol::pop3, Security::tls},
                                               {"pop3", 110, Protocol::pop3, Security::starttls},
                                               {"submissions", 465, Protocol::smtp, Security::tls},
                                               {"submission", 587, Protocol::smtp, Security::starttls},
                                               {"smtp", 25, Protocol::smtp, Security::starttls}}};

int read_port(std::string_view digits) {
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  return error == std::errc() && end == digits.data() + digits.size() && port > 0 && port < 65536 ? port : 0;
}

bool is_plain_text(std::string_view value) {
  return find_invalid_utf8(value) == utf8_is_valid &&
         std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
}

bool is_ip_v4(std::string_view host) {
  int parts = 0;
  for (bool more = true; more; ++parts) {
    const std::size_t dot = host.find('.');
    const std::string_view part = host.substr(0, dot);
    int number = 256;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc() || end != part.data() + part.size() || number < 0 || number > 255 || part.size() > 3) return false;
    more = dot != std::string_view::npos;
    if (more) host.remove_prefix(dot + 1);
  }
  return parts == 4;
}

// RFC 4291 section 2.2: eight groups, of which one gap stands for those that are missing; the last two may be an IPv4 address.
bool is_ip_v6(std::string_view host) {
  const std::size_t gap = host.find("::");
  const bool has_gap = gap != std::string_view::npos;
  if (has_gap && host.find("::", gap + 1) != std::string_view::npos) return false;
  if ((host.starts_with(':') && gap != 0) || (host.ends_with(':') && !host.ends_with("::"))) return false;
  int groups = 0;
  while (!host.empty()) {
    const std::string_view group = host.substr(0, host.find(':'));
    host.remove_prefix(std::min(host.size(), group.size() + 1));
    if (group.empty()) continue;
    const bool last_two = host.empty() && is_ip_v4(group);
    if (!last_two && (group.size() > 4 || group.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)) return false;
    groups += last_two ? 2 : 1;
  }
  return has_gap ? groups < 8 : groups == 8;
}

// HOST[:PORT], or [IPv6][:PORT]; nothing where the form is another one.
struct Where {
  std::string_view host;
  int port = 0;  // 0: none is named
  bool bracketed = false;
};
std::optional<Where> read_where(std::string_view text) {
  Where where;
  where.bracketed = text.starts_with('[');
  const std::size_t end = where.bracketed ? text.find(']') : text.rfind(':');
  if (where.bracketed && end == std::string_view::npos) return std::nullopt;
  where.host = where.bracketed ? text.substr(1, end - 1) : text.substr(0, end);
  if (where.bracketed && !is_ip_v6(where.host)) return std::nullopt;
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + (where.bracketed ? 1 : 0));
  if (text.empty()) return where;
  where.port = text.front() == ':' ? read_port(text.substr(1)) : 0;
  return where.port == 0 ? std::nullopt : std::optional(where);
}

// `[SERVICE://]HOST[:PORT]`; the service tells the port, or the port the service.
Expected<NamedServer> read_server(std::string_view value) {
  const std::string expected = "a server such as imap.contoso.example:993 or submission://smtp.contoso.example:587";
  const std::size_t scheme = value.find("://");
  const bool has_service = scheme != std::string_view::npos;
  const std::string_view service = has_service ? value.substr(0, scheme) : std::string_view();
  const std::optional<Where> where = read_where(has_service ? value.substr(scheme + 3) : value);
  if (!where) return refused("server", value, expected);
  const auto* const usual = std::find_if(usual_services.begin(), usual_services.end(),
                                         [&](const Usual& one) { return has_service ? one.service == service : one.port == where->port; });
  if (usual == usual_services.end()) return refused("server", value, expected);
  NamedServer server{usual->protocol, usual->security, std::string(where->host), where->port == 0 ? usual->port : where->port};
  if (where->bracketed || is_ip_v4(where->host)) return server;
  // A name whose labels are all digits is a mistyped address (RFC 1123 section 2.1).
  const bool only_digits = where->host.find_first_not_of("0123456789.") == std::string_view::npos;
  Expected<std::string> domain = parse_domain(where->host);
  if (!domain || only_digits) return refused("server", value, expected + (domain ? "" : " (" + domain.error().sentence + ")"));
  server.host = *std::move(domain);
  return server;
}

Expected<void> read_protocols(std::string_view value, std::vector<Protocol>& protocols) {
  std::vector<Protocol> read;
  for (const std::string_view part : parts_of(value)) {
    const std::optional<Protocol> protocol = from_word<Protocol>(part == "pop" ? std::string_view("pop3") : part);
    if (!protocol) return refused("protocols", value, "a list of imap, pop3 and smtp, separated by commas");
    if (std::find(read.begin(), read.end(), *protocol) == read.end()) read.push_back(*protocol);
  }
  protocols = std::move(read);
  return {};
}

Expected<void> read_ports(std::string_view value, std::vector<int>& ports) {
  std::vector<int> read;
  for (const std::string_view part : parts_of(value)) {
    const int port = read_port(part);
    if (port != 465 && port != 25) return refused("ports", value, "465, 25 or 465,25");
    read.push_back(port);
  }
  ports = std::move(read);
  return {};
}

// RFC 3461 section 4.1.
Expected<void> read_notify(std::string_view value, std::string& notify) {
  std::string read;
  const std::vector<std::string_view> parts = parts_of(value);
  for (const std::string_view part : parts) {
    const bool known = part == "success" || part == "failure" || part == "delay" || part == "never";
    if (!known || (part == "never" && parts.size() > 1)) return refused("dsn", value, "never, or a list of success, failure and delay");
    read += read.empty() ? "" : ",";
    for (const char c : part) read += static_cast<char>(c - 32);
  }
  notify = std::move(read);
  return {};
}

// RFC 5322 section 3.6.4; people copy it with and without the brackets.
Expected<void> read_message_id(std::string_view value, std::string& id) {
  if (value.starts_with('<') && value.ends_with('>')) value = value.substr(1, value.size() - 2);
  const bool ascii = std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (value.empty() || !ascii || value.find_first_of(" <>\"\\") != std::string_view::npos)
    return refused("find", value, "a Message-ID such as <1234@contoso.example>");
  id = '<' + std::string(value) + '>';
  return {};
}

Expected<void> read_method(std::string_view value, std::optional<Method>& method) {
  const std::optional<Method> read = from_word<Method>(value);
  const bool usable = read == Method::oauth2 || read == Method::password || read == Method::password_encrypted || read == Method::none;
  if (!usable) return refused("method", value, "one of oauth2, password, password-encrypted and none");
  method = read;
  return {};
}

Expected<void> read_via(std::string_view value, Via& via) {
  if (value == "smtp") via = Via::smtp;
  else if (value == "graph") via = Via::graph;
  else if (value == "auto") via = Via::automatic;
  else return refused("via", value, "one of smtp, graph and auto");
  return {};
}

constexpr const char* names_of_an_account =
    "protocols, method, username, server, ports, find, from, dsn, subject, text, via, flow, access, client_id, redirect, certificate, tenant, "
    "issuer and user";

std::string* plain_text(Account& account, std::string_view name) {
  return name == "username"  ? &account.username
         : name == "from"    ? &account.from
         : name == "subject" ? &account.subject
         : name == "text"    ? &account.text
                             : nullptr;
}

Expected<void> check_secret(const std::string& what, std::string_view bytes) {
  if (bytes.empty()) return Fault{"The " + what + " is empty.", 0};
  if (bytes.size() > longest_secret) return Fault{"The " + what + " is longer than " + std::to_string(longest_secret) + " bytes.", 0};
  if (bytes.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) {
    return Fault{"The " + what + " holds a line break or a NUL, which mail servers cannot be told.", 0};
  }
  return {};
}

}  // namespace

Expected<void> Account::set(std::string_view name, std::string_view value) {
  if (!is_plain_text(value) && name != "text") return refused(name, "", "text without control characters");
  if (value.size() > longest_value) return refused(name, value, "at most " + std::to_string(longest_value) + " bytes");
  if (name == "protocols") return read_protocols(value, protocols);
  if (name == "ports") return read_ports(value, more_ports);
  if (name == "dsn") return read_notify(value, notify);
  if (name == "find") return read_message_id(value, find);
  if (name == "method") return read_method(value, method);
  if (name == "via") return read_via(value, via);
  if (name == "server") {
    const Expected<NamedServer> read = read_server(value);
    if (!read) return read.error();
    server = *read;
    return {};
  }
  if (std::string* const plain = plain_text(*this, name); plain != nullptr) {
    *plain = value;
    return {};
  }
  if (sign_in.knows(name)) return sign_in.set(name, value);
  return Fault{"An account has no \"" + to_utf8(name, 100) + "\"; it has " + names_of_an_account + ".", 0};
}

Expected<void> Account::set_client_secret(std::string_view bytes) {
  if (const Expected<void> checked = check_secret("client secret", bytes); !checked) return checked;
  sign_in.client_secret = Secret(bytes);
  return {};
}

Expected<void> Account::set_secret(Kind new_kind, std::string_view bytes) {
  if (const Expected<void> checked = check_secret(new_kind == Kind::password ? "password" : "token", bytes); !checked) return checked;
  secret = Secret(bytes);
  kind = new_kind;
  return {};
}

Expected<void> Account::check() const {
  const bool other_server = server && !protocols.empty() && std::find(protocols.begin(), protocols.end(), server->protocol) == protocols.end();
  if (other_server) return Fault{std::string("server: ") + word(server->protocol).c_str() + " is none of the protocols that are to be tried.", 0};
  if (!method || kind == Kind::nothing) return {};
  if (stays_outside()) return Fault{"method: none means that nobody signs in; give no secret then.", 0};
  const bool fits = (*method == Method::oauth2) == (kind == Kind::token);
  if (fits) return {};
  return Fault{
      std::string("method: ") + word(*method).c_str() + " wants " + (kind == Kind::token ? "a password, not a token." : "a token, not a password."),
      0};
}

std::shared_ptr<Account> Account::copy() const {
  auto made = std::make_shared<Account>();
  made->address = address;
  made->protocols = protocols;
  made->method = method;
  made->username = username;
  made->server = server;
  made->more_ports = more_ports;
  made->find = find;
  made->from = from;
  made->notify = notify;
  made->subject = subject;
  made->text = text;
  made->via = via;
  made->sign_in = sign_in.copy();
  made->secret = secret.copy();
  made->kind = kind;
  return made;
}

}  // namespace homing
