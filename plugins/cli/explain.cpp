// homing explain [TEXT...|-]
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "commands.hpp"
#include "explanation_table.hpp"
#include "terminal.hpp"

namespace {

// The library reads the beginning and the end of what is longer; this only bounds the memory.
constexpr std::size_t longest_input = std::size_t{16} * 1024 * 1024;

bool read_input(std::string& text) {
  char buffer[16384];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, stdin)) {
    text.append(buffer, size);
    if (text.size() > longest_input) text.erase(longest_input / 4, text.size() - longest_input / 2);
  }
  if (std::ferror(stdin) == 0) return true;
  print_error(std::string("Cannot read the standard input: ") + std::strerror(errno) + ".");
  return false;
}

bool collect(const Arguments& arguments, std::string& text) {
  const bool from_input = arguments.words.empty() ? !is_terminal(stdin) : arguments.words.size() == 1 && arguments.words.front() == "-";
  if (from_input) return read_input(text);
  for (const std::string& word : arguments.words) text.append(text.empty() ? "" : " ").append(word);
  if (!text.empty()) return true;
  print_error("`homing explain` wants an error text, or - for standard input: homing explain \"535 5.7.139 Authentication unsuccessful ...\"");
  return false;
}

}  // namespace

ExitCode run_explain(const Arguments& arguments) {
  std::string text;
  if (!collect(arguments, text)) return exit_usage;
  const OwnedSession session = open_session(arguments);
  if (!session) return exit_usage;
  homing_job* made = nullptr;
  const homing_status status = homing_explain(session.get(), text.data(), text.size(), &made);
  const OwnedJob job(made);
  const OwnedResult result = status == HOMING_OK ? result_of(made) : OwnedResult();
  if (!result) {
    if (status != HOMING_OK) print_error(homing_status_text(status));
    return exit_internal;
  }
  if (arguments.json) std::puts(homing_result_json(result.get()));
  else print_explanation(result.get(), stdout);
  return homing_result_count(result.get(), "/matches") == 0 ? exit_not_found : exit_found;
}
