#pragma once
// The ways in which programs write characters that they do not want to write as they are.
#include <string>
#include <string_view>

namespace homing {

/// Undoes backslashes (C, JSON, Python), entities (HTML), percent signs (URLs), quoted-printable and colours of terminals.
/// What stood for a line break becomes one.
std::string without_escapes(std::string_view text);

}  // namespace homing
