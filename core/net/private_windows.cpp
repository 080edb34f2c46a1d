#include "net/private_windows.hpp"

#include <aclapi.h>
#include <sddl.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace homing {
namespace {

using Local = std::unique_ptr<void, HLOCAL (*)(HLOCAL)>;

std::wstring user_of_process() {
  HANDLE token = nullptr;
  if (::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &token) == 0) return {};
  DWORD size = 0;
  ::GetTokenInformation(token, TokenUser, nullptr, 0, &size);
  std::vector<std::max_align_t> room(size / sizeof(std::max_align_t) + 1);
  const bool known = ::GetTokenInformation(token, TokenUser, room.data(), size, &size) != 0;
  ::CloseHandle(token);
  wchar_t* text = nullptr;
  if (!known || ::ConvertSidToStringSidW(reinterpret_cast<TOKEN_USER*>(room.data())->User.Sid, &text) == 0) return {};
  const Local owner(text, ::LocalFree);
  return text;
}

void* descriptor_of_owner() {
  const std::wstring user = user_of_process();
  const std::wstring list = L"D:P(A;OICI;FA;;;" + user + L")";
  void* made = nullptr;
  if (!user.empty()) ::ConvertStringSecurityDescriptorToSecurityDescriptorW(list.c_str(), SDDL_REVISION_1, &made, nullptr);
  return made;
}

bool is_everybody(PSID who) {
  for (const WELL_KNOWN_SID_TYPE type : {WinWorldSid, WinAuthenticatedUserSid, WinBuiltinUsersSid, WinBuiltinGuestsSid}) {
    if (::IsWellKnownSid(who, type) != 0) return true;
  }
  return false;
}

// Reading or writing what is in it, or who may.
constexpr DWORD harmful = FILE_READ_DATA | FILE_WRITE_DATA | FILE_APPEND_DATA | WRITE_DAC | WRITE_OWNER | GENERIC_READ | GENERIC_WRITE | GENERIC_ALL;

bool lets_everybody_in(ACL* list, DWORD index) {
  void* entry = nullptr;
  if (::GetAce(list, index, &entry) == 0) return true;
  auto* const allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
  const bool counts = allowed->Header.AceType == ACCESS_ALLOWED_ACE_TYPE && (allowed->Header.AceFlags & INHERIT_ONLY_ACE) == 0;
  return counts && (allowed->Mask & harmful) != 0 && is_everybody(&allowed->SidStart);
}

}  // namespace

// Made once: whose the process is does not change.
SECURITY_ATTRIBUTES* owner_alone() {
  static SECURITY_ATTRIBUTES made{sizeof made, descriptor_of_owner(), FALSE};
  return made.lpSecurityDescriptor != nullptr ? &made : nullptr;
}

bool is_open_to_others(HANDLE file) {
  ACL* list = nullptr;
  void* descriptor = nullptr;
  if (::GetSecurityInfo(file, SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr, &list, nullptr, &descriptor) != ERROR_SUCCESS) return true;
  const Local owner(descriptor, ::LocalFree);
  if (list == nullptr) return true;  // no list: everybody may do anything
  for (DWORD i = 0; i < list->AceCount; ++i) {
    if (lets_everybody_in(list, i)) return true;
  }
  return false;
}

}  // namespace homing
