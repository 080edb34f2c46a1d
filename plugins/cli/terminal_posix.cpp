#include <sys/ioctl.h>
#include <unistd.h>

#include "system.hpp"
#include "terminal.hpp"

bool is_terminal(std::FILE* stream) { return ::isatty(::fileno(stream)) == 1; }

std::size_t width_of(std::FILE* stream) {
  winsize size{};
  if (!is_terminal(stream) || ::ioctl(::fileno(stream), TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col < 40 ? 0 : size.ws_col;
}

bool obeys_colour() {
  const std::string terminal = environment("TERM");
  return !terminal.empty() && terminal != "dumb";
}
