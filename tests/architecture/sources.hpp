#pragma once
// The files of the house, as text.
#include <string>
#include <vector>

struct Source {
  std::string path;  ///< from the root of the repository, such as core/read/mx.cpp
  std::vector<std::string> lines;
};

/// One `#include` of a file.
struct Include {
  std::string name;
  bool ours = false;  ///< in quotation marks
  std::size_t line = 0;
};

using Complaints = std::vector<std::string>;

/// Every C and C++ file under these folders, sorted by path.
std::vector<Source> read_sources(const std::string& root, const std::vector<std::string>& folders);

std::vector<Include> includes_of(const Source& source);

std::string complaint(const Source& source, std::size_t line, const std::string& sentence);
