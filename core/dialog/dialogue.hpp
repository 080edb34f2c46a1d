#pragma once
// A talk with a mail server, from its greeting to good-bye. No bytes are sent or received here: what came is heard, and what is
// to be sent is returned. Nothing secret is said before the channel is encrypted.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dialog/errand.hpp"
#include "dialog/lines.hpp"
#include "dialog/sasl.hpp"
#include "dialog/scrubber.hpp"
#include "model/transcript.hpp"

namespace homing {

class Dialogue {
 public:
  enum class State : std::uint8_t {
    talking,
    start_tls,  ///< everything is sent; the TLS handshake comes next, then `secured`
    done,
    failed
  };

  /// The errand must outlive the dialogue.
  static std::unique_ptr<Dialogue> with(Protocol protocol, const Errand& errand);
  virtual ~Dialogue() = default;
  Dialogue(const Dialogue&) = delete;
  Dialogue& operator=(const Dialogue&) = delete;

  /// What the server sent. Returns what is to be sent. Nothing is heard after `done` and `failed`.
  std::string hear(std::string_view bytes);
  /// The channel is encrypted now; of implicit TLS before anything was heard. Returns what is to be sent.
  std::string secured();

  State state() const { return state_; }
  /// What is being done; where it failed.
  Step step() const { return step_; }
  /// The steps that ended since the last call; their times are not known here.
  std::vector<StepTaken> take_ended() { return std::exchange(ended_, {}); }
  const Gist& gist() const { return gist_; }
  /// Why it failed, in valid UTF-8 and without secrets; with the server's words where they are short.
  const std::string& fault() const { return fault_; }
  /// All lines that the server said, without secrets; at most 256.
  const std::vector<std::string>& heard_lines() const { return heard_; }

 protected:
  explicit Dialogue(const Errand& errand);
  const Errand& errand() const { return errand_; }
  bool encrypted() const { return encrypted_; }

  virtual void hear_line(std::string_view line) = 0;
  /// Raw bytes are wanted instead of a line: how many; 0: a line.
  virtual std::size_t bytes_wanted() const { return 0; }
  virtual void hear_bytes(std::string_view) {}
  /// Whether lines may stand there that answer nothing, as IMAP's untagged ones (RFC 9051 section 7).
  virtual bool may_stand(std::string_view) const { return false; }
  /// TLS stands. `at_once`: from the start, so that the greeting is still to come.
  virtual void go_on_encrypted(bool at_once) = 0;

  /// Whoever answers before they are asked has their answer put into the mouth of the one who is: nothing is said to them.
  void say(std::string_view line);
  /// The same, and its words are secret.
  void say_secretly(std::string_view lead, std::string_view secret = {});
  /// The same with a response in base64, which is not to be repeated and of which no copy stays.
  void say_response(std::string_view lead, std::string response);
  void say_raw(std::string_view bytes);
  void begin_reply() { lines_.begin_reply(); }
  void begin(Step step) { step_ = step; }
  /// The step has ended well, with these words of the server.
  void end_step(std::string_view words);
  void fail(std::string_view why, std::string_view words = {});
  void finish(std::string_view farewell);
  /// STARTTLS was consented to.
  void start_tls();

  void add_capability(std::string_view line);
  bool has_capability(std::string_view name) const;
  /// Nothing that is allowed is offered; `offer`: what is.
  void fail_without_way(std::string_view offer);
  /// What the server said, fit to be told: no secret, valid UTF-8, bounded.
  std::string quoted_words(std::string_view words) const;
  /// From here on these words are secret, too.
  void keep_secret(std::string_view words) { scrubber_.forget(words); }
  Gist& learned() { return gist_; }

 private:
  bool hear_next();
  void keep_line(std::string_view line, bool goes_on);
  bool answers_too_soon() const;

  const Errand& errand_;
  Lines lines_;
  Scrubber scrubber_;
  State state_ = State::talking;
  Step step_ = Step::greeting;
  bool encrypted_ = false;
  std::string out_;
  Gist gist_;
  std::vector<StepTaken> ended_;
  std::vector<std::string> heard_;
  bool goes_on_ = false;  // the line that comes belongs to the last one kept
  std::string fault_;
};

/// Whether a line starts with a word, whatever the case of its letters, and ends there or goes on with a blank.
bool starts_with_word(std::string_view line, std::string_view word);
/// Words between blanks.
std::vector<std::string> upper_case_words(std::string_view line);

}  // namespace homing
