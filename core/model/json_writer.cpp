#include "model/json_writer.hpp"

#include <array>
#include <cmath>

namespace homing {
namespace {

// RFC 8259 section 7: what must not stand in a string as it is.
constexpr std::array<bool, 256> must_escape = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
  table['"'] = table['\\'] = true;
  return table;
}();

void append_escaped(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default: (out += "\\u00") += {digits[byte >> 4], digits[byte & 15]};
  }
}

}  // namespace

void JsonWriter::quote(std::string_view value) {
  out_ += '"';
  std::size_t begin = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!must_escape[static_cast<unsigned char>(value[i])]) continue;
    out_.append(value, begin, i - begin);
    append_escaped(out_, value[i]);
    begin = i + 1;
  }
  out_.append(value, begin);
  out_ += '"';
}

void JsonWriter::append_tenths(double value) {
  const auto tenths = static_cast<std::int64_t>(std::llround(value * 10));
  append_number(tenths / 10);
  out_ += '.';
  append_number(tenths % 10);
}

}  // namespace homing
