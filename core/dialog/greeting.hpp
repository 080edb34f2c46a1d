#pragma once
// The first words with a mail server: its greeting, TLS, its capabilities, good-bye. No bytes are sent or received here:
// what came is heard, and what is to be sent is returned.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dialog/lines.hpp"
#include "model/words.hpp"

namespace homing {

class Greeting {
 public:
  enum class State : std::uint8_t {
    talking,
    start_tls,  ///< everything is sent; the TLS handshake comes next, then `secured`
    done,
    failed
  };

  /// `encrypted`: TLS stands already. Otherwise STARTTLS must succeed; nothing is learned in plain text.
  static std::unique_ptr<Greeting> with(Protocol protocol, bool encrypted);
  virtual ~Greeting() = default;
  Greeting(const Greeting&) = delete;
  Greeting& operator=(const Greeting&) = delete;

  /// What the server sent. Returns what is to be sent. Nothing is heard after `done` and `failed`.
  std::string hear(std::string_view bytes);
  /// The channel is encrypted now.
  std::string secured();

  State state() const { return state_; }
  /// As they hold on the encrypted channel, without the protocol's frame, in valid UTF-8.
  const std::vector<std::string>& capabilities() const { return capabilities_; }
  /// Why it failed, with the server's own words, in valid UTF-8.
  const std::string& fault() const { return fault_; }

 protected:
  enum class Stage : std::uint8_t { greeting, capabilities, start_tls, farewell };
  enum class Reply : std::uint8_t { unfinished, good, bad };

  explicit Greeting(bool encrypted) : encrypted_(encrypted) {}
  /// One line of the reply to what was said at this stage.
  virtual Reply judge(Stage stage, std::string_view line) = 0;
  /// What is said at this stage, without CRLF.
  virtual std::string command(Stage stage) = 0;
  /// Whether STARTTLS may be asked for after this list of capabilities.
  virtual bool offers_tls() const = 0;

  void add_capability(std::string_view line);
  bool has_capability(std::string_view name) const;

 private:
  void hear_line(std::string_view line, std::string& out);
  void go_on(std::string& out);
  void say(Stage stage, std::string& out);
  void fail(std::string_view why, std::string_view line = {});

  Lines lines_;
  Stage stage_ = Stage::greeting;
  State state_ = State::talking;
  bool encrypted_;
  std::vector<std::string> capabilities_;
  std::string fault_;
};

/// Whether a line starts with a word, whatever the case of its letters, and ends there or goes on with a blank.
bool starts_with_word(std::string_view line, std::string_view word);

}  // namespace homing
