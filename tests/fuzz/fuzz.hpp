#pragma once
// What every fuzz target needs: its entry, and a way to say what must hold.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "model/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

inline void demand(bool truth, const char* sentence) {
  if (truth) return;
  std::fprintf(stderr, "This does not hold: %s\n", sentence);
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

inline bool is_utf8(std::string_view text) { return homing::find_invalid_utf8(text) == homing::utf8_is_valid; }

/// The text up to the first line break, which is dropped from `rest`.
inline std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}
