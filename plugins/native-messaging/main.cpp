// homing-native-host MANIFEST ADD_ON, started by Thunderbird: native messaging between our add-on and the library.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string_view>

#include "host.hpp"

namespace {

constexpr std::string_view add_on = "homing@homing.example";  // as in org.homing.native.json

ExitCode refuse(const char* sentence) {
  std::fprintf(stderr, "homing-native-host: %s\n", sentence);
  return exit_usage;
}

bool may_sign_in() {
  const char* const allowed = std::getenv("HOMING_NATIVE_SIGN_IN");
  return allowed != nullptr && std::string_view(allowed) == "1";
}

}  // namespace

int main(int count, char** values) {
  if (count != 3 || values[2] != add_on) return refuse("it serves the add-on homing@homing.example alone, which Thunderbird starts it for.");
  if (!homing::is_compatible()) return refuse("the library is of another version.");
  std::signal(SIGPIPE, SIG_IGN);  // a reader that is gone is seen where it is written to
  try {
    return Host(may_sign_in()).run();
  } catch (const std::exception&) {
    std::fputs("homing-native-host: there is no memory.\n", stderr);
    return exit_internal;
  }
}
