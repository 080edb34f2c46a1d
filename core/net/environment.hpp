#pragma once
// What the system says about the user for whom this process runs.
#include <string>

namespace homing {

/// The value of a variable; empty: there is none, or it is not to be believed, since the program has rights that its caller lacks.
std::string environment(const char* name);

/// Where Homing's files of this user lie: what the user writes, and what is kept. Empty: there is no place for them.
/// $XDG_CONFIG_HOME/homing or ~/.config/homing, and $XDG_STATE_HOME/homing or ~/.local/state/homing (XDG Base Directory);
/// %APPDATA%\homing and %LOCALAPPDATA%\homing.
std::string configuration_folder();
std::string state_folder();

}  // namespace homing
