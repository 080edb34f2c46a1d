#include "system.hpp"

#include <windows.h>
// After the header that they need.
#include <aclapi.h>
#include <fcntl.h>
#include <io.h>
#include <shellapi.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>

#include "wide.hpp"

namespace {

constexpr int standard_output = 1;

HANDLE handle_of(int file) { return reinterpret_cast<HANDLE>(::_get_osfhandle(file)); }

}  // namespace

// The C library has them in the code page of the system, and would change line breaks.
std::vector<std::string> words_of_program(int, char**) {
  for (const int stream : {0, 1, 2}) ::_setmode(stream, _O_BINARY);
  static const UINT before = ::GetConsoleOutputCP();
  ::SetConsoleOutputCP(CP_UTF8);
  std::atexit([] { ::SetConsoleOutputCP(before); });  // the console is not ours
  int count = 0;
  wchar_t** const words = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  std::vector<std::string> all;
  for (int i = 1; words != nullptr && i < count; ++i) all.push_back(to_narrow(words[i]));
  ::LocalFree(words);
  return all;
}

std::string environment(const char* name) {
  const std::wstring wide = to_wide(name);
  std::wstring value(::GetEnvironmentVariableW(wide.c_str(), nullptr, 0), L'\0');
  value.resize(::GetEnvironmentVariableW(wide.c_str(), value.data(), static_cast<DWORD>(value.size())));
  return to_narrow(value);
}

std::string configuration_folder() {
  const std::string folder = environment("APPDATA");
  return folder.empty() ? folder : folder + "\\homing";
}

// Its heap gives back by itself.
void keep_memory_small() {}

void wipe(std::string& secret) { ::SecureZeroMemory(secret.data(), secret.size()); }

std::FILE* open_file(const std::string& path, const char* mode) { return ::_wfopen(to_wide(path).c_str(), to_wide(mode).c_str()); }

namespace {

// An access list of one entry, to which the folder's adds none.
void leave_to_owner(const std::string& path) {
  std::wstring name = to_wide(path);
  PSID owner = nullptr;
  PSECURITY_DESCRIPTOR facts = nullptr;
  ACL* list = nullptr;
  EXPLICIT_ACCESS_W entry{GENERIC_ALL, SET_ACCESS, NO_INHERITANCE, {}};
  SECURITY_DESCRIPTOR wanted;
  const bool known = ::GetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, nullptr, nullptr, nullptr, &facts) == 0;
  if (known) ::BuildTrusteeWithSidW(&entry.Trustee, owner);
  if (known && ::SetEntriesInAclW(1, &entry, nullptr, &list) == 0 && ::InitializeSecurityDescriptor(&wanted, SECURITY_DESCRIPTOR_REVISION) != 0 &&
      ::SetSecurityDescriptorDacl(&wanted, TRUE, list, FALSE) != 0) {
    ::SetFileSecurityW(name.c_str(), DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION, &wanted);
  }
  ::LocalFree(list);
  ::LocalFree(facts);
}

}  // namespace

// Once it is there and before anything is in it. A disk that knows no access lists has none to be kept from anybody.
std::FILE* open_private_file(const std::string& path) {
  std::FILE* const file = open_file(path, "wb");
  if (file != nullptr) leave_to_owner(path);
  return file;
}

int open_to_read(const std::string& path) { return ::_wopen(to_wide(path).c_str(), _O_RDONLY | _O_BINARY | _O_NOINHERIT); }
void close_file(int file) { ::_close(file); }

// Of pipes alone it can be told; files have something, and a console is waited for.
bool has_input(int file, bool wait) {
  DWORD waiting = 0;
  if (wait || ::GetFileType(handle_of(file)) != FILE_TYPE_PIPE) return true;
  return ::PeekNamedPipe(handle_of(file), nullptr, 0, nullptr, &waiting, nullptr) == 0 || waiting > 0;  // 0: its end
}

std::ptrdiff_t read_some(int file, char* bytes, std::size_t size) { return ::_read(file, bytes, static_cast<unsigned>(size)); }

std::int64_t end_of_lines(int file) {
  std::int64_t end = ::_lseeki64(file, 0, SEEK_END);
  char last = '\n';
  while (end > 0 && ::_lseeki64(file, end - 1, SEEK_SET) >= 0 && ::_read(file, &last, 1) == 1 && last != '\n') --end;
  ::_lseeki64(file, 0, SEEK_SET);
  return end;
}

bool is_standard_output(int file) {
  BY_HANDLE_FILE_INFORMATION a, b;
  return ::GetFileInformationByHandle(handle_of(file), &a) != 0 && ::GetFileInformationByHandle(handle_of(standard_output), &b) != 0 &&
         a.dwVolumeSerialNumber == b.dwVolumeSerialNumber && a.nFileIndexHigh == b.nFileIndexHigh && a.nFileIndexLow == b.nFileIndexLow;
}

bool cut_standard_output(std::int64_t size) {
  const bool cut = ::_chsize_s(standard_output, size) == 0;
  return cut && ::_lseeki64(standard_output, 0, SEEK_END) >= 0;
}
