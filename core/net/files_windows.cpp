#include <memory>

#include "net/file_system.hpp"
#include "net/files.hpp"
#include "net/open_file.hpp"
#include "net/private_windows.hpp"
#include "net/text_windows.hpp"

namespace homing {

std::FILE* open_for_reading(const std::string& path) { return ::_wfopen(to_wide(path).c_str(), L"rb"); }

Expected<std::vector<std::string>> names_in(const std::string& folder) {
  WIN32_FIND_DATAW found;
  const HANDLE search = ::FindFirstFileW(to_wide(folder + "\\*").c_str(), &found);
  if (search == INVALID_HANDLE_VALUE) return Fault{sentence_of(::GetLastError()), 0};
  const std::unique_ptr<void, BOOL (*)(HANDLE)> owner(search, ::FindClose);
  std::vector<std::string> names;
  do names.push_back(to_narrow(found.cFileName));
  while (::FindNextFileW(search, &found) != 0);
  return names;
}

bool is_private_file(const std::string& path) {
  constexpr DWORD sharing = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  const HANDLE file = ::CreateFileW(to_wide(path).c_str(), READ_CONTROL, sharing, nullptr, OPEN_EXISTING, 0, nullptr);
  const OpenFile owner(reinterpret_cast<OpenFile::Number>(file));
  return owner && !is_open_to_others(file);
}

std::string closing_command(const std::string& path, bool) { return "icacls \"" + path + "\" /inheritance:r /grant:r \"%USERNAME%:F\""; }

}  // namespace homing
