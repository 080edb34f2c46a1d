#include "net/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

namespace homing {
namespace {

Fault cannot_read(const std::string& path, const std::string& why) { return {"Cannot read " + path + ": " + why + ".", 0}; }

}  // namespace

Expected<std::string> read_file(const std::string& path, std::size_t largest) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return cannot_read(path, "it is a folder");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) return cannot_read(path, std::strerror(errno));
  std::string content;
  char buffer[16384];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, file.get())) {
    content.append(buffer, size);
    if (content.size() > largest) return cannot_read(path, "it has more than " + std::to_string(largest) + " bytes");
  }
  if (std::ferror(file.get()) != 0) return cannot_read(path, std::strerror(errno));
  return content;
}

Expected<std::vector<std::string>> list_files(const std::string& folder, const std::string& ending) {
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.ends_with(ending) && !name.starts_with('.')) paths.push_back(entry->path().string());
  }
  if (error) return cannot_read(folder, error.message());
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace homing
