#include "store/account_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "store/private_files.hpp"

namespace homing {

// The file stays: were it deleted, two processes could hold locks on two files of one name.
Expected<std::unique_ptr<AccountLock>> AccountLock::try_take(const std::string& folder, const std::string& key) {
  const Expected<OpenFile> place = open_private_folder(folder, true);
  if (!place) return place.error();
  const std::string name = file_name_of(key) + ".lock";
  const std::string path = folder + '/' + name;
  OpenFile file(::openat(place->get(), name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, S_IRUSR | S_IWUSR));
  struct stat facts {};
  if (!file || ::fstat(file.get(), &facts) != 0) return system_fault("opened", path);
  if (!S_ISREG(facts.st_mode) || facts.st_uid != ::geteuid()) return Fault{path + " is not a file of this user. Move it away.", 0};
  int taken = 0;
  do taken = ::flock(file.get(), LOCK_EX | LOCK_NB);
  while (taken != 0 && errno == EINTR);
  if (taken != 0 && errno == EWOULDBLOCK) return std::unique_ptr<AccountLock>();
  if (taken != 0) return system_fault("locked", path);
  return std::unique_ptr<AccountLock>(new AccountLock(file.release()));
}

AccountLock::~AccountLock() { ::close(file_); }

}  // namespace homing
