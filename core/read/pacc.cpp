#include "read/pacc.hpp"

#include <array>

#include "read/host.hpp"
#include "read/url.hpp"
#include "read/web_json.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_provider = 255;
constexpr std::size_t longest_shown = 100;

struct WebProtocol {
  std::string_view member;
  ServiceType type;
};
constexpr std::array<WebProtocol, 4> web_protocols{
    {{"jmap", ServiceType::jmap}, {"caldav", ServiceType::caldav}, {"carddav", ServiceType::carddav}, {"webdav", ServiceType::webdav}}};

// Reads one document; the problems collect on the way.
class Reader {
 public:
  Reader(const Address& address, Arena& arena) : address_(address), arena_(arena) {}

  Expected<Pacc> read(std::string_view json);

 private:
  void read_authentication(const boost::json::object& authentication);
  void read_services(const boost::json::object& protocols);
  std::span<const Endpoint> read_server(const boost::json::object& protocols, Protocol protocol);
  void drop(std::string_view member, std::string_view written, std::string_view why);

  const Address& address_;
  Arena& arena_;
  std::span<const SignIn> auth_;
  Pacc result_;
};

void Reader::drop(std::string_view member, std::string_view written, std::string_view why) {
  const std::string sentence = "Dropped: \"" + one_line(written, longest_shown) + "\" " + std::string(why);
  result_.problems.push_back({Severity::problem, arena_.keep(member), arena_.keep(sentence)});
}

void Reader::read_authentication(const boost::json::object& authentication) {
  if (const boost::json::object& oauth = object_at(authentication, "oauth-public"); !oauth.empty()) {
    const std::string issuer = text_at(oauth, "issuer");
    // Kept as written: RFC 8414 section 3.3 compares it letter by letter.
    if (read_https_url(issuer)) result_.issuer = arena_.keep(issuer);
    else drop("oauth-public", issuer, "is no https URL of an issuer.");
  }
  result_.password = is_true_at(authentication, "password");
  std::vector<SignIn> methods;
  if (!result_.issuer.empty()) methods.push_back({Method::oauth2, MethodState::current, {}, {}, {}});
  if (result_.password) methods.push_back({Method::password, MethodState::current, {}, {}, {}});
  auth_ = arena_.keep_list<SignIn>(methods);
}

std::span<const Endpoint> Reader::read_server(const boost::json::object& protocols, Protocol protocol) {
  const std::string_view member = word(protocol);
  if (!protocols.contains(member)) return {};
  const std::string written = text_at(object_at(protocols, member), "host");
  const Expected<std::string> host = read_host(written);
  if (!host || is_ip_address(*host)) {
    drop(member, written, "is not a host name.");
    return {};
  }
  if (auth_.empty()) {
    drop(member, written, "names no way to sign in: expected \"oauth-public\" or \"password\".");
    return {};
  }
  const std::span<Endpoint> list = arena_.list<Endpoint>(1);
  list[0] = {arena_.keep(*host), usual_port(protocol, Security::tls), Security::tls, arena_.keep(address_.text()), auth_};
  return list;
}

void Reader::read_services(const boost::json::object& protocols) {
  std::vector<Service> services;
  for (const WebProtocol& protocol : web_protocols) {
    if (!protocols.contains(protocol.member)) continue;
    const std::string written = text_at(object_at(protocols, protocol.member), "url");
    const std::string url = https_url(written);
    if (!url.empty()) services.push_back({protocol.type, arena_.keep(url)});
    else drop(protocol.member, written, "is no https URL.");
  }
  if (protocols.contains("managesieve")) {
    const std::string written = text_at(object_at(protocols, "managesieve"), "host");
    const Expected<std::string> host = read_host(written);
    // RFC 5804 section 3: the scheme of ManageSieve.
    if (host && !is_ip_address(*host)) services.push_back({ServiceType::managesieve, arena_.join({"sieve://", *host})});
    else drop("managesieve", written, "is not a host name.");
  }
  result_.settings.services = arena_.keep_list<Service>(services);
}

Expected<Pacc> Reader::read(std::string_view json) {
  const Expected<boost::json::object> object = parse_web_json(json);
  if (!object) return object.error();
  const boost::json::object& protocols = object_at(*object, "protocols");
  if (protocols.empty()) return Fault{"The configuration has no \"protocols\".", 0};
  read_authentication(object_at(*object, "authentication"));
  result_.settings.imap = read_server(protocols, Protocol::imap);
  result_.settings.pop3 = read_server(protocols, Protocol::pop3);
  result_.settings.smtp = read_server(protocols, Protocol::smtp);
  read_services(protocols);
  const boost::json::object& provider = object_at(object_at(*object, "info"), "provider");
  const std::string name = text_at(provider, "name");
  result_.provider = arena_.keep(one_line(name.empty() ? text_at(provider, "shortName") : name, longest_provider));
  return std::move(result_);
}

}  // namespace

Expected<Pacc> read_pacc(std::string_view json, const Address& address, Arena& arena) { return Reader(address, arena).read(json); }

}  // namespace homing
