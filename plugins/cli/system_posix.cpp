#include "system.hpp"

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

constexpr mode_t owner_alone = S_IRUSR | S_IWUSR;

}  // namespace

std::vector<std::string> words_of_program(int count, char** values) { return {values + 1, values + count}; }

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

std::string configuration_folder() {
  const std::string named = environment("XDG_CONFIG_HOME"), home = environment("HOME");
  if (named.starts_with('/')) return named + "/homing";  // a relative one is to be passed over (XDG Base Directory)
  return home.empty() ? home : home + "/.config/homing";
}

void keep_memory_small() {
#ifdef __GLIBC__
  constexpr int large = 32 * 1024;
  mallopt(M_MMAP_THRESHOLD, large);
  mallopt(M_TRIM_THRESHOLD, 4 * large);
#endif
}

void wipe(std::string& secret) {
  if (!secret.empty()) ::explicit_bzero(secret.data(), secret.size());
}

std::FILE* open_file(const std::string& path, const char* mode) { return std::fopen(path.c_str(), mode); }

std::FILE* open_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, owner_alone);
  struct stat facts {};
  if (file >= 0 && ::fstat(file, &facts) == 0 && S_ISREG(facts.st_mode)) ::fchmod(file, owner_alone);
  return file < 0 ? nullptr : ::fdopen(file, "wb");
}

int open_to_read(const std::string& path) { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }
void close_file(int file) { ::close(file); }

bool has_input(int file, bool wait) {
  pollfd waiting{file, POLLIN, 0};
  return ::poll(&waiting, 1, wait ? -1 : 0) > 0;
}

std::ptrdiff_t read_some(int file, char* bytes, std::size_t size) {
  std::ptrdiff_t count = 0;
  do count = ::read(file, bytes, size);
  while (count < 0 && errno == EINTR);
  return count;
}

std::int64_t end_of_lines(int file) {
  off_t end = ::lseek(file, 0, SEEK_END);
  char last = '\n';
  while (end > 0 && ::pread(file, &last, 1, end - 1) == 1 && last != '\n') --end;
  ::lseek(file, 0, SEEK_SET);
  return end;
}

bool is_standard_output(int file) {
  struct stat a {
  }, b{};
  return ::fstat(file, &a) == 0 && ::fstat(STDOUT_FILENO, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool cut_standard_output(std::int64_t size) { return ::ftruncate(STDOUT_FILENO, size) == 0; }
