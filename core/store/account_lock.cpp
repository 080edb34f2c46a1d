#include "store/account_lock.hpp"

#include "net/folder.hpp"
#include "store/file_name.hpp"

namespace homing {

Expected<std::unique_ptr<AccountLock>> AccountLock::try_take(const std::string& folder, const std::string& key) {
  const Expected<std::optional<Folder>> place = Folder::open_private(folder, true);
  if (!place) return place.error();
  Expected<OpenFile> file = (*place)->try_lock(file_name_of(key) + ".lock");
  if (!file) return file.error();
  return std::unique_ptr<AccountLock>(*file ? new AccountLock(*std::move(file)) : nullptr);
}

}  // namespace homing
