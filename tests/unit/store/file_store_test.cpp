#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>

#include "catch.hpp"
#include "store/account_lock.hpp"
#include "store/folder.hpp"
#include "store/stores.hpp"

using namespace homing;

namespace {

const std::string ada = "ada@contoso.example";
// printf 'ada@contoso.example' | sha256sum
const std::string ada_file = "689ff7b2ca28a966dba8e30c9682718bb76a44b268d0c708003289e53a5f8deb.homing";

Secret key() { return Secret("0123456789abcdef0123456789abcdef"); }
std::string text_of(TokenStore& store, const std::string& name = ada) {
  const Expected<Secret> got = store.get(name);
  return got.has_value() ? std::string(got->reveal()) : "refused: " + got.error().sentence;
}
bool put(TokenStore& store, const std::string& text) { return store.put(ada, Secret(text)).has_value(); }

}  // namespace

TEST_CASE("What was put is got again, by a store of the same key and folder", "[store]") {
  const TestFolder folder;
  const auto store = file_store(folder.at("deep/er"), key());
  CHECK(text_of(*store).empty());
  CHECK_FALSE(std::filesystem::exists(folder.at("deep")));
  REQUIRE(put(*store, "refresh-1"));
  CHECK(text_of(*store) == "refresh-1");
  REQUIRE(put(*store, "refresh-2"));
  CHECK(text_of(*file_store(folder.at("deep/er"), key())) == "refresh-2");
  CHECK(text_of(*store, "grace@contoso.example").empty());
  CHECK(store->place().find(folder.at("deep/er")) != std::string::npos);
}

TEST_CASE("Files are named by digest, sealed, and for their owner alone", "[store]") {
  const TestFolder folder;
  const mode_t before = ::umask(0);
  const auto store = file_store(folder.at("deep/er"), key());
  REQUIRE(put(*store, "refresh-token"));
  ::umask(before);
  CHECK(mode_of(folder.at("deep")) == 0700);
  CHECK(mode_of(folder.at("deep/er")) == 0700);
  CHECK(files_in(folder.at("deep/er")) == std::vector<std::string>{ada_file});
  CHECK(mode_of(folder.at("deep/er/" + ada_file)) == 0600);
  const std::string content = content_of(folder.at("deep/er/" + ada_file));
  CHECK(content.find("refresh") == std::string::npos);
  CHECK(content.find("ada") == std::string::npos);
}

TEST_CASE("What was erased is gone, and erasing what is not there is no fault", "[store]") {
  const TestFolder folder;
  const auto store = file_store(folder.at("store"), key());
  CHECK(store->erase(ada).has_value());
  REQUIRE(put(*store, "refresh"));
  CHECK(store->erase("grace@contoso.example").has_value());
  CHECK(store->erase(ada).has_value());
  CHECK(text_of(*store).empty());
  CHECK(files_in(folder.at("store")).empty());
  CHECK(store->erase(ada).has_value());
}

TEST_CASE("What cannot be opened is a fault that names the file, and is neither replaced nor deleted", "[store]") {
  const TestFolder folder;
  const std::string path = folder.at(ada_file);
  REQUIRE(put(*file_store(folder.path(), key()), "refresh"));
  std::string content = content_of(path);
  const auto other = file_store(folder.path(), Secret("another key of thirty-two bytes!"));
  const auto same = file_store(folder.path(), key());
  const auto refuses = [&](TokenStore& store) {
    const Expected<Secret> got = store.get(ada);
    REQUIRE(got.has_error());
    CHECK(got.error().sentence.find(path) != std::string::npos);
    CHECK(store.put(ada, Secret("new")).has_error());
    CHECK(store.erase(ada).has_error());
    CHECK(content_of(path) == content);
  };
  refuses(*other);
  content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 1);
  write_to(path, content);
  refuses(*same);
  content.clear();
  write_to(path, content);
  refuses(*same);
  content.assign(3000000, 'x');
  write_to(path, content);
  refuses(*same);
}

TEST_CASE("A file under the name of another account does not open", "[store]") {
  const TestFolder folder;
  const auto store = file_store(folder.path(), key());
  REQUIRE(put(*store, "refresh"));
  REQUIRE(store->put("grace@contoso.example", Secret("hers")).has_value());
  for (const std::string& name : files_in(folder.path())) {
    if (name != ada_file) std::filesystem::copy_file(folder.at(ada_file), folder.at(name), std::filesystem::copy_options::overwrite_existing);
  }
  CHECK(store->get("grace@contoso.example").has_error());
}

TEST_CASE("Files and folders that others can read or change are refused, and it is said how to mend that", "[store]") {
  const TestFolder folder;
  const auto store = file_store(folder.path(), key());
  REQUIRE(put(*store, "refresh"));
  for (const mode_t mode : {0640U, 0604U, 0620U, 0602U, 0644U}) {
    ::chmod(folder.at(ada_file).c_str(), mode);
    const Expected<Secret> got = store->get(ada);
    REQUIRE(got.has_error());
    CHECK(got.error().sentence.find("chmod 600 '" + folder.at(ada_file) + "'") != std::string::npos);
  }
  ::chmod(folder.at(ada_file).c_str(), 0600);
  for (const mode_t mode : {0750U, 0705U, 0722U, 0711U, 0755U}) {
    ::chmod(folder.path().c_str(), mode);
    CHECK(store->get(ada).has_error());
    CHECK(store->erase(ada).has_error());
    const Expected<void> kept = store->put(ada, Secret("new"));
    REQUIRE(kept.has_error());
    CHECK(kept.error().sentence.find("chmod 700 '" + folder.path() + "'") != std::string::npos);
  }
  ::chmod(folder.path().c_str(), 0700);
  CHECK(text_of(*store) == "refresh");
}

// As root a folder is given away; anybody else tries one of root's.
TEST_CASE("What belongs to somebody else is refused", "[store]") {
  const TestFolder folder;
  const bool root = ::geteuid() == 0;
  const std::string theirs = root ? folder.at("theirs") : "/usr";
  if (root) {
    REQUIRE(::mkdir(theirs.c_str(), 0700) == 0);
    REQUIRE(::chown(theirs.c_str(), 65534, 65534) == 0);
  }
  const Expected<void> kept = file_store(theirs, key())->put(ada, Secret("refresh"));
  REQUIRE(kept.has_error());
  CHECK(kept.error().sentence.find("belongs to another user") != std::string::npos);
  CHECK(AccountLock::try_take(theirs, ada).has_error());
}

TEST_CASE("A link, a folder or a pipe in the place of a file is refused", "[store]") {
  const TestFolder folder;
  const auto store = file_store(folder.at("store"), key());
  REQUIRE(store->put("grace@contoso.example", Secret("hers")).has_value());
  const std::string path = folder.at("store/" + ada_file);
  write_to(folder.at("target"), "target");
  REQUIRE(::symlink(folder.at("target").c_str(), path.c_str()) == 0);
  CHECK(store->get(ada).has_error());
  CHECK(store->put(ada, Secret("refresh")).has_error());
  CHECK(content_of(folder.at("target")) == "target");
  ::unlink(path.c_str());
  REQUIRE(::mkdir(path.c_str(), 0700) == 0);
  CHECK(store->get(ada).has_error());
  ::rmdir(path.c_str());
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  CHECK(store->get(ada).has_error());
  CHECK(file_store("", key())->get(ada).has_error());
  CHECK(file_store(folder.at("target"), key())->put(ada, Secret("refresh")).has_error());
}

// The process dies wherever it happens to be: after more and more microseconds, so that every step of it is met. A busy machine
// needs longer.
TEST_CASE("Whenever a process is killed while it writes, the old value or the new one is there", "[store]") {
  const TestFolder folder;
  const auto store = file_store(folder.path(), key());
  const std::string padding(20000, 'p');
  REQUIRE(put(*store, "0" + padding));
  int last = 0, killed = 0, went_on = 0;
  int runs = 0;
  while (runs < 400 || (went_on <= 40 && runs < 4000)) {
    ++runs;
    const pid_t child = ::fork();
    if (child == 0) {
      const auto writer = file_store(folder.path(), key());
      for (int next = last + 1;; ++next) {
        if (!writer->put(ada, Secret(std::to_string(next) + padding)).has_value()) ::_exit(1);
      }
    }
    ::usleep(static_cast<useconds_t>(300 + runs * 13 % 3000 + runs / 400 * 3000));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    killed += WIFSIGNALED(status) ? 1 : 0;
    const std::string text = text_of(*store);
    INFO(text.substr(0, 200));
    REQUIRE(text.ends_with(padding));
    const int now = std::stoi(text);
    REQUIRE(now >= last);
    went_on += now > last ? 1 : 0;
    last = now;
  }
  CHECK(killed == runs);
  CHECK(went_on > 40);  // the kills met processes that were at work
  // What they left is swept up once it is too old to be somebody's work.
  std::size_t unfinished = 0;
  for (const std::string& name : files_in(folder.path())) {
    if (name == ada_file) continue;
    ++unfinished;
    std::filesystem::last_write_time(folder.at(name), std::filesystem::file_time_type::clock::now() - std::chrono::hours(2));
  }
  CHECK(unfinished > 0);
  REQUIRE(put(*store, "last"));
  CHECK(files_in(folder.path()) == std::vector<std::string>{ada_file});
}

TEST_CASE("Many processes that take turns by the lock lose nothing", "[store]") {
  const TestFolder folder;
  constexpr int processes = 8, times = 25;
  REQUIRE(put(*file_store(folder.path(), key()), "0"));
  std::vector<pid_t> children;
  for (int i = 0; i < processes; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      const auto store = file_store(folder.path(), key());
      for (int done = 0; done < times;) {
        const auto lock = AccountLock::try_take(folder.path(), ada);
        if (!lock) ::_exit(1);
        if (*lock == nullptr) {
          ::usleep(200);
          continue;
        }
        if (!put(*store, std::to_string(std::stoi(text_of(*store)) + 1))) ::_exit(2);
        ++done;
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  CHECK(text_of(*file_store(folder.path(), key())) == std::to_string(processes * times));
}

TEST_CASE("Writers without a lock leave one of their values, whole", "[store]") {
  const TestFolder folder;
  std::vector<pid_t> children;
  for (char letter = 'a'; letter < 'g'; ++letter) {
    const pid_t child = ::fork();
    if (child == 0) {
      const auto store = file_store(folder.path(), key());
      for (int i = 0; i < 30; ++i) {
        if (!put(*store, std::string(5000, letter))) ::_exit(1);
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  const std::string text = text_of(*file_store(folder.path(), key()));
  CHECK(text == std::string(5000, text.front()));
  CHECK(files_in(folder.path()) == std::vector<std::string>{ada_file});
}

TEST_CASE("A disk without room leaves the old value and says so", "[store]") {
  const TestFolder folder;
  REQUIRE(put(*file_store(folder.path(), key()), "old"));
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit small{1000, 1000};
    ::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &small);
    const Expected<void> kept = file_store(folder.path(), key())->put(ada, Secret(std::string(5000, 'n')));
    ::_exit(kept.has_error() && kept.error().sentence.find(folder.path()) != std::string::npos ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(text_of(*file_store(folder.path(), key())) == "old");
  CHECK(files_in(folder.path()) == std::vector<std::string>{ada_file});
}
