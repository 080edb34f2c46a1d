#pragma once
// One refresh at a time for each account, of all processes of a user on this machine: a refresh token that rotates is good once.
#include <memory>
#include <string>

#include "model/fault.hpp"
#include "net/open_file.hpp"

namespace homing {

/// Let go when it is destroyed, and by the system when the process dies.
class AccountLock {
 public:
  /// Null: somebody else has it; ask again a little later. The fault: the file cannot be made. `folder` is made, mode 0700.
  static Expected<std::unique_ptr<AccountLock>> try_take(const std::string& folder, const std::string& key);

 private:
  explicit AccountLock(OpenFile file) : file_(std::move(file)) {}
  OpenFile file_;
};

}  // namespace homing
