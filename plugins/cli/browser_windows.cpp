#include "browser.hpp"

#include <windows.h>
// After the header that it needs.
#include <shellapi.h>

#include "wide.hpp"

bool open_browser(const std::string& url) {
  constexpr INT_PTR least_success = 33;
  if (url.compare(0, 8, "https://") != 0) return false;
  return reinterpret_cast<INT_PTR>(::ShellExecuteW(nullptr, L"open", to_wide(url).c_str(), nullptr, nullptr, SW_SHOWNORMAL)) >= least_success;
}
