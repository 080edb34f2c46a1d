#include "diagnose/escapes.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "model/squeezed.hpp"

namespace homing {
namespace {

std::optional<unsigned> hexadecimal(std::string_view digits) {
  unsigned value = 0;
  for (const char raw : digits) {
    const char c = lower_case(raw);
    if (is_digit(c)) value = value * 16 + static_cast<unsigned>(c - '0');
    else if (c >= 'a' && c <= 'f') value = value * 16 + static_cast<unsigned>(c - 'a') + 10;
    else return std::nullopt;
  }
  return value;
}

void append_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code < 0x20 ? ' ' : code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// Each reads one escape at the start of `text`, appends what it stands for, and returns its length; 0: it is none.
using ReadEscape = std::size_t (*)(std::string_view text, std::string& out);

std::size_t read_backslash(std::string_view text, std::string& out) {
  constexpr std::size_t most_levels = 16;  // escaped again by each program on the way
  const std::size_t at = text.substr(0, most_levels).find_first_not_of('\\');
  if (at == std::string_view::npos) return 0;
  const char kind = text[at];
  if (kind == 'r' || kind == 'n') return out += '\n', at + 1;
  if (kind == 't') return out += ' ', at + 1;
  if (kind == '"' || kind == '\'' || kind == '/' || kind == '`') return out += kind, at + 1;
  const std::size_t count = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
  if (count == 0 || text.size() < at + 1 + count) return 0;
  const std::optional<unsigned> code = hexadecimal(text.substr(at + 1, count));
  if (!code) return 0;
  if (kind == 'x') out += static_cast<char>(*code < 0x20 ? '\n' : *code);
  else append_utf8(out, *code);
  return at + 1 + count;
}

std::size_t read_entity(std::string_view text, std::string& out) {
  struct Entity {
    std::string_view name;
    char character;
  };
  static constexpr std::array<Entity, 8> entities{
      {{"&quot;", '"'}, {"&apos;", '\''}, {"&#39;", '\''}, {"&#x27;", '\''}, {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&nbsp;", ' '}}};
  for (const Entity& entity : entities) {
    if (text.starts_with(entity.name)) return out += entity.character, entity.name.size();
  }
  if (text.starts_with("<br")) return out += '\n', 3;
  return 0;
}

std::size_t read_percent(std::string_view text, std::string& out) {
  const std::optional<unsigned> code = text.size() < 3 ? std::nullopt : hexadecimal(text.substr(1, 2));
  // Letters and digits are written as they are in URLs: a number behind a percent sign is more often a number.
  if (!code || *code >= 0x7F || is_letter_or_digit(static_cast<char>(*code))) return 0;
  out += static_cast<char>(*code == '\r' ? '\n' : *code < 0x20 && *code != '\n' ? ' ' : *code);
  return 3;
}

// RFC 2045 section 6.7: a soft line break, and what mail programs really write so.
std::size_t read_quoted_printable(std::string_view text, std::string& out) {
  if (text.starts_with("=\r\n")) return 3;
  if (text.starts_with("=\n")) return 2;
  static constexpr std::array<std::string_view, 5> codes{"=3D", "=20", "=2E", "=3A", "=2C"};
  const bool known = std::find(codes.begin(), codes.end(), text.substr(0, 3)) != codes.end();
  if (!known || (text.size() > 3 && is_digit(text[3]))) return 0;
  out += static_cast<char>(*hexadecimal(text.substr(1, 2)));
  return 3;
}

// ECMA-48: ESC [ ... letter.
std::size_t read_colour(std::string_view text, std::string&) {
  if (text.size() < 2 || text[1] != '[') return 0;
  std::size_t at = 2;
  while (at < text.size() && (is_digit(text[at]) || text[at] == ';')) ++at;
  return std::min(at + 1, text.size());
}

ReadEscape reader_of(char c) {
  switch (c) {
    case '\\': return read_backslash;
    case '&':
    case '<': return read_entity;
    case '%': return read_percent;
    case '=': return read_quoted_printable;
    case '\x1B': return read_colour;
    default: return nullptr;
  }
}

}  // namespace

std::string without_escapes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const ReadEscape read = reader_of(text[at]);
    const std::size_t size = read == nullptr ? 0 : read(text.substr(at), out);
    // Text of two bytes a character (a redirected PowerShell) is read by leaving out the zeros.
    if (size == 0 && text[at] != '\0') out += text[at];
    at += std::max<std::size_t>(size, 1);
  }
  return out;
}

}  // namespace homing
