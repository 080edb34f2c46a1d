#include "source/clues.hpp"

#include <algorithm>

#include "model/ascii.hpp"
#include "model/utf8.hpp"
#include "read/spf.hpp"
#include "read/srv.hpp"

namespace homing {
namespace {

bool fits_host(std::string_view host, std::string_view pattern) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (!pattern.starts_with("*.")) return host == pattern;
  return host.size() > pattern.size() - 1 && host.ends_with(pattern.substr(1));
}

bool fits_text(std::string_view text, std::string_view pattern) {
  if (pattern.ends_with('*')) return text.starts_with(pattern.substr(0, pattern.size() - 1));
  return text == pattern;
}

// The part of the answer that fits, or nothing.
std::optional<std::string> fitting(Ask ask, const Answer& answer, std::string_view pattern) {
  constexpr std::string_view include = "include:";
  const bool spf = ask == Ask::txt && pattern.starts_with(include);
  std::vector<std::string> parts;
  if (spf) parts = spf_includes(answer.records);
  else if (ask == Ask::txt) parts = answer.records;
  else if (ask == Ask::cname)
    std::transform(answer.records.begin(), answer.records.end(), std::back_inserter(parts), [](const std::string& name) { return lower_case(name); });
  else
    for (const SrvRecord& record : read_srv(answer.records)) parts.push_back(record.target);
  const std::string_view wanted = spf ? pattern.substr(include.size()) : pattern;
  for (const std::string& part : parts) {
    if (ask == Ask::txt && !spf ? fits_text(part, wanted) : fits_host(part, wanted)) return part;
  }
  return std::nullopt;
}

}  // namespace

std::string hint_name(const table::Tables& tables, const table::Hint& hint, std::string_view domain) {
  const std::string_view pattern = tables.text(hint.name);
  return std::string(pattern.substr(0, pattern.find('{'))) + std::string(domain);
}

std::optional<Hint> find_clue(const Catalogue& catalogue, const table::Hint& hint, const Answer& answer, Arena& arena) {
  const table::Tables& tables = catalogue.hints();
  for (const table::Clue& clue : tables.clues.subspan(hint.clues.first, hint.clues.count)) {
    for (const table::TextRef match : tables.texts.subspan(clue.matches.first, clue.matches.count)) {
      const std::optional<std::string> part = fitting(hint.ask, answer, tables.text(match));
      if (!part) continue;
      const std::string_view trimmed = part->ends_with('.') ? std::string_view(*part).substr(0, part->size() - 1) : std::string_view(*part);
      Hint found;
      found.provider = catalogue.provider(tables.text(clue.provider));
      found.weighs = {hint.id, clue.weight, clue.cloud};
      found.origin = keep_as_utf8(arena, trimmed);
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace homing
