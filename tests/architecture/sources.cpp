#include "sources.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace fs = std::filesystem;

namespace {

bool is_source(const fs::path& path) {
  constexpr std::array<const char*, 5> endings{".cpp", ".hpp", ".c", ".h", ".in"};
  const std::string ending = path.extension().string();
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

Source read(const fs::path& path, const std::string& name) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  Source source{name, {}};
  for (std::string line; std::getline(file, line);) source.lines.push_back(line);
  return source;
}

}  // namespace

std::vector<Source> read_sources(const std::string& root, const std::vector<std::string>& folders) {
  std::vector<Source> sources;
  for (const std::string& folder : folders) {
    if (!fs::exists(fs::path(root) / folder)) continue;
    for (fs::recursive_directory_iterator entry(fs::path(root) / folder), end; entry != end; ++entry) {
      if (entry->path().filename() == "node_modules") entry.disable_recursion_pending();  // what npm installed is not ours
      else if (entry->is_regular_file() && is_source(entry->path()))
        sources.push_back(read(entry->path(), fs::relative(entry->path(), root).generic_string()));
    }
  }
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
  return sources;
}

std::vector<Include> includes_of(const Source& source) {
  std::vector<Include> list;
  for (std::size_t i = 0; i < source.lines.size(); ++i) {
    const std::string& line = source.lines[i];
    const std::size_t word = line.find_first_not_of(" \t");
    if (word == std::string::npos || line[word] != '#') continue;
    const std::size_t name = line.find_first_not_of(" \t", word + 1);
    if (name == std::string::npos || line.compare(name, 7, "include") != 0) continue;
    const std::size_t open = line.find_first_of("\"<", name);
    const std::size_t close = open == std::string::npos ? open : line.find_first_of("\">", open + 1);
    if (close == std::string::npos) continue;
    list.push_back({line.substr(open + 1, close - open - 1), line[open] == '"', i + 1});
  }
  return list;
}

std::string complaint(const Source& source, std::size_t line, const std::string& sentence) {
  return source.path + ":" + std::to_string(line) + ": " + sentence;
}
