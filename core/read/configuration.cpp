#include "read/configuration.hpp"

#include <algorithm>

#include "model/ascii.hpp"
#include "model/utf8.hpp"
#include "read/autoconfig.hpp"
#include "read/autodiscover.hpp"
#include "read/host.hpp"
#include "read/pacc.hpp"
#include "read/web_json.hpp"
#include "read/xml.hpp"

namespace homing {
namespace {

constexpr std::string_view formats =
    "expected autoconfig XML (<clientConfig>), an Autodiscover answer (<Autodiscover>), a PACC document (JSON with \"protocols\") or a zone file "
    "with "
    "SRV records (_imaps._tcp)";

std::string_view without_lead(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

Expected<Configuration> from_autoconfig(std::string_view text, const Address& address, Arena& arena) {
  const Expected<Autoconfig> read = read_autoconfig(text, address, arena);
  if (!read) return read.error();
  return Configuration{read->settings, read->display_name, read->problems};
}

Expected<Configuration> from_autodiscover(std::string_view text, const Address& address, Arena& arena) {
  const Expected<Autodiscover> read = read_autodiscover(text, address, address.text(), arena);
  if (!read) return read.error();
  Configuration result{read->settings, read->display_name, read->problems};
  const auto tell = [&](Severity severity, std::string_view what) { result.problems.push_back({severity, "Response", keep_as_utf8(arena, what)}); };
  if (read->action == Autodiscover::Action::error)
    tell(Severity::problem, "The answer is error " + std::to_string(read->error_code) + ": " + std::string(read->error));
  if (read->action == Autodiscover::Action::redirect_address || read->action == Autodiscover::Action::redirect_url)
    tell(Severity::info, "The answer names no server; it sends those who ask to " + std::string(read->redirect) + ".");
  return result;
}

Expected<Configuration> from_pacc(std::string_view text, const Address& address, Arena& arena) {
  const Expected<Pacc> read = read_pacc(text, address, arena);
  if (!read) return read.error();
  Configuration result{read->settings, read->provider, read->problems};
  const auto warn = [&](Text where, Text what) { result.problems.push_back({Severity::problem, where, what}); };
  if (result.settings.smtp.empty()) warn("protocols", "There is no usable \"smtp\".");
  if (!result.settings.receives()) warn("protocols", "There is no usable \"imap\" or \"pop3\".");
  return result;
}

bool is_pacc(std::string_view text) {
  const Expected<boost::json::object> object = parse_web_json(text);
  return object && (object->contains("protocols") || object->contains("authentication"));
}

}  // namespace

Expected<Configuration> read_configuration(std::string_view text, const Address& address, Arena& arena) {
  const std::string_view content = without_lead(text);
  if (content.starts_with('<')) {
    pugi::xml_document document;
    if (parse_xml(text, document)) return from_autoconfig(text, address, arena);  // whose fault says what is wrong with the XML
    const std::string_view root = local_name(document.document_element());
    if (root == "clientConfig") return from_autoconfig(text, address, arena);
    if (same_word(root, "Autodiscover")) return from_autodiscover(text, address, arena);
    return Fault{"The root element is <" + to_utf8(root, 40) + ">; " + std::string(formats) + ".", 0};
  }
  if (content.starts_with('{')) {
    const Expected<boost::json::object> object = parse_web_json(text);
    if (!object) return Fault{object.error().sentence, 0};
    if (is_pacc(text)) return from_pacc(text, address, arena);
  } else if (lower_case(content.substr(0, largest_configuration)).find("._tcp") != std::string::npos) {
    return read_service_zone(text, address, arena);
  }
  return Fault{"This is no configuration that a domain can publish: " + std::string(formats) + ".", 0};
}

}  // namespace homing
