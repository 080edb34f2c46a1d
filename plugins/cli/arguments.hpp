#pragma once
// What was typed behind `homing`.
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "handles.hpp"

struct Arguments {
  std::string command;
  std::vector<std::string> words;  ///< addresses, files
  std::string format;              ///< of an export: the word before the address
  std::string output;              ///< --output: the folder for the files of an export
  bool force = false;              ///< --force: also over files that exist
  bool list = false;               ///< --list: of an export, the formats
  std::string address;             ///< --address
  std::string trace_file;
  bool records = false;             ///< --records: of an audit, the zone lines alone
  std::string files;                ///< --files: the folder for the files of an audit
  std::string skip_done;            ///< --skip-done: what an earlier batch wrote
  std::size_t jobs = 0;             ///< --jobs: at most so many under way; 0: as many as do well
  bool unordered = false;           ///< --unordered
  std::set<std::string> set_names;  ///< options that were given
  bool was_set(const std::string& name) const { return set_names.contains(name); }
  std::vector<std::pair<std::string, std::string>> account;  ///< --protocol, --method, ...: names and values of homing_account_set
  std::string to;                                            ///< --to: of a test message
  bool password_stdin = false, token_stdin = false, client_secret_stdin = false, no_login = false;
  bool no_browser = false;
  std::string access;  ///< --for: of a sign-in or a token
  std::string sasl;    ///< --sasl: of a token
  bool json = false;
  bool help = false;
  OwnedOptions options;
  std::string fault;  ///< a sentence where something cannot be understood
};

Arguments read_arguments(std::vector<std::string> words);
