#include "read/autoconfig_services.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "model/ascii.hpp"
#include "read/host.hpp"
#include "read/placeholders.hpp"
#include "read/url.hpp"

namespace homing {
namespace {

constexpr std::size_t most_services = 32;
constexpr std::size_t longest_shown = 100;

struct TypeWord {
  std::string_view word;
  ServiceType type;
};
// Types of servers; compared without case, as the draft itself spells activeSync in two ways. `exchange` is from before it.
constexpr std::array<TypeWord, 6> server_words{{{"jmap", ServiceType::jmap},
                                                {"ews", ServiceType::ews},
                                                {"exchange", ServiceType::ews},
                                                {"activesync", ServiceType::activesync},
                                                {"graph", ServiceType::graph},
                                                {"owa", ServiceType::owa}}};
// The elements of files from before <url>.
constexpr std::array<TypeWord, 3> url_words{{{"ewsurl", ServiceType::ews}, {"easurl", ServiceType::activesync}, {"owaurl", ServiceType::owa}}};
// What a section is where it has no type.
constexpr std::array<TypeWord, 4> section_words{
    {{"calendar", ServiceType::caldav}, {"addressbook", ServiceType::carddav}, {"fileshare", ServiceType::webdav}, {"webdav", ServiceType::webdav}}};
constexpr std::array<TypeWord, 4> section_types{
    {{"caldav", ServiceType::caldav}, {"carddav", ServiceType::carddav}, {"webdav", ServiceType::webdav}, {"jmap", ServiceType::jmap}}};

template <std::size_t N>
std::optional<ServiceType> find(const std::array<TypeWord, N>& words, std::string_view word) {
  const auto* const known = std::find_if(words.begin(), words.end(), [&](const TypeWord& candidate) { return same_word(candidate.word, word); });
  if (known == words.end()) return std::nullopt;
  return known->type;
}

}  // namespace

void ServiceReader::add(ServiceType type, const pugi::xml_node& url, const std::string& place) {
  if (++seen_ > most_services) return;
  const std::string written = content(url);
  const std::string value = https_url(substitute_placeholders(written, address_));
  if (value.empty()) {
    const std::string sentence =
        "Dropped: <" + one_line(local_name(url), longest_shown) + "> \"" + one_line(written, longest_shown) + "\" is no https URL.";
    problems_.push_back({Severity::warning, arena_.keep(place), arena_.keep(sentence)});
    return;
  }
  const bool listed = std::any_of(found_.begin(), found_.end(), [&](const Service& s) { return s.type == type && s.url == value; });
  if (!listed) found_.push_back({type, arena_.keep(value)});
}

bool ServiceReader::read_server(const pugi::xml_node& node, std::size_t number) {
  const std::optional<ServiceType> type = find(server_words, attribute(node, "type"));
  if (!type) return false;
  const std::string place = std::string(local_name(node)) + "[" + std::to_string(number) + "]";
  for (const pugi::xml_node& part : node.children()) {
    const std::optional<ServiceType> older = find(url_words, local_name(part));
    if (older) add(*older, part, place);
    else if (same_word(local_name(part), "url")) add(*type, part, place);
  }
  return true;
}

void ServiceReader::read_section(const pugi::xml_node& node) {
  const std::optional<ServiceType> usual = find(section_words, local_name(node));
  if (!usual) return;
  const std::string written = attribute(node, "type");
  const std::optional<ServiceType> type = written.empty() ? usual : find(section_types, written);
  if (!type) return;
  pugi::xml_node url = child(node, "url");
  if (!url) url = child(node, "serverURL");
  if (url) add(*type, url, std::string(local_name(node)));
}

}  // namespace homing
