#include "browser.hpp"

#include <fcntl.h>
#include <spawn.h>

#include "system.hpp"

extern char** environ;

namespace {

bool start(std::string program, std::string page) {
  char* words[] = {program.data(), page.data(), nullptr};
  // What it says belongs on no terminal of ours.
  posix_spawn_file_actions_t quiet;
  if (posix_spawn_file_actions_init(&quiet) != 0) return false;
  posix_spawn_file_actions_addopen(&quiet, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
  pid_t started = 0;
  const bool good = posix_spawnp(&started, program.c_str(), &quiet, nullptr, words, environ) == 0;
  posix_spawn_file_actions_destroy(&quiet);
  return good;
}

}  // namespace

bool open_browser(const std::string& url) {
  if (url.compare(0, 8, "https://") != 0) return false;
  std::string programs = environment("BROWSER");
  // A list, the best first, as xdg-open(1) has it.
  while (!programs.empty()) {
    const std::string program = programs.substr(0, programs.find(':'));
    programs.erase(0, program.size() + 1);
    if (!program.empty() && start(program, url)) return true;
  }
  return start("xdg-open", url);
}
