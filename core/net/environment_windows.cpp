#include "net/environment.hpp"
#include "net/text_windows.hpp"

namespace homing {
namespace {

std::string folder_of(const char* variable) {
  const std::string folder = environment(variable);
  return folder.empty() ? folder : folder + "\\homing";
}

}  // namespace

std::string environment(const char* name) {
  const std::wstring wide = to_wide(name);
  std::wstring value(::GetEnvironmentVariableW(wide.c_str(), nullptr, 0), L'\0');
  value.resize(::GetEnvironmentVariableW(wide.c_str(), value.data(), static_cast<DWORD>(value.size())));
  return to_narrow(value);
}

std::string configuration_folder() { return folder_of("APPDATA"); }
std::string state_folder() { return folder_of("LOCALAPPDATA"); }

}  // namespace homing
