#pragma once
// Texts as Windows takes and gives them (UTF-16).
#include <windows.h>

#include <string>
#include <string_view>

namespace homing {

inline std::wstring to_wide(std::string_view utf8) {
  const int length = static_cast<int>(utf8.size());
  std::wstring wide(static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), length, nullptr, 0)), L'\0');
  ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), length, wide.data(), static_cast<int>(wide.size()));
  return wide;
}

inline std::string to_narrow(std::wstring_view wide) {
  const int length = static_cast<int>(wide.size());
  std::string utf8(static_cast<std::size_t>(::WideCharToMultiByte(CP_UTF8, 0, wide.data(), length, nullptr, 0, nullptr, nullptr)), '\0');
  ::WideCharToMultiByte(CP_UTF8, 0, wide.data(), length, utf8.data(), static_cast<int>(utf8.size()), nullptr, nullptr);
  return utf8;
}

/// What the system says of an error.
inline std::string sentence_of(DWORD error) {
  wchar_t text[256];
  const DWORD flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS | FORMAT_MESSAGE_MAX_WIDTH_MASK;
  std::wstring_view said(text, ::FormatMessageW(flags, nullptr, error, 0, text, 256, nullptr));
  while (!said.empty() && (said.back() == L' ' || said.back() == L'.')) said.remove_suffix(1);
  return said.empty() ? "error " + std::to_string(error) : to_narrow(said);
}

}  // namespace homing
