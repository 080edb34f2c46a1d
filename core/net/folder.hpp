#pragma once
// A folder and its files, for what must be its owner's alone. Files are named within it: whatever lies above may be moved meanwhile.
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "model/fault.hpp"
#include "model/secret.hpp"
#include "net/open_file.hpp"

namespace homing {

/// Where a file lies, and its name there.
struct Place {
  std::string folder, name;
};
Place place_of(const std::string& path);

/// Each fault is a sentence that names the path, and says what to do where that is known.
class Folder {
 public:
  /// Any that this user can read. Nothing: there is none.
  static Expected<std::optional<Folder>> open(const std::string& path);
  /// One that belongs to this user and that nobody else may enter (mode 0700; an access list that names nobody else); with `make` it
  /// is made, and so are those above it.
  static Expected<std::optional<Folder>> open_private(const std::string& path, bool make);

  std::string path_of(std::string_view name) const { return (path_ + '/').append(name); }

  /// The content of a file that belongs to this user and is nobody else's to read or write. Nothing: there is none.
  Expected<std::optional<Secret>> read(const std::string& name, std::size_t most) const;
  /// Writes a new file that is its owner's alone, to the disk. The fault: the name is taken, or it could not be written; then there is
  /// no such file.
  Expected<void> write_new(const std::string& name, std::string_view content) const;
  /// Gives a file another name, on the disk as well: in the place of whatever has it, or only where nothing has it; then the file goes.
  Expected<void> replace(const std::string& unfinished, const std::string& name) const;
  Expected<void> name_unless_taken(const std::string& unfinished, const std::string& name) const;
  Expected<void> erase(const std::string& name) const;
  /// Deletes files of such names that are so much older than the newest.
  void sweep(std::string_view start, std::string_view end, std::chrono::seconds older, const std::string& newest) const;
  /// A file that one process at a time can hold, until it lets go or dies. Not open: somebody else has it. The file stays: were it
  /// deleted, two could hold locks on two files of one name.
  Expected<OpenFile> try_lock(const std::string& name) const;

 private:
  Folder(std::string path, OpenFile folder) : path_(std::move(path)), folder_(std::move(folder)) {}

  std::string path_;
  OpenFile folder_;
};

}  // namespace homing
