#pragma once
// How names and fragments are found in tables without work at load.
#include <cstdint>
#include <string_view>

#include "model/error_tables.hpp"

namespace homing::table {

/// FNV-1a.
constexpr std::uint32_t hash(std::string_view text) {
  std::uint32_t value = 2166136261U;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
  return value ^ (value >> 15);
}

/// By which fragments are found: how they are looked for and how they begin.
inline constexpr std::size_t fragment_key = 3;
constexpr std::uint32_t fragment_hash(Manner manner, const char* begin) {
  return hash(std::string_view(begin, fragment_key)) * 3 + static_cast<std::uint32_t>(manner);
}

}  // namespace homing::table
