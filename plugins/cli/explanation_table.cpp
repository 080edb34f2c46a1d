#include "explanation_table.hpp"

#include <string>

#include "terminal.hpp"

namespace {

constexpr std::size_t label_width = 15;
constexpr const char* bold = "1";

class ExplanationTable {
 public:
  ExplanationTable(const homing_result* result, std::FILE* out) : result_(result), out_(out), colour_(wants_colour(out)) {}
  void print();

 private:
  std::string text(const std::string& pointer) const {
    const char* const value = homing_result_text(result_, pointer.c_str());
    return value == nullptr ? std::string() : printable(value);
  }
  std::size_t count(const std::string& pointer) const { return homing_result_count(result_, pointer.c_str()); }
  void line(const std::string& label, const std::string& content) { print_labelled(out_, label, label_width, content); }
  std::string painted(const char* code, const std::string& content) const {
    return colour_ ? std::string("\033[") + code + 'm' + content + "\033[0m" : content;
  }
  void print_match(const std::string& place);
  void print_remedy(const std::string& place);
  void print_unknown();

  const homing_result* result_;
  std::FILE* out_;
  bool colour_;
};

std::string who_in_words(const std::string& who) {
  if (who == "admin") return "Administrator";
  if (who == "developer") return "Developer";
  if (who == "microsoft") return "Wait";  // nobody on this side can mend it
  return "You";
}

void ExplanationTable::print_remedy(const std::string& place) {
  std::string label = who_in_words(text(place + "/who"));
  for (std::size_t i = 0; i < count(place + "/steps"); ++i) {
    line(label, "- " + text(place + "/steps/" + std::to_string(i)));
    label.clear();
  }
  const std::string link = text(place + "/link");
  if (!link.empty()) line(label, link);
}

void ExplanationTable::print_match(const std::string& place) {
  std::fprintf(out_, "%s  %s\n", painted(bold, text(place + "/id")).c_str(), text(place + "/confidence").c_str());
  line("Meaning", text(place + "/meaning"));
  for (std::size_t i = 0; i < count(place + "/remedies"); ++i) print_remedy(place + "/remedies/" + std::to_string(i));
}

void ExplanationTable::print_unknown() {
  std::fprintf(out_, "%s\n", painted(bold, "unknown").c_str());
  line("Meaning", text("/unknown/meaning"));
  for (std::size_t i = 0; i < count("/unknown/send"); ++i) line(i == 0 ? "Send" : "", "- " + text("/unknown/send/" + std::to_string(i)));
}

void ExplanationTable::print() {
  const std::size_t matches = count("/matches");
  for (std::size_t i = 0; i < matches; ++i) {
    if (i > 0) std::fputs("\n", out_);
    print_match("/matches/" + std::to_string(i));
  }
  if (matches == 0) print_unknown();
}

}  // namespace

void print_explanation(const homing_result* result, std::FILE* out) { ExplanationTable(result, out).print(); }
