#pragma once
// Texts as Windows takes and gives them (UTF-16).
#include <filesystem>
#include <string>
#include <string_view>

inline std::wstring to_wide(std::string_view utf8) { return std::filesystem::path(std::u8string(utf8.begin(), utf8.end())).wstring(); }

inline std::string to_narrow(std::wstring_view wide) {
  const std::u8string utf8 = std::filesystem::path(wide).u8string();
  return {utf8.begin(), utf8.end()};
}
