#pragma once
// What was typed behind `homing`.
#include <string>
#include <vector>

#include "handles.hpp"

struct Arguments {
  std::string command;
  std::vector<std::string> words;  ///< addresses, files
  std::string address;             ///< --address
  std::string trace_file;
  bool json = false;
  bool help = false;
  OwnedOptions options;
  std::string fault;  ///< a sentence where something cannot be understood
};

Arguments read_arguments(int count, char** values);
