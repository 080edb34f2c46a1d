#include "explanation_table.hpp"

#include <string>

#include "page.hpp"

namespace {

constexpr std::size_t label_width = 15;

class ExplanationTable : private Page {
 public:
  ExplanationTable(const homing_result* result, std::FILE* out) : Page(result, out, label_width) {}
  void print() const;

 private:
  void print_match(const std::string& place) const;
  void print_remedy(const std::string& place) const;
  void print_unknown() const;
};

std::string who_in_words(const std::string& who) {
  if (who == "admin") return "Administrator";
  if (who == "developer") return "Developer";
  if (who == "microsoft") return "Wait";  // nobody on this side can mend it
  return "You";
}

void ExplanationTable::print_remedy(const std::string& place) const {
  std::string label = who_in_words(text(place + "/who"));
  for (std::size_t i = 0; i < count(place + "/steps"); ++i) {
    line(label, "- " + text(place + "/steps/" + std::to_string(i)));
    label.clear();
  }
  const std::string link = text(place + "/link");
  if (!link.empty()) line(label, link);
}

void ExplanationTable::print_match(const std::string& place) const {
  headline(painted(bold, text(place + "/id")) + "  " + text(place + "/confidence"));
  line("Meaning", text(place + "/meaning"));
  for (std::size_t i = 0; i < count(place + "/remedies"); ++i) print_remedy(place + "/remedies/" + std::to_string(i));
}

void ExplanationTable::print_unknown() const {
  headline(painted(bold, "unknown"));
  line("Meaning", text("/unknown/meaning"));
  for (std::size_t i = 0; i < count("/unknown/send"); ++i) line(i == 0 ? "Send" : "", "- " + text("/unknown/send/" + std::to_string(i)));
}

void ExplanationTable::print() const {
  const std::size_t matches = count("/matches");
  for (std::size_t i = 0; i < matches; ++i) {
    if (i > 0) headline("");
    print_match("/matches/" + std::to_string(i));
  }
  if (matches == 0) print_unknown();
}

}  // namespace

void print_explanation(const homing_result* result, std::FILE* out) { ExplanationTable(result, out).print(); }
