#include "read/spf.hpp"

#include <algorithm>
#include <string_view>

#include "model/ascii.hpp"

namespace homing {
namespace {

constexpr std::size_t most_includes = 32;
constexpr std::size_t longest_name = 253;  // RFC 1035 section 2.3.4

// RFC 7208 section 4.5: the version ends at a blank or with the record.
bool is_spf(std::string_view record) {
  constexpr std::string_view version = "v=spf1";
  return same_word(record.substr(0, version.size()), version) && (record.size() == version.size() || record[version.size()] == ' ');
}

// What a term names, or empty. A modifier has no qualifier (RFC 7208 section 4.6.1).
std::string_view domain_of(std::string_view term) {
  constexpr std::string_view include = "include:", redirect = "redirect=";
  if (same_word(term.substr(0, redirect.size()), redirect)) return term.substr(redirect.size());
  if (!term.empty() && std::string_view("+-?~").find(term.front()) != std::string_view::npos) term.remove_prefix(1);
  return same_word(term.substr(0, include.size()), include) ? term.substr(include.size()) : std::string_view();
}

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'; }

// Names of SPF records may hold underscores, which host names must not.
bool is_name(std::string_view name) {
  if (name.empty() || name.size() > longest_name || name.front() == '.' || name.back() == '.') return false;
  return std::all_of(name.begin(), name.end(), is_name_character) && name.find("..") == std::string_view::npos;
}

void add(std::string_view written, std::vector<std::string>& names) {
  std::string name = lower_case(written);
  if (name.ends_with('.')) name.pop_back();
  const bool listed = std::find(names.begin(), names.end(), name) != names.end();
  if (is_name(name) && !listed && names.size() < most_includes) names.push_back(std::move(name));
}

}  // namespace

std::vector<std::string> spf_includes(const std::vector<std::string>& txt_records) {
  std::vector<std::string> names;
  const auto record = std::find_if(txt_records.begin(), txt_records.end(), is_spf);
  if (record == txt_records.end()) return names;
  std::string_view rest = *record;
  while (!rest.empty() && names.size() < most_includes) {
    const std::string_view term = rest.substr(0, rest.find(' '));
    add(domain_of(term), names);
    rest.remove_prefix(std::min(term.size() + 1, rest.size()));
  }
  return names;
}

}  // namespace homing
