#include "net/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>

#include "net/file_system.hpp"

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
  if (std::filesystem::is_directory(native_path(path), error)) return cannot_read(path, "it is a folder");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(open_for_reading(path), std::fclose);
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
  const Expected<std::vector<std::string>> names = names_in(folder);
  if (!names) return cannot_read(folder, names.error().sentence);
  std::vector<std::string> paths;
  for (const std::string& name : *names) {
    if (name.ends_with(ending) && !name.starts_with('.')) paths.push_back(folder + '/' + name);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

bool file_exists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(native_path(path), error);
}

}  // namespace homing
