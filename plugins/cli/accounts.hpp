#pragma once
// Accounts from what was typed, and where their sign-ins are kept.
#include <string>

#include "arguments.hpp"
#include "exit_codes.hpp"

/// Null and an error on the terminal where the arguments do not allow one. Secrets come from standard input.
OwnedAccount account_of(const Arguments& arguments);

/// As open_session; sign-ins that no Secret Service keeps are sealed with the key in $XDG_CONFIG_HOME/homing/store.key.
OwnedSession open_session_with_store(const Arguments& arguments);

/// An error on the terminal about how the command was typed.
ExitCode refuse(const std::string& sentence);
