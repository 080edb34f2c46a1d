#include "store/account_lock.hpp"

#include <sys/wait.h>

#include <csignal>

#include "catch.hpp"
#include "store/folder.hpp"

using namespace homing;

namespace {

bool is_taken(const std::string& folder, const std::string& key) {
  const auto lock = AccountLock::try_take(folder, key);
  REQUIRE(lock.has_value());
  return *lock == nullptr;
}

}  // namespace

TEST_CASE("A lock is held by one at a time, for each account", "[store]") {
  const TestFolder folder;
  auto held = AccountLock::try_take(folder.at("locks"), "ada@contoso.example");
  REQUIRE(held.has_value());
  REQUIRE(*held != nullptr);
  CHECK(is_taken(folder.at("locks"), "ada@contoso.example"));
  CHECK_FALSE(is_taken(folder.at("locks"), "grace@contoso.example"));
  CHECK_FALSE(is_taken(folder.at("others"), "ada@contoso.example"));
  held->reset();
  CHECK_FALSE(is_taken(folder.at("locks"), "ada@contoso.example"));
}

TEST_CASE("The file of a lock tells nobody for whom it is, and is its owner's alone", "[store]") {
  const TestFolder folder;
  const mode_t before = ::umask(0);
  const auto held = AccountLock::try_take(folder.at("locks"), "ada@contoso.example");
  ::umask(before);
  REQUIRE(held.has_value());
  CHECK(mode_of(folder.at("locks")) == 0700);
  const std::vector<std::string> files = files_in(folder.at("locks"));
  REQUIRE(files.size() == 1);
  CHECK(files[0] == "689ff7b2ca28a966dba8e30c9682718bb76a44b268d0c708003289e53a5f8deb.lock");
  CHECK(mode_of(folder.at("locks/" + files[0])) == 0600);
}

TEST_CASE("A process that is killed lets go", "[store]") {
  const TestFolder folder;
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto held = AccountLock::try_take(folder.path(), "ada@contoso.example");
    const char yes = held.has_value() && *held != nullptr ? 'y' : 'n';
    if (::write(ready[1], &yes, 1) == 1) ::pause();
    ::_exit(1);
  }
  char answer = 0;
  REQUIRE(::read(ready[0], &answer, 1) == 1);
  CHECK(answer == 'y');
  CHECK(is_taken(folder.path(), "ada@contoso.example"));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  CHECK_FALSE(is_taken(folder.path(), "ada@contoso.example"));
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_CASE("A lock in a folder of others, or on a link, cannot be had", "[store]") {
  const TestFolder folder;
  ::chmod(folder.path().c_str(), 0777);
  CHECK(AccountLock::try_take(folder.path(), "ada@contoso.example").has_error());
  ::chmod(folder.path().c_str(), 0700);
  CHECK_FALSE(is_taken(folder.path(), "ada@contoso.example"));
  const std::string file = folder.at(files_in(folder.path()).at(0));
  std::filesystem::rename(file, folder.at("target"));
  REQUIRE(::symlink(folder.at("target").c_str(), file.c_str()) == 0);
  CHECK(AccountLock::try_take(folder.path(), "ada@contoso.example").has_error());
  CHECK(AccountLock::try_take("", "ada@contoso.example").has_error());
}
