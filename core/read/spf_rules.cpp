#include "read/spf_rules.hpp"

#include <algorithm>
#include <string_view>

#include "model/ascii.hpp"
#include "model/utf8.hpp"
#include "read/spf.hpp"

namespace homing {
namespace {

constexpr std::size_t most_terms = 256;
constexpr std::size_t longest_shown = 64;

bool is_spf(std::string_view record) {
  constexpr std::string_view version = "v=spf1";
  return same_word(record.substr(0, version.size()), version) && (record.size() == version.size() || record[version.size()] == ' ');
}

// The name of a mechanism ends at its argument (section 4.6.1).
std::string_view name_of(std::string_view mechanism) { return mechanism.substr(0, mechanism.find_first_of(":/=")); }

bool is_modifier(std::string_view term) {
  const std::size_t end = term.find_first_of(":/=");
  return end != std::string_view::npos && end > 0 && term[end] == '=';
}

bool asks_the_dns(std::string_view name) {
  static constexpr const char* asking[] = {"include", "a", "mx", "ptr", "exists"};
  return std::any_of(std::begin(asking), std::end(asking), [&](const char* known) { return same_word(name, known); });
}

// One term; false behind `all`, where nothing counts any more (section 5.1).
bool read_term(std::string_view term, SpfRules& rules) {
  if (is_modifier(term)) return true;
  const bool qualified = std::string_view("+-?~").find(term.front()) != std::string_view::npos;
  const std::string_view name = name_of(qualified ? term.substr(1) : term);
  if (same_word(name, "all")) {
    rules.others = qualified ? term.front() : '+';
    return false;
  }
  if (asks_the_dns(name)) ++rules.look_ups;
  else if (!same_word(name, "ip4") && !same_word(name, "ip6") && rules.unknown.empty()) rules.unknown = to_utf8(term, longest_shown);
  return true;
}

void read_terms(std::string_view rest, SpfRules& rules) {
  bool counts = true;
  for (std::size_t terms = 0; !rest.empty() && terms < most_terms; ++terms) {
    const std::string_view term = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(term.size() + 1, rest.size()));
    if (!term.empty() && counts) counts = read_term(term, rules);
  }
}

// What `spf_includes` leaves apart: which of the names is the redirect.
void read_names(const std::string& record, SpfRules& rules) {
  constexpr std::string_view redirect = "redirect=";
  std::string without;
  std::string_view rest = record;
  while (!rest.empty()) {
    const std::string_view term = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(term.size() + 1, rest.size()));
    if (!same_word(term.substr(0, redirect.size()), redirect)) without.append(term).append(" ");
    else if (const std::vector<std::string> named = spf_includes({"v=spf1 " + std::string(term)}); !named.empty() && rules.redirect.empty())
      rules.redirect = named.front();
  }
  rules.includes = spf_includes({without});
}

}  // namespace

SpfRules read_spf_rules(const std::vector<std::string>& txt_records) {
  SpfRules rules;
  rules.records = static_cast<std::size_t>(std::count_if(txt_records.begin(), txt_records.end(), is_spf));
  const auto record = std::find_if(txt_records.begin(), txt_records.end(), is_spf);
  if (record == txt_records.end()) return rules;
  rules.record = *record;
  read_names(*record, rules);
  read_terms(std::string_view(*record).substr(std::string_view("v=spf1").size()), rules);
  if (rules.others != '\0') rules.redirect.clear();
  if (!rules.redirect.empty()) ++rules.look_ups;
  return rules;
}

}  // namespace homing
