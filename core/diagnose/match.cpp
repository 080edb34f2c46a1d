#include "diagnose/match.hpp"

#include <algorithm>

#include "diagnose/diagnosis.hpp"
#include "diagnose/numbers.hpp"
#include "model/squeezed.hpp"

namespace homing {
namespace {

using table::Manner;
using table::Pattern;
using table::Range;
using table::Speaker;

// Whether a fragment ends where it seems to: `10. 1` must not be seen in `10. 13`, nor `net` in `internet`.
bool is_bounded(Manner manner, std::string_view text, std::size_t at, std::size_t size) {
  const auto splits = [manner](char a, char b) {
    return manner == Manner::phrase ? is_digit(a) && is_digit(b) : is_letter_or_digit(a) && is_letter_or_digit(b);
  };
  if (at > 0 && splits(text[at - 1], text[at])) return false;
  return at + size >= text.size() || !splits(text[at + size - 1], text[at + size]);
}

template <class Enum>
bool is_in(unsigned set, Enum value) {
  return set == 0 || (set & (1U << static_cast<unsigned>(value))) != 0;
}

bool holds(const table::When& when, const Circumstances& known) {
  const bool method = when.methods == 0 || (known.method && is_in(when.methods, *known.method));
  const bool elsewhere = when.elsewhere == 0 || (when.elsewhere == 1) == known.signed_in_elsewhere;
  return method && elsewhere && is_in(when.steps, known.step) && is_in(when.heard, known.heard) && is_in(when.protocols, known.protocol) &&
         is_in(when.kinds, known.kind);
}

}  // namespace

Reading::Reading(const table::Tables& tables, const Unwrapped& text)
    : tables_(tables),
      held_(tables.fragments.size()),
      codes_(enhanced_codes(text.lowered)),
      replies_(reply_codes(text.lowered)),
      numbers_(error_numbers(text.lowered)) {
  if (tables.fragment_slots.empty()) return;
  scan(Manner::phrase, text.squeezed);
  scan(Manner::word, text.lowered);
  scan(Manner::exact, text.plain);
  microsoft_named_ = holds_any(tables.microsoft_names);
  other_named_ = holds_any(tables.other_names);
}

void Reading::scan(Manner manner, std::string_view text) {
  const std::size_t mask = tables_.fragment_slots.size() - 1;
  for (std::size_t at = 0; at + table::fragment_key <= text.size(); ++at) {
    std::size_t slot = table::fragment_hash(manner, text.data() + at) & mask;
    for (; tables_.fragment_slots[slot] != table::nobody; slot = (slot + 1) & mask) {
      const std::uint16_t index = tables_.fragment_slots[slot];
      const table::Fragment& fragment = tables_.fragments[index];
      if (held_[index] || fragment.manner != manner) continue;
      const std::string_view wanted = tables_.text(fragment.text);
      if (text.substr(at, wanted.size()) == wanted && is_bounded(manner, text, at, wanted.size())) held_[index] = true;
    }
  }
}

bool Reading::holds_all(Range range) const {
  const auto indexes = tables_.fragment_indexes.subspan(range.first, range.count);
  return std::all_of(indexes.begin(), indexes.end(), [this](std::uint16_t index) { return held_[index]; });
}

bool Reading::holds_any(Range range) const {
  const auto indexes = tables_.fragment_indexes.subspan(range.first, range.count);
  return std::any_of(indexes.begin(), indexes.end(), [this](std::uint16_t index) { return held_[index]; });
}

bool Reading::has_one(Range texts, const std::vector<std::string>& found) const {
  if (texts.count == 0) return true;
  const auto wanted = tables_.texts.subspan(texts.first, texts.count);
  return std::any_of(wanted.begin(), wanted.end(), [&](table::TextRef ref) {
    const std::string_view meant = tables_.text(ref);
    return std::any_of(found.begin(), found.end(), [&](const std::string& code) { return is_code(code, meant); });
  });
}

bool Reading::speaks(Speaker speaker, const Circumstances* known) const {
  const Kind kind = known == nullptr ? Kind::unknown : known->kind;
  const bool microsoft = microsoft_named_ || kind == Kind::outlook_com || kind == Kind::microsoft365;
  const bool other = other_named_ && !microsoft;  // a mailbox elsewhere may still send through Microsoft
  if (speaker == Speaker::microsoft) return microsoft;
  return speaker == Speaker::any || !other;
}

bool Reading::fits(const Pattern& pattern, const Circumstances* known) const {
  if (pattern.contextual && (known == nullptr || !holds(pattern.when, *known))) return false;
  if (!holds_all(pattern.all) || (pattern.any.count != 0 && !holds_any(pattern.any)) || holds_any(pattern.none)) return false;
  return has_one(pattern.codes, codes_) && has_one(pattern.replies, replies_) && has_one(pattern.numbers, numbers_) && speaks(pattern.speaker, known);
}

const Pattern* Reading::best(const table::Error& error, const Circumstances* known) const {
  const Pattern* found = nullptr;
  for (const Pattern& pattern : tables_.patterns.subspan(error.patterns.first, error.patterns.count)) {
    const bool better = found == nullptr || pattern.rank > found->rank;
    if (better && fits(pattern, known)) found = &pattern;
  }
  return found;
}

std::vector<Match> Reading::matches(const Circumstances* known) const {
  std::vector<Match> found;
  for (const table::Error& error : tables_.errors) {
    if (const Pattern* const pattern = best(error, known)) found.push_back({&tables_, &error, pattern});
  }
  std::stable_sort(found.begin(), found.end(), [](const Match& a, const Match& b) { return a.pattern->rank > b.pattern->rank; });
  return found;
}

}  // namespace homing
