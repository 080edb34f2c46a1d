#pragma once
// Files that are for their owner alone.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/fault.hpp"
#include "model/secret.hpp"

namespace homing {

class OpenFile {
 public:
  OpenFile() = default;
  explicit OpenFile(int file) : file_(file) {}
  ~OpenFile();
  OpenFile(OpenFile&& other) noexcept : file_(other.release()) {}
  OpenFile& operator=(OpenFile&&) = delete;

  explicit operator bool() const { return file_ >= 0; }
  int get() const { return file_; }
  int release() {
    const int file = file_;
    file_ = -1;
    return file;
  }

 private:
  int file_ = -1;
};

/// A folder of mode 0700 that belongs to this user; with `make` it is made, and so are those above it. Nothing: there is none. The fault
/// says why it is not to be trusted, and what to do.
Expected<OpenFile> open_private_folder(const std::string& path, bool make);

/// The content of a file in a folder that belongs to this user and is nobody else's to read or write. Nothing: there is none.
Expected<std::optional<Secret>> read_private_file(int folder, const std::string& name, const std::string& path, std::size_t most);

/// Writes a new file of mode 0600, to the disk. The fault: the name is taken, or it could not be written; then there is no such file.
Expected<void> write_new_file(int folder, const std::string& name, const std::string& path, std::string_view content);

/// `path`: what the system said of it just now (errno), and what to do.
Fault system_fault(const std::string& doing, const std::string& path);

/// SHA-256 of a key, in hexadecimal digits: the name of its files.
std::string file_name_of(std::string_view key);

}  // namespace homing
