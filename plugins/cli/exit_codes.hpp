#pragma once
// What the command line returns to the shell; documented in `homing --help`.

enum ExitCode {
  exit_found = 0,
  exit_not_found = 1,
  exit_usage = 2,  ///< also a malformed address, an unknown option, a file that cannot be read
  exit_unreachable = 3,
  exit_internal = 4,
  exit_partial = 5,
};

/// Of several addresses the worst counts.
inline ExitCode worse(ExitCode a, ExitCode b) {
  constexpr int badness[] = {0, 2, 4, 3, 5, 1};  // by exit code
  return badness[a] >= badness[b] ? a : b;
}
