#include "dialog/greeting.hpp"

#include <algorithm>

#include "dialog/imap.hpp"
#include "dialog/pop3.hpp"
#include "dialog/submission.hpp"
#include "model/ascii.hpp"
#include "model/utf8.hpp"

namespace homing {
namespace {

constexpr std::size_t most_capabilities = 128;
constexpr std::size_t longest_quotation = 200;

}  // namespace

bool starts_with_word(std::string_view line, std::string_view word) {
  if (line.size() < word.size() || (line.size() > word.size() && line[word.size()] != ' ')) return false;
  return same_word(line.substr(0, word.size()), word);
}

std::unique_ptr<Greeting> Greeting::with(Protocol protocol, bool encrypted) {
  switch (protocol) {
    case Protocol::imap: return std::make_unique<ImapGreeting>(encrypted);
    case Protocol::pop3: return std::make_unique<Pop3Greeting>(encrypted);
    case Protocol::smtp: return std::make_unique<SubmissionGreeting>(encrypted);
  }
  return nullptr;
}

void Greeting::add_capability(std::string_view line) {
  if (!line.empty() && capabilities_.size() < most_capabilities) capabilities_.push_back(to_utf8(line));
}

bool Greeting::has_capability(std::string_view name) const {
  return std::any_of(capabilities_.begin(), capabilities_.end(), [&](const std::string& line) { return starts_with_word(line, name); });
}

void Greeting::fail(std::string_view why, std::string_view line) {
  state_ = State::failed;
  fault_ = why;
  if (!line.empty()) fault_ += ": " + to_utf8(line, longest_quotation);
}

void Greeting::say(Stage stage, std::string& out) {
  stage_ = stage;
  lines_.begin_reply();
  out += command(stage) + "\r\n";
}

// The reply to what was said is complete, and good.
void Greeting::go_on(std::string& out) {
  if (stage_ == Stage::greeting) return say(Stage::capabilities, out);
  if (stage_ == Stage::start_tls) {
    // What came behind the consent was not encrypted, and would be read as if it had been.
    if (!lines_.empty()) return fail("the server goes on in plain text after STARTTLS");
    state_ = State::start_tls;
    return;
  }
  if (!encrypted_ && !offers_tls()) return fail("the server does not offer STARTTLS");
  say(encrypted_ ? Stage::farewell : Stage::start_tls, out);
  if (encrypted_) state_ = State::done;
}

void Greeting::hear_line(std::string_view line, std::string& out) {
  if (line.size() > Lines::longest_line) return fail("the server sends endless lines");
  switch (judge(stage_, line)) {
    case Reply::unfinished: return;
    case Reply::good: return go_on(out);
    case Reply::bad: return fail("the server refuses", line);
  }
}

std::string Greeting::hear(std::string_view bytes) {
  std::string out;
  if (state_ == State::start_tls && !bytes.empty()) fail("the server goes on in plain text after STARTTLS");
  if (state_ != State::talking) return out;
  if (!lines_.add(bytes)) fail("the server sends more than any reply has");
  while (state_ == State::talking) {
    const std::optional<std::string_view> line = lines_.next();
    if (!line) break;
    hear_line(*line, out);
  }
  if (state_ == State::talking && lines_.too_long()) fail("the server sends endless lines");
  return out;
}

// RFC 9051 section 6.2.1, RFC 3207 section 4.2, RFC 2595 section 4: what was learned in plain text is forgotten.
std::string Greeting::secured() {
  std::string out;
  if (state_ != State::start_tls) return out;
  state_ = State::talking;
  encrypted_ = true;
  capabilities_.clear();
  say(Stage::capabilities, out);
  return out;
}

}  // namespace homing
