#include "read/autoconfig.hpp"

#include <algorithm>
#include <optional>

#include "model/utf8.hpp"
#include "read/autoconfig_server.hpp"
#include "read/autoconfig_services.hpp"
#include "read/placeholders.hpp"
#include "read/scopes.hpp"
#include "read/xml.hpp"

namespace homing {
namespace {

constexpr std::size_t most_sections = 32;

// Reads one file; the problems collect on the way.
class Reader {
 public:
  Reader(const Address& address, Arena& arena) : address_(address), arena_(arena) {}

  Expected<Autoconfig> read(std::string_view xml);

 private:
  pugi::xml_node choose_provider(const pugi::xml_node& root);
  void read_section(const pugi::xml_node& node, std::size_t number);
  const OAuth* read_oauth2(const pugi::xml_node& root, const pugi::xml_node& provider);
  void read_instructions(const pugi::xml_node& parent);
  void warn(const std::string& place, std::string_view text, Severity severity = Severity::warning);
  std::span<const Endpoint> ordered(std::vector<Endpoint>& endpoints);

  const Address& address_;
  Arena& arena_;
  std::vector<Endpoint> imap_, pop3_, smtp_;
  std::vector<Advice> advice_;
  std::vector<Problem> problems_;
};

void Reader::warn(const std::string& place, std::string_view text, Severity severity) {
  problems_.push_back({severity, arena_.keep(place), keep_as_utf8(arena_, text)});
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

void Reader::read_section(const pugi::xml_node& node, std::size_t number) {
  ServerReader server(node, std::string(local_name(node)) + "[" + std::to_string(number) + "]", address_, arena_, problems_);
  const std::optional<Protocol> protocol = server.read_protocol();
  if (!protocol) return;
  std::vector<Endpoint>& list = *protocol == Protocol::imap ? imap_ : *protocol == Protocol::pop3 ? pop3_ : smtp_;
  if (list.size() >= most_sections) return;
  if (const std::optional<Endpoint> endpoint = server.read_endpoint(*protocol)) list.push_back(*endpoint);
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
  // One list for all protocols in the file.
  sort_scopes(split_scopes(content(child(node, "scope"))), OtherScopes::for_all, value, arena_);
  return arena_.keep_value(value);
}

// <enable>: what the user must switch on at the provider first. Stands inside or beside <emailProvider>.
void Reader::read_instructions(const pugi::xml_node& parent) {
  for (const pugi::xml_node& node : parent.children()) {
    if (local_name(node) != "enable" || advice_.size() >= most_sections) continue;
    const std::string text = content(child(node, "instruction"));
    const std::string url = substitute_placeholders(attribute(node, "visiturl"), address_);
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
    return Fault{"The root element is <" + to_utf8(local_name(root), 40) + ">; expected <clientConfig>.", 0};
  }
  const pugi::xml_node provider = choose_provider(root);
  if (!provider) return Fault{"There is no <emailProvider> in <clientConfig>.", 0};
  ServiceReader services(address_, arena_, problems_);
  std::size_t number = 0;
  for (const pugi::xml_node& node : provider.children()) {
    const bool server = local_name(node) == "incomingServer" || local_name(node) == "outgoingServer";
    if (server && services.read_server(node, ++number)) continue;
    if (server) read_section(node, number);
    else services.read_section(node);
  }
  for (const pugi::xml_node& node : root.children()) services.read_section(node);
  read_instructions(provider);
  read_instructions(root);
  Autoconfig result;
  result.display_name = arena_.keep(substitute_placeholders(content(child(provider, "displayName")), address_));
  result.settings.imap = ordered(imap_);
  result.settings.pop3 = ordered(pop3_);
  result.settings.smtp = ordered(smtp_);
  result.settings.oauth2 = read_oauth2(root, provider);
  result.settings.advice = arena_.keep_list<Advice>(advice_);
  result.settings.services = arena_.keep_list<Service>(services.found());
  if (smtp_.empty()) warn("emailProvider", "There is no usable <outgoingServer>.", Severity::problem);
  if (imap_.empty() && pop3_.empty()) warn("emailProvider", "There is no usable <incomingServer>.", Severity::problem);
  result.problems = std::move(problems_);
  return result;
}

}  // namespace

Expected<Autoconfig> read_autoconfig(std::string_view xml, const Address& address, Arena& arena) { return Reader(address, arena).read(xml); }

}  // namespace homing
