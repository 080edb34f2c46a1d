#include <stdlib.h>

#include "net/environment.hpp"

namespace homing {
namespace {

// Relative paths are to be passed over.
std::string folder_of(const char* variable, const char* below_home) {
  const std::string named = environment(variable), home = environment("HOME");
  if (named.starts_with('/')) return named + "/homing";
  return home.starts_with('/') ? home + below_home + "/homing" : std::string();
}

}  // namespace

std::string environment(const char* name) {
  const char* const value = ::secure_getenv(name);
  return value == nullptr ? std::string() : value;
}

std::string configuration_folder() { return folder_of("XDG_CONFIG_HOME", "/.config"); }
std::string state_folder() { return folder_of("XDG_STATE_HOME", "/.local/state"); }

}  // namespace homing
