// Tokens in sealed files.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <utility>

#include "crypto/random.hpp"
#include "crypto/seal.hpp"
#include "store/private_files.hpp"
#include "store/stores.hpp"

namespace homing {
namespace {

constexpr std::size_t most_bytes = std::size_t{2} * 1024 * 1024;
constexpr std::size_t longest_token = std::size_t{1024} * 1024;
constexpr std::string_view ending = ".homing";
constexpr std::string_view unfinished_ending = ".new";
constexpr std::time_t seconds_until_given_up = 3600;

class FileStore final : public TokenStore {
 public:
  FileStore(std::string folder, Secret key) : folder_(std::move(folder)), key_(std::move(key)) {}

  Expected<Secret> get(const std::string& key) override;
  Expected<void> put(const std::string& key, const Secret& value) override;
  Expected<void> erase(const std::string& key) override;
  std::string place() const override { return "the folder " + folder_; }

 private:
  std::string path_of(const std::string& name) const { return folder_ + '/' + name; }
  Expected<std::optional<Secret>> read(int folder, const std::string& key);

  std::string folder_;
  Secret key_;
};

std::string name_of(const std::string& key) { return file_name_of(key).append(ending); }

// What processes left that were killed while they wrote. Those that may still be writing are left alone.
void sweep(int folder, std::string_view start, const struct stat& newest) {
  const int again = ::dup(folder);
  DIR* const all = again >= 0 ? ::fdopendir(again) : nullptr;
  if (all == nullptr) {
    if (again >= 0) ::close(again);
    return;
  }
  ::rewinddir(all);
  while (const dirent* const entry = ::readdir(all)) {
    const std::string_view name = entry->d_name;
    struct stat facts {};
    const bool unfinished = name.starts_with(start) && name.ends_with(unfinished_ending);
    if (!unfinished || ::fstatat(folder, entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (newest.st_mtim.tv_sec - facts.st_mtim.tv_sec > seconds_until_given_up) ::unlinkat(folder, entry->d_name, 0);
  }
  ::closedir(all);
}

Expected<std::optional<Secret>> FileStore::read(int folder, const std::string& key) {
  const std::string name = name_of(key);
  const Expected<std::optional<Secret>> sealed = read_private_file(folder, name, path_of(name), most_bytes);
  if (!sealed) return sealed.error();
  if (!sealed->has_value()) return std::optional<Secret>();
  std::optional<Secret> text = unseal(key_, key, (*sealed)->reveal());
  if (text) return text;
  return Fault{path_of(name) + " cannot be opened: it was sealed with another key, or it was changed. Use the key that it was made with, " +
                   "or move the file away and sign in again.",
               0};
}

Expected<Secret> FileStore::get(const std::string& key) {
  const Expected<OpenFile> folder = open_private_folder(folder_, false);
  if (!folder) return folder.error();
  if (!*folder) return Secret();
  Expected<std::optional<Secret>> text = read(folder->get(), key);
  if (!text) return text.error();
  return text->has_value() ? std::move(**text) : Secret();
}

// The new file is whole on the disk before it takes the place of the old one, and its name is on the disk before this returns.
Expected<void> FileStore::put(const std::string& key, const Secret& value) {
  if (value.reveal().size() > longest_token) return Fault{"A token of more than 1 MiB is not kept.", 0};
  const Expected<OpenFile> folder = open_private_folder(folder_, true);
  if (!folder) return folder.error();
  const Expected<std::optional<Secret>> before = read(folder->get(), key);
  if (!before) return before.error();  // what cannot be opened is not replaced either
  const std::string name = name_of(key);
  const std::string start = file_name_of(key) + '.';
  const std::string unfinished = (start + random_hex(8)).append(unfinished_ending);
  const Expected<void> written = write_new_file(folder->get(), unfinished, path_of(unfinished), seal(key_, key, value));
  if (!written) return written.error();
  struct stat facts {};
  const bool known = ::fstatat(folder->get(), unfinished.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0;
  if (::renameat(folder->get(), unfinished.c_str(), folder->get(), name.c_str()) != 0) {
    Fault fault = system_fault("replaced", path_of(name));
    ::unlinkat(folder->get(), unfinished.c_str(), 0);
    return fault;
  }
  if (::fsync(folder->get()) != 0) return system_fault("written", folder_);
  if (known) sweep(folder->get(), start, facts);
  return {};
}

Expected<void> FileStore::erase(const std::string& key) {
  const Expected<OpenFile> folder = open_private_folder(folder_, false);
  if (!folder) return folder.error();
  if (!*folder) return {};
  const Expected<std::optional<Secret>> before = read(folder->get(), key);
  if (!before) return before.error();
  if (!before->has_value()) return {};
  const std::string name = name_of(key);
  if (::unlinkat(folder->get(), name.c_str(), 0) != 0) return system_fault("deleted", path_of(name));
  if (::fsync(folder->get()) != 0) return system_fault("written", folder_);
  return {};
}

}  // namespace

std::unique_ptr<TokenStore> file_store(std::string folder, Secret key) { return std::make_unique<FileStore>(std::move(folder), std::move(key)); }

}  // namespace homing
