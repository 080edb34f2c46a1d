#pragma once
// Access lists of files and folders: who but their owner may use them.
#include <windows.h>

#include <memory>
#include <string>

namespace homing {

/// A list that lets in this user and nobody else, and what lies in such a folder inherits it.
class OwnerAlone {
 public:
  OwnerAlone();
  /// For CreateFileW and its kin; null where the system has no such list to give: then the folder's is inherited.
  SECURITY_ATTRIBUTES* attributes() { return descriptor_ ? &attributes_ : nullptr; }

 private:
  std::unique_ptr<void, HLOCAL (*)(HLOCAL)> descriptor_;
  SECURITY_ATTRIBUTES attributes_;
};

/// Whether everyone, every user of the machine or every guest may read or change it.
bool is_open_to_others(HANDLE file);

}  // namespace homing
