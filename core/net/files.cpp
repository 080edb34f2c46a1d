#include "net/files.hpp"

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <new>
#include <string_view>

namespace homing {
namespace {

// What the system said; running out of memory is no property of the file.
std::string reason() {
  if (errno == ENOMEM) throw std::bad_alloc();
  return std::strerror(errno);
}

Fault cannot_read(const std::string& path, const std::string& why) { return {"Cannot read " + path + ": " + why + ".", 0}; }

}  // namespace

Expected<std::string> read_file(const std::string& path, std::size_t largest) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return cannot_read(path, "it is a folder");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) return cannot_read(path, reason());
  std::string content;
  char buffer[16384];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, file.get())) {
    content.append(buffer, size);
    if (content.size() > largest) return cannot_read(path, "it has more than " + std::to_string(largest) + " bytes");
  }
  if (std::ferror(file.get()) != 0) return cannot_read(path, reason());
  return content;
}

Expected<std::vector<std::string>> list_files(const std::string& folder, const std::string& ending) {
  // std::filesystem's iterator ends the process when memory runs out: its noexcept constructor allocates.
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(folder.c_str()), ::closedir);
  if (!directory) return cannot_read(folder, reason());
  std::vector<std::string> paths;
  while (const dirent* const entry = ::readdir(directory.get())) {
    const std::string_view name = entry->d_name;
    if (name.ends_with(ending) && !name.starts_with('.')) paths.push_back(folder + '/' + std::string(name));
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

bool file_exists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

bool is_private_file(const std::string& path) {
  using std::filesystem::perms;
  std::error_code error;
  const perms mode = std::filesystem::status(path, error).permissions();
  return !error && (mode & (perms::group_all | perms::others_all)) == perms::none;
}

}  // namespace homing
