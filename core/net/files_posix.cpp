#include <dirent.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <new>

#include "net/file_system.hpp"
#include "net/files.hpp"

namespace homing {

std::FILE* open_for_reading(const std::string& path) { return std::fopen(path.c_str(), "rb"); }

// std::filesystem's iterator ends the process when memory runs out: its noexcept constructor allocates.
Expected<std::vector<std::string>> names_in(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(folder.c_str()), ::closedir);
  if (!directory && errno == ENOMEM) throw std::bad_alloc();
  if (!directory) return Fault{std::strerror(errno), 0};
  std::vector<std::string> names;
  while (const dirent* const entry = ::readdir(directory.get())) names.emplace_back(entry->d_name);
  return names;
}

bool is_private_file(const std::string& path) {
  using std::filesystem::perms;
  std::error_code error;
  const perms mode = std::filesystem::status(path, error).permissions();
  return !error && (mode & (perms::group_all | perms::others_all)) == perms::none;
}

std::string closing_command(const std::string& path, bool is_folder) { return (is_folder ? "chmod 700 '" : "chmod 600 '") + path + "'"; }

}  // namespace homing
