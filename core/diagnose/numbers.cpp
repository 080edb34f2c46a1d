#include "diagnose/numbers.hpp"

#include <algorithm>
#include <array>

#include "model/squeezed.hpp"

namespace homing {
namespace {

constexpr std::size_t most_codes = 256;  // of each sort; no text that means something has more

void keep(std::vector<std::string>& list, std::string_view code) {
  if (list.size() < most_codes && std::find(list.begin(), list.end(), code) == list.end()) list.emplace_back(code);
}

char at_or_blank(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : ' '; }

// Where a number may begin that belongs to nothing on its left: no version, address, path or time.
bool starts_fresh(std::string_view text, std::size_t at) {
  const char before = at == 0 ? ' ' : text[at - 1];
  return !is_letter_or_digit(before) && before != '.' && before != '_' && before != '*';
}

// The end of up to `most` digits, some of them masked.
std::size_t end_of_digits(std::string_view text, std::size_t at, std::size_t most) {
  std::size_t digits = 0;
  while (at < text.size() && (is_digit(text[at]) || text[at] == '*')) digits += is_digit(text[at]) ? 1 : 0, ++at;
  return digits > most ? std::string_view::npos : at;
}

// Where an enhanced code ends that begins at `at`, or `npos`.
std::size_t end_of_enhanced_code(std::string_view text, std::size_t at) {
  const bool begins = (text[at] == '4' || text[at] == '5') && at_or_blank(text, at + 1) == '.' && starts_fresh(text, at);
  if (!begins) return std::string_view::npos;
  const std::size_t dot = end_of_digits(text, at + 2, 3);
  if (dot == std::string_view::npos || dot == at + 2 || at_or_blank(text, dot) != '.') return std::string_view::npos;
  const std::size_t end = end_of_digits(text, dot + 1, 3);
  if (end == std::string_view::npos || end == dot + 1) return std::string_view::npos;
  // An address goes on with a dot, a version with a hyphen.
  const char mark = at_or_blank(text, end), behind = at_or_blank(text, end + 1);
  const bool goes_on = (mark == '.' && is_digit(behind)) || (mark == '-' && is_letter_or_digit(behind));
  return goes_on ? std::string_view::npos : end;
}

// The last word before a place, without the marks between them.
std::string_view word_before(std::string_view text, std::size_t at) {
  constexpr std::size_t longest_marks = 8;
  std::size_t end = at;
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  while (end > 0 && at - end < longest_marks && !is_letter(text[end - 1]) && !is_digit(text[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin < 16 && is_letter(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

bool calls_it_an_error(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 12> words{"aadsts", "error",    "errno",  "winerror", "code",       "codes",
                                                          "wsa",    "wsaerror", "fehler", "erreur",   "fehlercode", "errorcode"};
  const std::string_view word = word_before(text, at);
  if (word == "was" || word == "is") {
    const std::string_view before = word_before(text, static_cast<std::size_t>(word.data() - text.data()));
    return std::find(words.begin(), words.end(), before) != words.end();
  }
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::vector<std::string> reply_codes(std::string_view lowered) {
  std::vector<std::string> codes;
  for (std::size_t at = 0; at + 3 <= lowered.size(); ++at) {
    const bool code = (lowered[at] == '4' || lowered[at] == '5') && is_digit(lowered[at + 1]) && is_digit(lowered[at + 2]);
    if (!code || !starts_fresh(lowered, at)) continue;
    const char behind = at_or_blank(lowered, at + 3);
    const bool goes_on = behind == '.' && is_digit(at_or_blank(lowered, at + 4));
    if (!is_letter_or_digit(behind) && !goes_on) keep(codes, lowered.substr(at, 3));
  }
  return codes;
}

std::vector<std::string> enhanced_codes(std::string_view lowered) {
  std::vector<std::string> codes;
  for (std::size_t at = 0; at < lowered.size(); ++at) {
    const std::size_t end = end_of_enhanced_code(lowered, at);
    if (end == std::string_view::npos) continue;
    keep(codes, lowered.substr(at, end - at));
    at = end;
  }
  return codes;
}

std::vector<std::string> error_numbers(std::string_view lowered) {
  constexpr std::size_t shortest = 5, longest = 8;
  constexpr std::string_view directory = "aadsts";
  std::vector<std::string> numbers;
  std::size_t last_end = 0;  // of the last number that was an error
  for (std::size_t at = 0; at < lowered.size();) {
    if (!is_digit(lowered[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < lowered.size() && is_digit(lowered[end])) ++end;
    const bool prefixed = at >= directory.size() && lowered.substr(at - directory.size(), directory.size()) == directory;
    const bool bounded = (prefixed || starts_fresh(lowered, at)) && !is_letter_or_digit(at_or_blank(lowered, end));
    const bool sized = end - at >= shortest && end - at <= longest;
    const bool in_brackets = at > 0 && lowered[at - 1] == '(' && at_or_blank(lowered, end) == ')';
    const bool in_list = last_end != 0 && at - last_end <= 2 && lowered[last_end] == ',';
    if (sized && bounded && (prefixed || in_brackets || in_list || calls_it_an_error(lowered, at))) {
      keep(numbers, lowered.substr(at, end - at));
      last_end = end;
    }
    at = end;
  }
  return numbers;
}

bool is_code(std::string_view found, std::string_view meant) {
  const std::size_t star = found.find('*');
  const auto same = [](char c, char wanted) { return c == wanted || (wanted == 'x' && is_digit(c)); };
  if (star == std::string_view::npos) return std::equal(found.begin(), found.end(), meant.begin(), meant.end(), same);
  // A mask stands for any number of digits; what is left of it and right of it must fit, and no range is seen in it.
  const bool is_mask = found.find("***") == star;  // what masks secrets writes three; one is markup
  if (!is_mask || meant.find('x') != std::string_view::npos) return false;
  const std::string_view head = found.substr(0, star);
  const std::string_view tail = found.substr(found.find_last_of('*') + 1);
  if (head.size() + tail.size() > meant.size()) return false;
  return std::equal(head.begin(), head.end(), meant.begin(), same) && std::equal(tail.rbegin(), tail.rend(), meant.rbegin(), same);
}

}  // namespace homing
