#include "net/folder.hpp"

#include "net/files.hpp"
#include "net/private_windows.hpp"
#include "net/text_windows.hpp"

namespace homing {
namespace {

constexpr std::size_t most_steps = 64;

HANDLE handle(const OpenFile& file) { return reinterpret_cast<HANDLE>(file.number()); }

// What the system said just now.
Fault fault(const char* doing, const std::string& path) {
  const DWORD error = ::GetLastError();
  return {path + " could not be " + doing + ": " + sentence_of(error) + '.', 0};
}

bool there_is_none() { return ::GetLastError() == ERROR_FILE_NOT_FOUND || ::GetLastError() == ERROR_PATH_NOT_FOUND; }

// As it is open, it is not deleted, renamed or replaced by another.
OpenFile open_folder(const std::string& path) {
  constexpr DWORD access = FILE_LIST_DIRECTORY | READ_CONTROL;
  const HANDLE folder =
      ::CreateFileW(to_wide(path).c_str(), access, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
  return OpenFile(reinterpret_cast<OpenFile::Number>(folder));
}

OpenFile open_file(const std::string& path, DWORD access, DWORD how) {
  constexpr DWORD sharing = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  const HANDLE file = ::CreateFileW(to_wide(path).c_str(), access | READ_CONTROL, sharing, owner_alone(), how, FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
  return OpenFile(reinterpret_cast<OpenFile::Number>(file));
}

// The folders of the path, from the top on; those that are there stay as they are.
bool make_folders(const std::string& path) {
  std::size_t end = 0;
  for (std::size_t steps = 0; steps < most_steps && end != std::string::npos; ++steps) {
    end = path.find_first_of("/\\", end + 1);
    const std::string folder = path.substr(0, end);
    const bool is_drive = folder.size() <= 2 && folder.ends_with(':');
    const bool made = is_drive || ::CreateDirectoryW(to_wide(folder).c_str(), owner_alone()) != 0;
    // A folder above it that is there may be one that nothing can be made in.
    const bool is_there = made || ::GetLastError() == ERROR_ALREADY_EXISTS || ::GetLastError() == ERROR_ACCESS_DENIED;
    if (!is_there) return false;
  }
  return true;
}

Fault distrust(const std::string& path, bool is_folder) {
  return {path + " can be read or changed by other users. Run: " + closing_command(path, is_folder), 0};
}

bool write_all(HANDLE file, std::string_view content) {
  while (!content.empty()) {
    DWORD count = 0;
    if (::WriteFile(file, content.data(), static_cast<DWORD>(content.size()), &count, nullptr) == 0) return false;
    content.remove_prefix(count);
  }
  return ::FlushFileBuffers(file) != 0;
}

// As much as fits; false: the system says why.
bool read_all(HANDLE file, std::string& content) {
  std::size_t size = 0;
  DWORD count = 1;
  while (size < content.size() && count > 0) {
    if (::ReadFile(file, content.data() + size, static_cast<DWORD>(content.size() - size), &count, nullptr) == 0) return false;
    size += count;
  }
  content.resize(size);
  return true;
}

bool is_file(const OpenFile& file) {
  BY_HANDLE_FILE_INFORMATION facts;
  constexpr DWORD others = FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_DEVICE | FILE_ATTRIBUTE_REPARSE_POINT;
  return ::GetFileInformationByHandle(handle(file), &facts) != 0 && (facts.dwFileAttributes & others) == 0;
}

std::int64_t ticks_of(const FILETIME& time) {  // of 100 ns
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(time.dwHighDateTime) << 32U | time.dwLowDateTime);
}

}  // namespace

OpenFile::~OpenFile() {
  if (number_ != none) ::CloseHandle(reinterpret_cast<HANDLE>(number_));
}

Expected<std::optional<Folder>> Folder::open(const std::string& path) {
  OpenFile folder = open_folder(path);
  if (!folder && there_is_none()) return std::optional<Folder>();
  if (!folder) return fault("opened", path);
  return std::optional<Folder>(Folder(path, std::move(folder)));
}

Expected<std::optional<Folder>> Folder::open_private(const std::string& path, bool make) {
  if (path.empty()) return Fault{"There is no folder for tokens: LOCALAPPDATA is not set. Name one.", 0};
  if (make && !make_folders(path)) return fault("made", path);
  OpenFile folder = open_folder(path);
  if (!folder && there_is_none() && !make) return std::optional<Folder>();
  if (!folder) return fault("opened", path);
  if (is_open_to_others(handle(folder))) return distrust(path, true);
  return std::optional<Folder>(Folder(path, std::move(folder)));
}

Expected<std::optional<Secret>> Folder::read(const std::string& name, std::size_t most) const {
  const std::string path = path_of(name);
  const OpenFile file = open_file(path, FILE_READ_DATA | FILE_READ_ATTRIBUTES, OPEN_EXISTING);
  if (!file && there_is_none()) return std::optional<Secret>();
  LARGE_INTEGER size{};
  if (!file || ::GetFileSizeEx(handle(file), &size) == 0) return fault("opened", path);
  if (!is_file(file)) return Fault{path + " is no file. Move it away.", 0};
  if (is_open_to_others(handle(file))) return distrust(path, false);
  if (static_cast<std::uint64_t>(size.QuadPart) > most) return Fault{path + " is larger than it can be. Move it away.", 0};
  std::string content(static_cast<std::size_t>(size.QuadPart) + 1, '\0');  // one more, to see its end
  Expected<std::optional<Secret>> secret = std::optional<Secret>();
  if (read_all(handle(file), content)) secret->emplace(content);
  else secret = fault("read", path);
  wipe(content);
  return secret;
}

Expected<void> Folder::write_new(const std::string& name, std::string_view content) const {
  const std::string path = path_of(name);
  Expected<void> result;
  {
    const OpenFile file = open_file(path, GENERIC_WRITE, CREATE_NEW);
    if (!file) return fault("made", path);
    if (!write_all(handle(file), content)) result = fault("written", path);
  }
  if (!result) ::DeleteFileW(to_wide(path).c_str());
  return result;
}

// Another that reads the old file at this moment keeps it; Windows then refuses to put anything in its place, for that moment.
Expected<void> Folder::replace(const std::string& unfinished, const std::string& name) const {
  constexpr int most_trials = 50;
  const std::wstring from = to_wide(path_of(unfinished)), to = to_wide(path_of(name));
  for (int trial = 1; ::MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) == 0; ++trial) {
    const DWORD error = ::GetLastError();
    if (trial < most_trials && (error == ERROR_ACCESS_DENIED || error == ERROR_SHARING_VIOLATION)) {
      ::Sleep(10);
      continue;
    }
    Fault why = fault("replaced", path_of(name));
    ::DeleteFileW(from.c_str());
    return why;
  }
  return {};
}

Expected<void> Folder::name_unless_taken(const std::string& unfinished, const std::string& name) const {
  const std::wstring from = to_wide(path_of(unfinished));
  if (::MoveFileExW(from.c_str(), to_wide(path_of(name)).c_str(), MOVEFILE_WRITE_THROUGH) != 0) return {};
  Expected<void> result;
  if (::GetLastError() != ERROR_ALREADY_EXISTS && ::GetLastError() != ERROR_FILE_EXISTS) result = fault("made", path_of(name));
  ::DeleteFileW(from.c_str());
  return result;
}

Expected<void> Folder::erase(const std::string& name) const {
  if (::DeleteFileW(to_wide(path_of(name)).c_str()) == 0) return fault("deleted", path_of(name));
  return {};
}

void Folder::sweep(std::string_view start, std::string_view end, std::chrono::seconds older, const std::string& newest) const {
  WIN32_FILE_ATTRIBUTE_DATA latest;
  if (::GetFileAttributesExW(to_wide(path_of(newest)).c_str(), GetFileExInfoStandard, &latest) == 0) return;
  constexpr std::int64_t ticks_a_second = 10'000'000;
  const std::int64_t last = ticks_of(latest.ftLastWriteTime) - older.count() * ticks_a_second;
  WIN32_FIND_DATAW found;
  const HANDLE search = ::FindFirstFileW(to_wide(path_of(std::string(start) + '*')).c_str(), &found);
  if (search == INVALID_HANDLE_VALUE) return;
  do {
    const std::string name = to_narrow(found.cFileName);
    if (name.starts_with(start) && name.ends_with(end) && ticks_of(found.ftLastWriteTime) < last) ::DeleteFileW(to_wide(path_of(name)).c_str());
  } while (::FindNextFileW(search, &found) != 0);
  ::FindClose(search);
}

Expected<OpenFile> Folder::try_lock(const std::string& name) const {
  const std::string path = path_of(name);
  OpenFile file = open_file(path, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS);
  if (!file) return fault("opened", path);
  if (!is_file(file)) return Fault{path + " is not a file of this user. Move it away.", 0};
  OVERLAPPED beginning{};
  if (::LockFileEx(handle(file), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &beginning) != 0) return file;
  if (::GetLastError() == ERROR_LOCK_VIOLATION || ::GetLastError() == ERROR_IO_PENDING) return OpenFile();
  return fault("locked", path);
}

}  // namespace homing
