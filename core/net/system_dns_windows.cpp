// They stand in the registry, by network card, whether somebody typed them or a network gave them.
#include <windows.h>

#include "net/system_dns.hpp"

namespace homing {

struct SystemDns::Native {
  Native() { watch(); }
  ~Native() {
    if (cards != nullptr) ::RegCloseKey(cards);
    if (change != nullptr) ::CloseHandle(change);
  }
  Native(const Native&) = delete;
  Native& operator=(const Native&) = delete;

  static HKEY open() {
    HKEY key = nullptr;
    constexpr const wchar_t* name = L"SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces";
    return ::RegOpenKeyExW(HKEY_LOCAL_MACHINE, name, 0, KEY_NOTIFY, &key) == ERROR_SUCCESS ? key : nullptr;
  }
  // Of the next change, once.
  void watch() const {
    constexpr DWORD changes = REG_NOTIFY_CHANGE_NAME | REG_NOTIFY_CHANGE_LAST_SET | REG_NOTIFY_THREAD_AGNOSTIC;
    if (cards != nullptr && change != nullptr) ::RegNotifyChangeKeyValue(cards, TRUE, changes, change, TRUE);
  }

  HKEY cards = open();
  HANDLE change = ::CreateEventW(nullptr, FALSE, FALSE, nullptr);
};

SystemDns::SystemDns() : native_(std::make_unique<Native>()) {}
SystemDns::~SystemDns() = default;

bool SystemDns::has_changed() {
  if (native_->change == nullptr || ::WaitForSingleObject(native_->change, 0) != WAIT_OBJECT_0) return false;
  native_->watch();
  return true;
}

}  // namespace homing
