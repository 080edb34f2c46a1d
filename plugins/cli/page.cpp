#include "page.hpp"

#include <cstdint>

#include "terminal.hpp"

std::string text_at(const homing_result* result, const std::string& pointer) {
  const char* const text = homing_result_text(result, pointer.c_str());
  return text == nullptr ? std::string() : text;
}

Page::Page(const homing_result* result, std::FILE* out, std::size_t label_width)
    : result_(result), out_(out), label_width_(label_width), colour_(wants_colour(out)) {}

std::string Page::text(const std::string& pointer) const { return printable(text_at(result_, pointer)); }

// No number of a document that is shown is negative.
std::string Page::number(const std::string& pointer) const {
  const std::int64_t value = homing_result_number(result_, pointer.c_str(), -1);
  return value < 0 ? std::string() : std::to_string(value);
}

std::size_t Page::count(const std::string& pointer) const { return homing_result_count(result_, pointer.c_str()); }

bool Page::is(const std::string& pointer) const {
  const char* const part = homing_result_part(result_, pointer.c_str());
  return part != nullptr && std::string(part) == "true";
}

bool Page::has(const std::string& pointer) const { return homing_result_part(result_, pointer.c_str()) != nullptr; }

std::string Page::painted(const char* code, const std::string& content) const {
  return colour_ ? std::string("\033[") + code + 'm' + content + "\033[0m" : content;
}

void Page::line(const std::string& label, const std::string& content) const { print_labelled(out_, label, label_width_, content); }

void Page::headline(const std::string& content) const { std::fprintf(out_, "%s\n", content.c_str()); }

void Page::opening(const std::string& pointer) const {
  headline(painted(bold, text(pointer)));
  const std::string provider = text("/mailbox/provider");
  if (!provider.empty()) line("Mailbox", provider + ", " + text("/mailbox/confidence"));
}
