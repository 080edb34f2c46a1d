#include "net/environment.hpp"

#include <cstdlib>

#include "catch.hpp"

using namespace homing;

namespace {

// Restores what it changes.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name), had_(std::getenv(name) != nullptr), before_(had_ ? std::getenv(name) : "") {
    if (value != nullptr) ::setenv(name, value, 1);
    else ::unsetenv(name);
  }
  ~Variable() {
    if (had_) ::setenv(name_, before_.c_str(), 1);
    else ::unsetenv(name_);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  bool had_;
  std::string before_;
};

}  // namespace

TEST_CASE("The usual folders are those of the XDG Base Directory Specification", "[net]") {
  const Variable home("HOME", "/home/ada");
  {
    const Variable state("XDG_STATE_HOME", "/state"), configuration("XDG_CONFIG_HOME", "/configuration");
    CHECK(state_folder() == "/state/homing");
    CHECK(configuration_folder() == "/configuration/homing");
  }
  {
    const Variable state("XDG_STATE_HOME", "relative"), configuration("XDG_CONFIG_HOME", "relative");
    CHECK(state_folder() == "/home/ada/.local/state/homing");
    CHECK(configuration_folder() == "/home/ada/.config/homing");
  }
  const Variable state("XDG_STATE_HOME", nullptr), configuration("XDG_CONFIG_HOME", nullptr);
  CHECK(state_folder() == "/home/ada/.local/state/homing");
  CHECK(configuration_folder() == "/home/ada/.config/homing");
  const Variable homeless("HOME", nullptr);
  CHECK(state_folder().empty());
  CHECK(configuration_folder().empty());
}
