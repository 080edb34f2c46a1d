#pragma once
// Which lines an earlier run of `homing batch` has answered already.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

class DoneBefore {
 public:
  /// Reads what an earlier run wrote; false and a sentence where it cannot be read. A last line that was cut off does not count, and
  /// is taken away if the file is the one that standard output appends to.
  bool read(const std::string& path, std::string& fault);
  bool holds(std::string_view input) const;

 private:
  std::vector<std::uint64_t> lines_;  // hashes, sorted: 8 bytes a line whatever it holds
};
