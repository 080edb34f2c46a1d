#include "terminal.hpp"

#include "system.hpp"

bool wants_colour(std::FILE* stream) { return environment("NO_COLOR").empty() && is_terminal(stream) && obeys_colour(); }

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F are control characters too, in two bytes.
    const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (byte >= 0x20 && byte != 0x7F && !c1) result += text[i];
    else result += c1 ? (++i, '?') : byte == '\n' || byte == '\t' ? ' ' : '?';
  }
  return result;
}

void print_error(std::string_view sentence) { std::fprintf(stderr, "homing: %s\n", printable(sentence).c_str()); }

void print_labelled(std::FILE* out, const std::string& label, std::size_t label_width, const std::string& content) {
  constexpr std::size_t least_room = 20;
  const std::size_t width = width_of(out);
  std::string lead = "  " + label + std::string(label.size() < label_width ? label_width - label.size() : 1, ' ');
  std::string rest = content;
  const std::size_t room = width > lead.size() + least_room ? width - lead.size() : 0;
  while (room != 0 && rest.size() > room) {
    const std::size_t cut = rest.rfind(' ', room);
    if (cut == std::string::npos || cut == 0) break;
    std::fprintf(out, "%s%s\n", lead.c_str(), rest.substr(0, cut).c_str());
    rest.erase(0, cut + 1);
    lead.assign(lead.size(), ' ');
  }
  std::fprintf(out, "%s%s\n", lead.c_str(), rest.c_str());
}
