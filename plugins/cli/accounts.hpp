#pragma once
// Accounts from what was typed, and where their sign-ins are kept.
#include <functional>
#include <string>

#include "arguments.hpp"
#include "exit_codes.hpp"

/// Null and an error on the terminal where the arguments do not allow one. Secrets come from standard input.
OwnedAccount account_of(const Arguments& arguments);

/// As open_session; sign-ins that no Secret Service keeps are sealed with the key in $XDG_CONFIG_HOME/homing/store.key.
OwnedSession open_session_with_store(const Arguments& arguments);

/// An error on the terminal about how the command was typed.
ExitCode refuse(const std::string& sentence);

using StartJob = std::function<homing_status(homing_session*, const homing_account*, homing_job**)>;
using RunJob = std::function<homing_status(homing_job*)>;
using PrintResult = std::function<ExitCode(const homing_result*, const Arguments&)>;

/// Starts a job with the account of the arguments, runs it, and hands its result on; what goes wrong on the way stands on the terminal.
ExitCode with_account(const Arguments& arguments, const StartJob& start, const RunJob& run, const PrintResult& print);

/// With a line on the terminal for whoever waits.
homing_status run_with_progress(homing_job* job);
