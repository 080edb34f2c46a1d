#include <algorithm>
#include <string_view>

#include "rules.hpp"

namespace {

constexpr std::size_t longest_header = 120;
constexpr std::size_t longest_source = 300;
constexpr std::size_t longest_line = 160;

struct Exception {
  std::string_view path, why;
};
// Files that may be longer than others.
constexpr Exception long_files[] = {
    {"capi/include/homing/homing.h", "the interface and its manual are one file"},
    {"capi/include/homing/homing.hpp", "a program in C++ copies one file"},
    {"plugins/php/homing_arginfo.h", "PHP's gen_stub.php writes it"},
};
// Files that may have longer lines.
constexpr Exception wide_files[] = {
    {"capi/abi/homing_flat.h", "the frozen interface without its comments, for programs to read"},
    {"plugins/php/homing_arginfo.h", "PHP's gen_stub.php writes it"},
};
// Files that may hold letters beyond ASCII; there is none so far.
constexpr Exception letters[] = {
    {"none", ""},
};

bool excepted(const Source& source, const Exception* first, const Exception* last) {
  return std::any_of(first, last, [&](const Exception& exception) { return exception.path == source.path; });
}

bool ends(std::string_view text, std::string_view end) { return text.size() >= end.size() && text.substr(text.size() - end.size()) == end; }

bool is_header(const Source& source) { return ends(source.path, ".hpp") || ends(source.path, ".h") || ends(source.path, ".in"); }

const char* unfinished(std::string_view line) {
  // Spelt apart, so that this file may be checked, too.
  for (const char* const word : {"TO"
                                 "DO",
                                 "FIX"
                                 "ME",
                                 "XX"
                                 "X",
                                 "HA"
                                 "CK"}) {
    if (line.find(word) != std::string_view::npos) return word;
  }
  return nullptr;
}

void check_line(const Source& source, std::size_t index, Complaints& complaints) {
  const std::string& line = source.lines[index];
  const auto tell = [&](const std::string& sentence) { complaints.push_back(complaint(source, index + 1, sentence)); };
  if (line.size() > longest_line && !excepted(source, std::begin(wide_files), std::end(wide_files)))
    tell("has " + std::to_string(line.size()) + " characters; at most " + std::to_string(longest_line));
  if (const char* const word = unfinished(line)) tell(std::string("says ") + word);
  if (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) tell("ends with a blank");
  if (line.find('\t') != std::string::npos) tell("holds a tab");
  const bool plain = std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!plain && !excepted(source, std::begin(letters), std::end(letters))) tell("holds a letter beyond ASCII");
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

}  // namespace

Complaints check_style(const std::vector<Source>& sources) {
  Complaints complaints;
  for (const Source& source : sources) {
    const std::size_t most = is_header(source) ? longest_header : longest_source;
    const bool may_be_long = excepted(source, std::begin(long_files), std::end(long_files));
    if (source.lines.size() > most && !may_be_long) {
      complaints.push_back(
          complaint(source, source.lines.size(), "is " + std::to_string(source.lines.size()) + " lines long; at most " + std::to_string(most)));
    }
    for (std::size_t i = 0; i < source.lines.size(); ++i) check_line(source, i, complaints);
  }
  return complaints;
}

Complaints check_names(const std::vector<Source>& sources) {
  Complaints complaints;
  for (const Source& source : sources) {
    const std::string name = lower(source.path.substr(source.path.rfind('/') + 1));
    for (const char* const word : {"manager", "helper", "util", "handler", "impl"}) {
      if (name.find(word) != std::string::npos)
        complaints.push_back(complaint(source, 1, std::string("is named after a ") + word + "; say what it is"));
    }
  }
  return complaints;
}
