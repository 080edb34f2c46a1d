#include "store/private_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "crypto/digest.hpp"

namespace homing {
namespace {

constexpr mode_t rights_of_others = S_IRWXG | S_IRWXO;
constexpr std::size_t most_steps = 64;

// The folders of the path, from the top on; those that are there stay as they are.
bool make_folders(const std::string& path) {
  std::size_t end = 0;
  for (std::size_t steps = 0; steps < most_steps && end != std::string::npos; ++steps) {
    end = path.find('/', end + 1);
    const std::string folder = path.substr(0, end);
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) return false;
  }
  return true;
}

Fault distrust(const std::string& path, const struct stat& facts, const char* right_mode) {
  if (facts.st_uid != ::geteuid()) return {path + " belongs to another user, who could read and change what is kept there. Use another place.", 0};
  return {path + " can be read or changed by other users. Run: chmod " + right_mode + " '" + path + "'", 0};
}

bool is_private(const struct stat& facts) { return facts.st_uid == ::geteuid() && (facts.st_mode & rights_of_others) == 0; }

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(file, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

OpenFile::~OpenFile() {
  if (file_ >= 0) ::close(file_);
}

Fault system_fault(const std::string& doing, const std::string& path) {
  const int error = errno;
  return {path + " could not be " + doing + ": " + std::generic_category().message(error) + '.', 0};
}

std::string file_name_of(std::string_view key) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string name;
  for (const char c : sha256(key)) {
    const auto byte = static_cast<unsigned char>(c);
    name += digits[byte >> 4U];
    name += digits[byte & 15U];
  }
  return name;
}

Expected<OpenFile> open_private_folder(const std::string& path, bool make) {
  if (path.empty()) return Fault{"There is no folder for tokens: neither XDG_STATE_HOME nor HOME is set. Name one.", 0};
  if (make && !make_folders(path)) return system_fault("made", path);
  OpenFile folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder && errno == ENOENT && !make) return folder;
  struct stat facts {};
  if (!folder || ::fstat(folder.get(), &facts) != 0) return system_fault("opened", path);
  if (!is_private(facts)) return distrust(path, facts, "700");
  return folder;
}

Expected<std::optional<Secret>> read_private_file(int folder, const std::string& name, const std::string& path, std::size_t most) {
  // Not blocking: a pipe of this name must not keep us waiting.
  const OpenFile file(::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file && errno == ENOENT) return std::optional<Secret>();
  struct stat facts {};
  if (!file || ::fstat(file.get(), &facts) != 0) return system_fault("opened", path);
  if (!S_ISREG(facts.st_mode)) return Fault{path + " is no file. Move it away.", 0};
  if (!is_private(facts)) return distrust(path, facts, "600");
  if (facts.st_size < 0 || static_cast<std::size_t>(facts.st_size) > most) return Fault{path + " is larger than it can be. Move it away.", 0};
  std::string content(static_cast<std::size_t>(facts.st_size) + 1, '\0');  // one more, to see its end
  std::size_t size = 0;
  while (size < content.size()) {
    const ssize_t count = ::read(file.get(), content.data() + size, content.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      wipe(content);
      return system_fault("read", path);
    }
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  std::optional<Secret> secret(std::in_place, std::string_view(content).substr(0, size));
  wipe(content);
  return secret;
}

Expected<void> write_new_file(int folder, const std::string& name, const std::string& path, std::string_view content) {
  const OpenFile file(::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file) return system_fault("made", path);
  if (write_all(file.get(), content) && ::fsync(file.get()) == 0) return {};
  Fault fault = system_fault("written", path);
  ::unlinkat(folder, name.c_str(), 0);
  return fault;
}

}  // namespace homing
