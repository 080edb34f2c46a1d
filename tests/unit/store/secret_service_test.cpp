// With a real GNOME keyring on a bus of its own. Where the programs are missing these tests fail.
#include <fcntl.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <functional>

#include "catch.hpp"
#include "store/folder.hpp"
#include "store/stores.hpp"

using namespace homing;

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

// Runs a program; what it says on its output is read up to a line break.
class Program {
 public:
  Program(std::vector<std::string> words, const std::string& input, const std::function<void()>& surroundings) {
    int to[2], from[2];
    if (::pipe2(to, O_CLOEXEC) != 0 || ::pipe2(from, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(to[0], 0);
      ::dup2(from[1], 1);
      ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), 2);  // what they say of this machine's limits
      surroundings();
      std::vector<char*> arguments;
      for (std::string& word : words) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      ::execvp(arguments[0], arguments.data());
      ::_exit(127);
    }
    ::close(to[0]);
    ::close(from[1]);
    if (!input.empty() && ::write(to[1], input.data(), input.size()) < 0) throw std::runtime_error("no input");
    ::close(to[1]);
    out_ = from[0];
  }
  ~Program() {
    ::kill(process_, SIGTERM);
    for (int left = 200; left > 0 && ::waitpid(process_, nullptr, WNOHANG) == 0; --left) ::usleep(10000);
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    ::close(out_);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  std::string line() const {
    std::string text;
    for (char c = 0; ::read(out_, &c, 1) == 1 && c != '\n';) text += c;
    return text;
  }

 private:
  pid_t process_ = -1;
  int out_ = -1;
};

// A session with a bus, and perhaps a keyring. Its folder outlives it.
class Desktop {
 public:
  enum class Keyring : std::uint8_t { none, unlocked, locked };
  Desktop(const std::string& folder, Keyring keyring) : folder_(folder) {
    // Without its usual folders the bus starts nobody by itself.
    write_to(folder + "/bus.conf",
             "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
             "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><type>session</type><listen>unix:tmpdir=" +
                 folder +
                 "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/><allow "
                 "receive_sender=\"*\" eavesdrop=\"true\"/><allow own=\"*\"/>"
                 "</policy></busconfig>");
    bus_ = std::make_unique<Program>(std::vector<std::string>{"dbus-daemon", "--nofork", "--print-address", "--config-file=" + folder + "/bus.conf"},
                                     "", [] {});
    address_ = bus_->line();
    if (keyring == Keyring::none) return;
    std::vector<std::string> words{"gnome-keyring-daemon", "--foreground", "--components=secrets", "--control-directory=" + folder};
    if (keyring == Keyring::unlocked) words.insert(words.begin() + 1, "--unlock");
    keyring_ = std::make_unique<Program>(words, keyring == Keyring::unlocked ? "password" : "", [this] { enter(); });
    keyring_->line();
    for (int left = 500; left > 0 && !has_service(); --left) ::usleep(10000);  // it comes to the bus a little later
  }
  // What a process of its own says: empty is good. GIO would keep its connection to the bus, and its thread, in ours.
  std::string visit(const std::function<std::string()>& act) const {
    int said[2];
    if (::pipe2(said, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const pid_t child = ::fork();
    if (child == 0) {
      enter();
      const std::string sentence = act();
      const bool written = ::write(said[1], sentence.data(), sentence.size()) == static_cast<ssize_t>(sentence.size());
      ::_exit(written ? 0 : 1);
    }
    ::close(said[1]);
    std::string sentence(4096, '\0');
    const ssize_t size = ::read(said[0], sentence.data(), sentence.size());
    sentence.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    ::close(said[0]);
    int status = -1;
    ::waitpid(child, &status, 0);
    return status == 0 ? sentence : "the process ended with " + std::to_string(status);
  }

 private:
  bool has_service() const {
    const Program asks({"dbus-send", "--bus=" + address_, "--print-reply=literal", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
                        "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"},
                       "", [] {});
    return asks.line().find("true") != std::string::npos;
  }
  void enter() const {
    ::setenv("DBUS_SESSION_BUS_ADDRESS", address_.c_str(), 1);
    ::setenv("XDG_DATA_HOME", folder_.c_str(), 1);
    ::setenv("XDG_RUNTIME_DIR", folder_.c_str(), 1);
    ::setenv("HOME", folder_.c_str(), 1);
    ::unsetenv("DISPLAY");
  }
  std::string folder_, address_;
  std::unique_ptr<Program> bus_, keyring_;
};

constexpr milliseconds patience{5000};

std::string read(TokenStore& store, const std::string& key) {
  const Expected<Secret> got = store.get(key);
  return got.has_value() ? std::string(got->reveal()) : "fault: " + got.error().sentence;
}

std::string keep_and_erase() {
  const auto store = secret_service_store(patience);
  if (!store) return "there is no store";
  if (read(*store, "ada@contoso.example") != "") return "it is not empty: " + read(*store, "ada@contoso.example");
  if (const auto put = store->put("ada@contoso.example", Secret("first")); !put) return put.error().sentence;
  const std::string second(20000, 's');
  if (const auto put = store->put("ada@contoso.example", Secret(second)); !put) return put.error().sentence;
  if (const auto put = store->put("grace@contoso.example", Secret("hers")); !put) return put.error().sentence;
  if (read(*store, "ada@contoso.example") != second) return "another value: " + read(*store, "ada@contoso.example");
  if (read(*secret_service_store(patience), "grace@contoso.example") != "hers") return "another store finds another value";
  if (const auto erased = store->erase("ada@contoso.example"); !erased) return erased.error().sentence;
  if (const auto erased = store->erase("ada@contoso.example"); !erased) return erased.error().sentence;
  return read(*store, "ada@contoso.example");
}

std::string refuse_while_locked() {
  constexpr milliseconds brief{1500};
  const auto start = Clock::now();
  const auto store = secret_service_store(brief);
  if (!store) return "there is no store";
  const Expected<Secret> got = store->get("grace@contoso.example");
  if (!got.has_error()) return got->empty() ? "it says that there is none" : "it is not locked";
  if (got.error().sentence.find("Unlock") == std::string::npos) return got.error().sentence;
  if (store->put("grace@contoso.example", Secret("new")).has_value()) return "it was put into a locked keyring";
  if (store->erase("grace@contoso.example").has_value()) return "it was erased from a locked keyring";
  return Clock::now() - start < 5 * brief ? "" : "it took too long";
}

}  // namespace

TEST_CASE("The Secret Service keeps tokens, replaces and erases them, and while it is locked that is told in time", "[store]") {
  const TestFolder folder;
  {
    const Desktop desktop(folder.path(), Desktop::Keyring::unlocked);
    CHECK(desktop.visit(keep_and_erase) == "");
  }
  // What was kept is still there after the session, and locked until somebody unlocks it.
  const Desktop desktop(folder.path(), Desktop::Keyring::locked);
  CHECK(desktop.visit(refuse_while_locked) == "");
}

TEST_CASE("Without a bus, or with nobody on it who keeps secrets, there is no Secret Service", "[store]") {
  const TestFolder folder;
  const Desktop desktop(folder.path(), Desktop::Keyring::none);
  const auto is_none = [] { return secret_service_store(patience) == nullptr ? std::string() : "there is one"; };
  CHECK(desktop.visit(is_none) == "");
  CHECK(desktop
            .visit([&] {
              ::unsetenv("DBUS_SESSION_BUS_ADDRESS");
              return is_none();
            })
            .empty());
  CHECK(desktop
            .visit([&] {
              ::setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", 1);
              return is_none();
            })
            .empty());
}

// A bus on which the service takes the call and never answers: its process stands still.
TEST_CASE("Nobody waits longer than the patience for a bus that is silent", "[store]") {
  const TestFolder folder;
  const Desktop desktop(folder.path(), Desktop::Keyring::none);
  CHECK(desktop
            .visit([&]() -> std::string {
              const std::string socket = folder.at("silent");
              const Program mute(
                  {"python3", "-c",
                   "import "
                   "socket,sys,time\ns=socket.socket(socket.AF_UNIX)\ns.bind(sys.argv[1])\ns.listen(5)\nprint('ready',flush=True)\ntime.sleep(60)",
                   socket},
                  "", [] {});
              if (mute.line() != "ready") return "no socket";
              ::setenv("DBUS_SESSION_BUS_ADDRESS", ("unix:path=" + socket).c_str(), 1);
              const auto start = Clock::now();
              if (secret_service_store(milliseconds(500)) != nullptr) return "there is one";
              return Clock::now() - start < milliseconds(3000) ? "" : "it took too long";
            })
            .empty());
}
