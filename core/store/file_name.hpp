#pragma once
// What the files of an account are called.
#include <string>
#include <string_view>

namespace homing {

/// SHA-256 of a key, in hexadecimal digits: it tells nobody for whom the file is.
std::string file_name_of(std::string_view key);

}  // namespace homing
