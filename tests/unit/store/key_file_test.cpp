#include <sys/wait.h>

#include "catch.hpp"
#include "crypto/base64.hpp"
#include "store/folder.hpp"
#include "store/stores.hpp"

using namespace homing;

namespace {

std::string key_of(const std::string& path, bool make) {
  const Expected<Secret> key = read_key_file(path, make);
  return key.has_value() ? std::string(key->reveal()) : std::string();
}

}  // namespace

TEST_CASE("A key file is made once, of 32 random bytes, for its owner alone", "[store]") {
  const TestFolder folder;
  const std::string path = folder.at("deep/er/key");
  CHECK(read_key_file(path, false).has_error());
  const std::string made = key_of(path, true);
  CHECK(from_base64(made).value_or("").size() == 32);
  CHECK(mode_of(path) == 0600);
  CHECK(mode_of(folder.at("deep/er")) == 0700);
  CHECK(key_of(path, true) == made);
  CHECK(key_of(path, false) == made);
  CHECK(files_in(folder.at("deep/er")) == std::vector<std::string>{"key"});
  CHECK(key_of(folder.at("other"), true) != made);
}

TEST_CASE("A key that somebody made is taken without its line break, and has 32 bytes at least", "[store]") {
  const TestFolder folder;
  write_to(folder.at("key"), "0123456789abcdef0123456789abcdef\r\n");
  CHECK(key_of(folder.at("key"), false) == "0123456789abcdef0123456789abcdef");
  write_to(folder.at("key"), "0123456789abcdef0123456789abcde\n");
  const Expected<Secret> brief = read_key_file(folder.at("key"), true);
  REQUIRE(brief.has_error());
  CHECK(brief.error().sentence.find(folder.at("key")) != std::string::npos);
  CHECK(brief.error().sentence.find("0123") == std::string::npos);
  write_to(folder.at("key"), std::string(5000, 'k'));
  CHECK(read_key_file(folder.at("key"), true).has_error());
  CHECK(content_of(folder.at("key")).size() == 5000);
}

TEST_CASE("A key file that others can read, or that is a link, is refused", "[store]") {
  const TestFolder folder;
  for (const mode_t mode : {0640U, 0604U, 0622U}) {
    write_to(folder.at("key"), std::string(32, 'k'), mode);
    CHECK(read_key_file(folder.at("key"), true).has_error());
  }
  write_to(folder.at("key"), std::string(32, 'k'));
  REQUIRE(::symlink(folder.at("key").c_str(), folder.at("link").c_str()) == 0);
  CHECK(read_key_file(folder.at("link"), true).has_error());
}

TEST_CASE("Processes that make a key at once have the same one", "[store]") {
  const TestFolder folder;
  for (int round = 0; round < 10; ++round) {
    const std::string path = folder.at("keys" + std::to_string(round) + "/key");
    std::vector<pid_t> children;
    for (int i = 0; i < 6; ++i) {
      const pid_t child = ::fork();
      if (child == 0) {
        const std::string key = key_of(path, true);
        ::_exit(key.size() == 44 && key == content_of(path) ? 0 : 1);
      }
      children.push_back(child);
    }
    for (const pid_t child : children) {
      int status = -1;
      ::waitpid(child, &status, 0);
      CHECK(status == 0);
    }
    CHECK(files_in(folder.at("keys" + std::to_string(round))) == std::vector<std::string>{"key"});
  }
}
