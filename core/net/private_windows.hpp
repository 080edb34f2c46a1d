#pragma once
// Access lists of files and folders: who but their owner may use them.
#include <windows.h>

namespace homing {

/// A list that lets in this user and nobody else, and that what lies in such a folder inherits; for CreateFileW and its kin. Null where
/// the system has none to give: then the folder's own is inherited.
SECURITY_ATTRIBUTES* owner_alone();

/// Whether everyone, every user of the machine or every guest may read or change it.
bool is_open_to_others(HANDLE file);

}  // namespace homing
