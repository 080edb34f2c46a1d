#include "read/autodiscover.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "model/ascii.hpp"
#include "model/utf8.hpp"
#include "read/autodiscover_server.hpp"
#include "read/host.hpp"
#include "read/url.hpp"
#include "read/xml.hpp"

namespace homing {
namespace {

constexpr std::size_t most_protocols = 64;
constexpr std::size_t most_services = 32;
constexpr std::size_t longest_message = 300;
constexpr std::size_t longest_name = 255;

// Reads one answer; the problems collect on the way.
class Reader {
 public:
  Reader(const Address& address, std::string_view asked_as, Arena& arena) : address_(address), asked_as_(asked_as), arena_(arena) {}

  Expected<Autodiscover> read(std::string_view xml);

 private:
  Expected<Autodiscover> read_response(const pugi::xml_node& response);
  Expected<Autodiscover> read_error(const pugi::xml_node& error);
  Expected<Autodiscover> read_account(const pugi::xml_node& account);
  Expected<Autodiscover> read_mobile(const pugi::xml_node& action);
  Expected<Autodiscover> redirect_to_address(const std::string& written);
  Expected<Autodiscover> redirect_to_url(const std::string& written);
  Autodiscover read_settings(const pugi::xml_node& account);
  void read_protocol(const pugi::xml_node& node, std::size_t number);
  void read_mail(const pugi::xml_node& node, const std::string& place, Protocol protocol);
  void read_exchange(const pugi::xml_node& node, Text type);
  void read_urls(const pugi::xml_node& node, ExchangeServer& server);
  void add_services(const ExchangeServer& server);
  void add_service(ServiceType type, Text url);
  void warn(std::string_view place, std::string_view text, Severity severity);
  std::span<const Endpoint> ordered(std::vector<Endpoint>& endpoints);

  const Address& address_;
  std::string_view asked_as_;
  Arena& arena_;
  std::vector<Endpoint> imap_, pop3_, smtp_;
  std::vector<ExchangeServer> exchange_;
  std::vector<Service> services_;
  std::vector<Problem> problems_;
};

void Reader::warn(std::string_view place, std::string_view text, Severity severity) {
  problems_.push_back({severity, keep_as_utf8(arena_, place), keep_as_utf8(arena_, text)});
}

void Reader::read_mail(const pugi::xml_node& node, const std::string& place, Protocol protocol) {
  AutodiscoverServerReader server(node, place, address_, asked_as_, arena_, problems_);
  std::vector<Endpoint>& list = protocol == Protocol::imap ? imap_ : protocol == Protocol::pop3 ? pop3_ : smtp_;
  if (const std::optional<Endpoint> endpoint = server.read(protocol)) list.push_back(*endpoint);
}

// <ASUrl> is the availability service, a part of Exchange Web Services, except with those who mean ActiveSync by it.
void Reader::read_urls(const pugi::xml_node& node, ExchangeServer& server) {
  const auto take = [&](const char* element, Text& place) {
    const std::string url = https_url(content(child(node, element)));
    const bool mobile = lower_case(url).find("/microsoft-server-activesync") != std::string::npos;
    Text& target = mobile ? server.activesync_url : place;
    if (target.empty() && !url.empty()) target = arena_.keep(url);
  };
  take("EwsUrl", server.ews_url);
  take("ASUrl", server.ews_url);
  take("OWAUrl", server.owa_url);
  // WEB keeps its URLs further in; those for everywhere are better than those for the owner's own network.
  for (const char* const part : {"External", "Internal", "Protocol"}) {
    if (const pugi::xml_node inner = child(node, part)) read_urls(inner, server);
  }
}

void Reader::read_exchange(const pugi::xml_node& node, Text type) {
  ExchangeServer server;
  server.type = type;
  const std::string name = content(child(node, "Server"));
  if (is_one_line(name, longest_name)) server.server = arena_.keep(name);
  read_urls(node, server);
  exchange_.push_back(server);
}

void Reader::read_protocol(const pugi::xml_node& node, std::size_t number) {
  const std::string type = lower_case(content(child(node, "Type")));
  const std::string place = "Protocol[" + std::to_string(number) + "]";
  if (type == "imap") return read_mail(node, place, Protocol::imap);
  if (type == "pop3") return read_mail(node, place, Protocol::pop3);
  if (type == "smtp") return read_mail(node, place, Protocol::smtp);
  constexpr std::array<Text, 4> exchange{"EXCH", "EXPR", "EXHTTP", "WEB"};
  const auto* const known = std::find_if(exchange.begin(), exchange.end(), [&](Text word) { return same_word(word, type); });
  if (known != exchange.end()) return read_exchange(node, *known);
  if (!type.empty()) warn(place, "Servers of type \"" + one_line(type, 40) + "\" are passed over.", Severity::info);
}

void Reader::add_service(ServiceType type, Text url) {
  const bool listed = std::any_of(services_.begin(), services_.end(), [&](const Service& s) { return s.type == type && s.url == url; });
  if (!url.empty() && !listed && services_.size() < most_services) services_.push_back({type, url});
}

void Reader::add_services(const ExchangeServer& server) {
  add_service(ServiceType::ews, server.ews_url);
  add_service(ServiceType::activesync, server.activesync_url);
  add_service(ServiceType::owa, server.owa_url);
}

std::span<const Endpoint> Reader::ordered(std::vector<Endpoint>& endpoints) {
  std::stable_partition(endpoints.begin(), endpoints.end(), [](const Endpoint& e) { return e.security != Security::none; });
  return arena_.keep_list<Endpoint>(endpoints);
}

Autodiscover Reader::read_settings(const pugi::xml_node& account) {
  std::size_t number = 0;
  for (const pugi::xml_node& node : account.children()) {
    if (local_name(node) == "Protocol" && number < most_protocols) read_protocol(node, ++number);
  }
  // EXCH holds for the owner's own network, the others for everywhere.
  for (const bool inside : {false, true}) {
    for (const ExchangeServer& server : exchange_) {
      if ((server.type == "EXCH") == inside) add_services(server);
    }
  }
  Autodiscover result;
  result.settings.imap = ordered(imap_);
  result.settings.pop3 = ordered(pop3_);
  result.settings.smtp = ordered(smtp_);
  result.settings.services = arena_.keep_list<Service>(services_);
  if (exchange_.empty() && smtp_.empty()) warn("Account", "There is no usable <Protocol> of type SMTP.", Severity::problem);
  if (exchange_.empty() && imap_.empty() && pop3_.empty()) warn("Account", "There is no usable <Protocol> of type IMAP or POP3.", Severity::problem);
  result.exchange = std::move(exchange_);
  result.problems = std::move(problems_);
  return result;
}

Expected<Autodiscover> Reader::redirect_to_address(const std::string& written) {
  const Expected<Address> other = parse_address(written);
  if (!other) return Fault{"Autodiscover redirects to \"" + one_line(written, 100) + "\", which is no mail address.", 0};
  // The same address again would never end (Exchange documentation, "Handling redirection").
  if (same_word(other->text(), asked_as_)) return Fault{"Autodiscover redirects to the address that was asked about.", 0};
  Autodiscover result;
  result.action = Autodiscover::Action::redirect_address;
  result.redirect = arena_.keep(other->text());
  return result;
}

Expected<Autodiscover> Reader::redirect_to_url(const std::string& written) {
  const std::string url = https_url(written);
  if (url.empty()) return Fault{"Autodiscover redirects to \"" + one_line(written, 200) + "\", which is no https URL.", 0};
  Autodiscover result;
  result.action = Autodiscover::Action::redirect_url;
  result.redirect = arena_.keep(url);
  return result;
}

Expected<Autodiscover> Reader::read_account(const pugi::xml_node& account) {
  const std::string action = lower_case(content(child(account, "Action")));
  if (action == "redirectaddr") return redirect_to_address(content(child(account, "RedirectAddr")));
  if (action == "redirecturl") return redirect_to_url(content(child(account, "RedirectUrl")));
  if (action == "settings" || action.empty()) return read_settings(account);
  return Fault{"Autodiscover wants the action \"" + one_line(action, 40) + "\"; expected settings, redirectAddr or redirectUrl.", 0};
}

// The ActiveSync form: <Action> holds <Redirect>, <Error> or <Settings>.
Expected<Autodiscover> Reader::read_mobile(const pugi::xml_node& action) {
  if (const pugi::xml_node redirect = child(action, "Redirect")) return redirect_to_address(content(redirect));
  if (const pugi::xml_node error = child(action, "Error")) return read_error(error);
  const pugi::xml_node settings = child(action, "Settings");
  if (!settings) return Fault{"The <Action> of the Autodiscover answer is empty.", 0};
  for (const pugi::xml_node& server : settings.children()) {
    const bool mobile = local_name(server) == "Server" && same_word(content(child(server, "Type")), "MobileSync");
    if (mobile) add_service(ServiceType::activesync, arena_.keep(https_url(content(child(server, "Url")))));
  }
  Autodiscover result;
  result.settings.services = arena_.keep_list<Service>(services_);
  return result;
}

Expected<Autodiscover> Reader::read_error(const pugi::xml_node& error) {
  Autodiscover result;
  result.action = Autodiscover::Action::error;
  std::string code = content(child(error, "ErrorCode"));
  if (code.empty()) code = content(child(error, "Status"));
  // Anything but a number leaves the code at 0.
  std::from_chars(code.data(), code.data() + code.size(), result.error_code);
  const std::string message = one_line(content(child(error, "Message")), longest_message);
  result.error = arena_.keep(message.empty() ? "Error " + std::to_string(result.error_code) + " without a message." : message);
  return result;
}

Expected<Autodiscover> Reader::read_response(const pugi::xml_node& response) {
  if (const pugi::xml_node error = child(response, "Error")) return read_error(error);
  if (const pugi::xml_node account = child(response, "Account")) return read_account(account);
  if (const pugi::xml_node action = child(response, "Action")) return read_mobile(action);
  return Fault{"The Autodiscover answer holds neither <Account> nor <Error>.", 0};
}

Expected<Autodiscover> Reader::read(std::string_view xml) {
  pugi::xml_document document;
  if (const std::optional<Fault> fault = parse_xml(xml, document)) return *fault;
  const pugi::xml_node root = document.document_element();
  if (!same_word(local_name(root), "Autodiscover")) {
    return Fault{"The root element is <" + to_utf8(local_name(root), 40) + ">; expected <Autodiscover>.", 0};
  }
  const pugi::xml_node response = child(root, "Response");
  Expected<Autodiscover> result = read_response(response ? response : root);
  if (result) result->display_name = arena_.keep(one_line(content(child(child(response, "User"), "DisplayName")), longest_name));
  return result;
}

}  // namespace

Expected<Autodiscover> read_autodiscover(std::string_view xml, const Address& address, std::string_view asked_as, Arena& arena) {
  return Reader(address, asked_as, arena).read(xml);
}

std::string autodiscover_request(std::string_view address) {
  std::string escaped;
  for (const char c : address) {
    if (c == '&') escaped += "&amp;";
    else if (c == '<') escaped += "&lt;";
    else if (c == '>') escaped += "&gt;";
    else escaped += c;
  }
  return R"(<?xml version="1.0" encoding="utf-8"?>)"
         R"(<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>)" +
         escaped +
         "</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
         "</AcceptableResponseSchema></Request></Autodiscover>";
}

}  // namespace homing
