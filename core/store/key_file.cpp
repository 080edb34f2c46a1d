// The key that files of tokens are sealed with.
#include "crypto/base64.hpp"
#include "crypto/random.hpp"
#include "net/folder.hpp"
#include "store/stores.hpp"

namespace homing {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t most_bytes = 4096;

// The file gets its name once it is whole: of several processes that make one, one wins and all read the same.
Expected<void> make_key(const Folder& folder, const std::string& name) {
  std::string bytes = random_bytes(key_bytes);
  std::string text = to_base64(bytes);
  wipe(bytes);
  const std::string unfinished = name + '.' + random_hex(8);
  const Expected<void> written = folder.write_new(unfinished, text);
  wipe(text);
  return written ? folder.name_unless_taken(unfinished, name) : written;
}

}  // namespace

Expected<Secret> read_key_file(const std::string& path, bool make) {
  const Place place = place_of(path);
  Expected<std::optional<Folder>> folder = Folder::open(place.folder);
  // Only a folder that we make has to be private: a key may lie in any, its own mode is what counts.
  if (folder && !*folder && make) folder = Folder::open_private(place.folder, true);
  if (!folder) return folder.error();
  if (!*folder) return Fault{"There is no folder " + place.folder + '.', 0};
  Expected<std::optional<Secret>> content = (*folder)->read(place.name, most_bytes);
  if (content && !content->has_value() && make) {
    const Expected<void> made = make_key(**folder, place.name);
    if (!made) return made.error();
    content = (*folder)->read(place.name, most_bytes);
  }
  if (!content) return content.error();
  if (!content->has_value()) return Fault{"There is no key file " + path + '.', 0};
  std::string_view key = (*content)->reveal();
  while (!key.empty() && (key.back() == '\n' || key.back() == '\r')) key.remove_suffix(1);
  if (key.size() < key_bytes)
    return Fault{"The key in " + path + " is too short: expected 32 bytes at least, such as `openssl rand -base64 32` makes.", 0};
  return Secret(key);
}

}  // namespace homing
