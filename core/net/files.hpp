#pragma once
// Small local files.
#include <cstddef>
#include <string>
#include <vector>

#include "model/fault.hpp"

namespace homing {

/// The whole file; the fault names it and says why it cannot be read, or that it has more than `largest` bytes.
Expected<std::string> read_file(const std::string& path, std::size_t largest);

bool file_exists(const std::string& path);
/// Nobody but its owner may read or write it.
bool is_private_file(const std::string& path);
/// The command that leaves a file, or a folder, to its owner alone.
std::string closing_command(const std::string& path, bool is_folder);

/// The paths of the files in a folder whose names end with `ending`, sorted.
Expected<std::vector<std::string>> list_files(const std::string& folder, const std::string& ending);

}  // namespace homing
