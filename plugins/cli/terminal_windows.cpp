#include <windows.h>
// After the header that it needs.
#include <io.h>

#include "terminal.hpp"

namespace {

HANDLE handle_of(std::FILE* stream) { return reinterpret_cast<HANDLE>(::_get_osfhandle(::_fileno(stream))); }

}  // namespace

// One that obeys escape sequences, if it is written to.
bool is_terminal(std::FILE* stream) {
  DWORD mode = 0;
  if (::GetConsoleMode(handle_of(stream), &mode) == 0) return false;
  return stream == stdin || ::SetConsoleMode(handle_of(stream), mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

std::size_t width_of(std::FILE* stream) {
  CONSOLE_SCREEN_BUFFER_INFO facts;
  if (!is_terminal(stream) || ::GetConsoleScreenBufferInfo(handle_of(stream), &facts) == 0) return 0;
  const int columns = facts.srWindow.Right - facts.srWindow.Left + 1;
  return columns < 40 ? 0 : static_cast<std::size_t>(columns);
}

bool obeys_colour() { return true; }
