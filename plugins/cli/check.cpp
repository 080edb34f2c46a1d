// homing check FILE --address ADDRESS
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "commands.hpp"
#include "system.hpp"
#include "terminal.hpp"

namespace {

constexpr std::size_t largest_file = std::size_t{1024} * 1024;

bool read_file(const std::string& path, std::string& content) {
  const bool is_input = path == "-";
  std::FILE* const file = is_input ? stdin : open_file(path, "rb");
  if (file == nullptr) {
    print_error("Cannot read " + path + ": " + std::strerror(errno) + ".");
    return false;
  }
  char buffer[16384];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, file)) {
    content.append(buffer, size);
    if (content.size() > largest_file) break;
  }
  const bool failed = std::ferror(file) != 0;
  const bool too_large = content.size() > largest_file;
  if (failed) print_error("Cannot read " + path + ": " + std::strerror(errno) + ".");
  if (too_large) print_error(path + " has more than 1 MB; no configuration is that large.");
  if (!is_input) std::fclose(file);
  return !failed && !too_large;
}

}  // namespace

ExitCode run_check(const Arguments& arguments) {
  if (arguments.words.size() != 1 || arguments.address.empty()) {
    print_error("`homing check` wants a file (or - for standard input) and an address: homing check config-v1.1.xml --address ada@contoso.example");
    return exit_usage;
  }
  std::string content;
  if (!read_file(arguments.words.front(), content)) return exit_usage;
  const OwnedSession session = open_session(arguments);
  if (!session) return exit_usage;
  homing_job* made = nullptr;
  const homing_status status = homing_check(session.get(), content.data(), content.size(), arguments.address.c_str(), &made);
  const OwnedJob job(made);
  if (status == HOMING_INVALID_ADDRESS) return print_refusal(made, arguments.address);
  if (status == HOMING_OK) return print_result(made, arguments);
  print_error(homing_status_text(status));
  return exit_internal;
}
