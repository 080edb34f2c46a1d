// The key that files of tokens are sealed with, and where they lie.
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>

#include "crypto/base64.hpp"
#include "crypto/random.hpp"
#include "store/private_files.hpp"
#include "store/stores.hpp"

namespace homing {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t most_bytes = 4096;

struct Place {
  std::string folder, name;
};

Place place_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {".", path};
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

// The file gets its name once it is whole: of several processes that make one, one wins and all read the same.
Expected<void> make_key(int folder, const Place& place, const std::string& path) {
  std::string bytes = random_bytes(key_bytes);
  std::string text = to_base64(bytes);
  wipe(bytes);
  const std::string unfinished = place.name + '.' + random_hex(8);
  const Expected<void> written = write_new_file(folder, unfinished, place.folder + '/' + unfinished, text);
  wipe(text);
  if (!written) return written.error();
  const bool named = ::linkat(folder, unfinished.c_str(), folder, place.name.c_str(), 0) == 0 || errno == EEXIST;
  Expected<void> result;
  if (!named || ::fsync(folder) != 0) result = system_fault("made", path);
  ::unlinkat(folder, unfinished.c_str(), 0);
  return result;
}

}  // namespace

Expected<Secret> read_key_file(const std::string& path, bool make) {
  const Place place = place_of(path);
  if (make) {
    // Only a folder that we make has to be private: a key may lie in any, its own mode is what counts.
    const OpenFile there(::open(place.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const Expected<OpenFile> made = there ? Expected<OpenFile>(OpenFile()) : open_private_folder(place.folder, true);
    if (!made) return made.error();
  }
  const OpenFile folder(::open(place.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return system_fault("opened", place.folder);
  Expected<std::optional<Secret>> content = read_private_file(folder.get(), place.name, path, most_bytes);
  if (content && !content->has_value() && make) {
    const Expected<void> made = make_key(folder.get(), place, path);
    if (!made) return made.error();
    content = read_private_file(folder.get(), place.name, path, most_bytes);
  }
  if (!content) return content.error();
  if (!content->has_value()) return Fault{"There is no key file " + path + '.', 0};
  std::string_view key = (*content)->reveal();
  while (!key.empty() && (key.back() == '\n' || key.back() == '\r')) key.remove_suffix(1);
  if (key.size() < key_bytes)
    return Fault{"The key in " + path + " is too short: expected 32 bytes at least, such as `openssl rand -base64 32` makes.", 0};
  return Secret(key);
}

std::string default_store_folder() {
  const char* const state = ::secure_getenv("XDG_STATE_HOME");
  if (state != nullptr && *state == '/') return std::string(state) + "/homing";  // a relative one is to be passed over (XDG Base Directory)
  const char* const home = ::secure_getenv("HOME");
  if (home != nullptr && *home == '/') return std::string(home) + "/.local/state/homing";
  return {};
}

}  // namespace homing
