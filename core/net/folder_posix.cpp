#include "net/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <system_error>

#include "net/files.hpp"

namespace homing {
namespace {

constexpr mode_t owner_alone = S_IRUSR | S_IWUSR;
constexpr mode_t rights_of_others = S_IRWXG | S_IRWXO;
constexpr std::size_t most_steps = 64;

int descriptor(const OpenFile& file) { return static_cast<int>(file.number()); }

OpenFile open_folder(const std::string& path) { return OpenFile(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)); }

OpenFile open_in(const OpenFile& folder, const std::string& name, int flags) {
  return OpenFile(::openat(descriptor(folder), name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC, owner_alone));
}

// What the system said just now.
Fault fault(const char* doing, const std::string& path) {
  const int error = errno;
  return {path + " could not be " + doing + ": " + std::generic_category().message(error) + '.', 0};
}

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

bool is_private(const struct stat& facts) { return facts.st_uid == ::geteuid() && (facts.st_mode & rights_of_others) == 0; }

Fault distrust(const std::string& path, const struct stat& facts) {
  if (facts.st_uid != ::geteuid()) return {path + " belongs to another user, who could read and change what is kept there. Use another place.", 0};
  return {path + " can be read or changed by other users. Run: " + closing_command(path, S_ISDIR(facts.st_mode)), 0};
}

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(file, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// As much as fits; false: the system says why.
bool read_all(int file, std::string& content) {
  std::size_t size = 0;
  while (size < content.size()) {
    const ssize_t count = ::read(file, content.data() + size, content.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  content.resize(size);
  return true;
}

}  // namespace

OpenFile::~OpenFile() {
  if (number_ != none) ::close(static_cast<int>(number_));
}

Expected<std::optional<Folder>> Folder::open(const std::string& path) {
  OpenFile folder = open_folder(path);
  if (!folder && errno == ENOENT) return std::optional<Folder>();
  if (!folder) return fault("opened", path);
  return std::optional<Folder>(Folder(path, std::move(folder)));
}

Expected<std::optional<Folder>> Folder::open_private(const std::string& path, bool make) {
  if (path.empty()) return Fault{"There is no folder for tokens: neither XDG_STATE_HOME nor HOME is set. Name one.", 0};
  if (make && !make_folders(path)) return fault("made", path);
  OpenFile folder = open_folder(path);
  if (!folder && errno == ENOENT && !make) return std::optional<Folder>();
  struct stat facts {};
  if (!folder || ::fstat(descriptor(folder), &facts) != 0) return fault("opened", path);
  if (!is_private(facts)) return distrust(path, facts);
  return std::optional<Folder>(Folder(path, std::move(folder)));
}

Expected<std::optional<Secret>> Folder::read(const std::string& name, std::size_t most) const {
  const std::string path = path_of(name);
  // Not blocking: a pipe of this name must not keep us waiting.
  const OpenFile file = open_in(folder_, name, O_RDONLY | O_NONBLOCK);
  if (!file && errno == ENOENT) return std::optional<Secret>();
  struct stat facts {};
  if (!file || ::fstat(descriptor(file), &facts) != 0) return fault("opened", path);
  if (!S_ISREG(facts.st_mode)) return Fault{path + " is no file. Move it away.", 0};
  if (!is_private(facts)) return distrust(path, facts);
  if (facts.st_size < 0 || static_cast<std::size_t>(facts.st_size) > most) return Fault{path + " is larger than it can be. Move it away.", 0};
  std::string content(static_cast<std::size_t>(facts.st_size) + 1, '\0');  // one more, to see its end
  Expected<std::optional<Secret>> secret = std::optional<Secret>();
  if (read_all(descriptor(file), content)) secret->emplace(content);
  else secret = fault("read", path);
  wipe(content);
  return secret;
}

Expected<void> Folder::write_new(const std::string& name, std::string_view content) const {
  const OpenFile file = open_in(folder_, name, O_WRONLY | O_CREAT | O_EXCL);
  if (!file) return fault("made", path_of(name));
  if (write_all(descriptor(file), content) && ::fsync(descriptor(file)) == 0) return {};
  Fault why = fault("written", path_of(name));
  ::unlinkat(descriptor(folder_), name.c_str(), 0);
  return why;
}

Expected<void> Folder::replace(const std::string& unfinished, const std::string& name) const {
  const int folder = descriptor(folder_);
  if (::renameat(folder, unfinished.c_str(), folder, name.c_str()) != 0) {
    Fault why = fault("replaced", path_of(name));
    ::unlinkat(folder, unfinished.c_str(), 0);
    return why;
  }
  if (::fsync(folder) != 0) return fault("written", path_);
  return {};
}

Expected<void> Folder::name_unless_taken(const std::string& unfinished, const std::string& name) const {
  const int folder = descriptor(folder_);
  const bool named = ::linkat(folder, unfinished.c_str(), folder, name.c_str(), 0) == 0 || errno == EEXIST;
  Expected<void> result;
  if (!named || ::fsync(folder) != 0) result = fault("made", path_of(name));
  ::unlinkat(folder, unfinished.c_str(), 0);
  return result;
}

Expected<void> Folder::erase(const std::string& name) const {
  if (::unlinkat(descriptor(folder_), name.c_str(), 0) != 0) return fault("deleted", path_of(name));
  if (::fsync(descriptor(folder_)) != 0) return fault("written", path_);
  return {};
}

void Folder::sweep(std::string_view start, std::string_view end, std::chrono::seconds older, const std::string& newest) const {
  const int folder = descriptor(folder_);
  struct stat latest {};
  const int again = ::fstatat(folder, newest.c_str(), &latest, AT_SYMLINK_NOFOLLOW) == 0 ? ::dup(folder) : -1;
  const std::unique_ptr<DIR, int (*)(DIR*)> all(again >= 0 ? ::fdopendir(again) : nullptr, ::closedir);
  if (!all) {
    if (again >= 0) ::close(again);
    return;
  }
  ::rewinddir(all.get());
  while (const dirent* const entry = ::readdir(all.get())) {
    const std::string_view name = entry->d_name;
    struct stat facts {};
    if (!name.starts_with(start) || !name.ends_with(end) || ::fstatat(folder, entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (latest.st_mtim.tv_sec - facts.st_mtim.tv_sec > older.count()) ::unlinkat(folder, entry->d_name, 0);
  }
}

Expected<OpenFile> Folder::try_lock(const std::string& name) const {
  const std::string path = path_of(name);
  OpenFile file = open_in(folder_, name, O_RDWR | O_CREAT | O_NONBLOCK);
  struct stat facts {};
  if (!file || ::fstat(descriptor(file), &facts) != 0) return fault("opened", path);
  if (!S_ISREG(facts.st_mode) || facts.st_uid != ::geteuid()) return Fault{path + " is not a file of this user. Move it away.", 0};
  int taken = 0;
  do taken = ::flock(descriptor(file), LOCK_EX | LOCK_NB);
  while (taken != 0 && errno == EINTR);
  if (taken != 0 && errno == EWOULDBLOCK) return OpenFile();
  if (taken != 0) return fault("locked", path);
  return file;
}

}  // namespace homing
