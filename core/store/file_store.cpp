// Tokens in sealed files.
#include <chrono>
#include <utility>

#include "crypto/random.hpp"
#include "crypto/seal.hpp"
#include "net/folder.hpp"
#include "store/file_name.hpp"
#include "store/stores.hpp"

namespace homing {
namespace {

constexpr std::size_t most_bytes = std::size_t{2} * 1024 * 1024;
constexpr std::size_t longest_token = std::size_t{1024} * 1024;
constexpr std::string_view ending = ".homing";
constexpr std::string_view unfinished_ending = ".new";
constexpr std::chrono::hours until_given_up{1};

class FileStore final : public TokenStore {
 public:
  FileStore(std::string folder, Secret key) : folder_(std::move(folder)), key_(std::move(key)) {}

  Expected<Secret> get(const std::string& key) override;
  Expected<void> put(const std::string& key, const Secret& value) override;
  Expected<void> erase(const std::string& key) override;
  std::string place() const override { return "the folder " + folder_; }

 private:
  Expected<std::optional<Secret>> read(const Folder& folder, const std::string& key);

  std::string folder_;
  Secret key_;
};

std::string name_of(const std::string& key) { return file_name_of(key).append(ending); }

Expected<std::optional<Secret>> FileStore::read(const Folder& folder, const std::string& key) {
  const std::string name = name_of(key);
  const Expected<std::optional<Secret>> sealed = folder.read(name, most_bytes);
  if (!sealed) return sealed.error();
  if (!sealed->has_value()) return std::optional<Secret>();
  std::optional<Secret> text = unseal(key_, key, (*sealed)->reveal());
  if (text) return text;
  return Fault{folder.path_of(name) + " cannot be opened: it was sealed with another key, or it was changed. Use the key that it was made with, " +
                   "or move the file away and sign in again.",
               0};
}

Expected<Secret> FileStore::get(const std::string& key) {
  const Expected<std::optional<Folder>> folder = Folder::open_private(folder_, false);
  if (!folder) return folder.error();
  if (!*folder) return Secret();
  Expected<std::optional<Secret>> text = read(**folder, key);
  if (!text) return text.error();
  return text->has_value() ? std::move(**text) : Secret();
}

// The new file is whole on the disk before it takes the place of the old one, and its name is on the disk before this returns.
Expected<void> FileStore::put(const std::string& key, const Secret& value) {
  if (value.reveal().size() > longest_token) return Fault{"A token of more than 1 MiB is not kept.", 0};
  const Expected<std::optional<Folder>> folder = Folder::open_private(folder_, true);
  if (!folder) return folder.error();
  const Expected<std::optional<Secret>> before = read(**folder, key);
  if (!before) return before.error();  // what cannot be opened is not replaced either
  const std::string start = file_name_of(key) + '.';
  const std::string unfinished = (start + random_hex(8)).append(unfinished_ending);
  const Expected<void> written = (*folder)->write_new(unfinished, seal(key_, key, value));
  if (!written) return written.error();
  const Expected<void> replaced = (*folder)->replace(unfinished, name_of(key));
  // What processes left that were killed while they wrote. Those that may still be writing are left alone.
  if (replaced) (*folder)->sweep(start, unfinished_ending, until_given_up, name_of(key));
  return replaced;
}

Expected<void> FileStore::erase(const std::string& key) {
  const Expected<std::optional<Folder>> folder = Folder::open_private(folder_, false);
  if (!folder) return folder.error();
  if (!*folder) return {};
  const Expected<std::optional<Secret>> before = read(**folder, key);
  if (!before) return before.error();
  if (!before->has_value()) return {};
  return (*folder)->erase(name_of(key));
}

}  // namespace

std::unique_ptr<TokenStore> file_store(std::string folder, Secret key) { return std::make_unique<FileStore>(std::move(folder), std::move(key)); }

}  // namespace homing
