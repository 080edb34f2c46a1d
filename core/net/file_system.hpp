#pragma once
// What files.hpp needs of the system. Paths are UTF-8.
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "model/fault.hpp"

namespace homing {

inline std::filesystem::path native_path(const std::string& path) { return std::u8string(path.begin(), path.end()); }

/// Null: errno says why.
std::FILE* open_for_reading(const std::string& path);
/// The names in a folder. The fault says what the system says.
Expected<std::vector<std::string>> names_in(const std::string& folder);

}  // namespace homing
