#include "net/folder.hpp"

#include "net/file_system.hpp"

namespace homing {
namespace {

std::string utf8_of(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

}  // namespace

Place place_of(const std::string& path) {
  const std::filesystem::path whole = native_path(path);
  return {whole.has_parent_path() ? utf8_of(whole.parent_path()) : ".", utf8_of(whole.filename())};
}

}  // namespace homing
