#include "dialog/dialogue.hpp"

#include <algorithm>

#include "crypto/base64.hpp"
#include "dialog/imap.hpp"
#include "dialog/pop3.hpp"
#include "dialog/submission.hpp"
#include "model/ascii.hpp"
#include "model/utf8.hpp"

namespace homing {
namespace {

constexpr std::size_t most_capabilities = 128;
constexpr std::size_t most_lines = 256;
constexpr std::size_t longest_quotation = 200;
constexpr std::size_t longest_reply_kept = 1990;  // and the mark of a cut

}  // namespace

bool starts_with_word(std::string_view line, std::string_view word) {
  if (line.size() < word.size() || (line.size() > word.size() && line[word.size()] != ' ')) return false;
  return same_word(line.substr(0, word.size()), word);
}

std::vector<std::string> upper_case_words(std::string_view line) {
  std::vector<std::string> words;
  while (!line.empty()) {
    const std::string_view one = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(line.size(), one.size() + 1));
    std::string word(one);
    for (char& c : word) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    if (!word.empty()) words.push_back(std::move(word));
  }
  return words;
}

std::unique_ptr<Dialogue> Dialogue::with(Protocol protocol, const Errand& errand) {
  switch (protocol) {
    case Protocol::imap: return std::make_unique<ImapDialogue>(errand);
    case Protocol::pop3: return std::make_unique<Pop3Dialogue>(errand);
    case Protocol::smtp: return std::make_unique<SubmissionDialogue>(errand);
  }
  return nullptr;
}

Dialogue::Dialogue(const Errand& errand) : errand_(errand) {
  if (errand.login == nullptr) return;
  const auto controls = [](std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  };
  if (controls(errand.login->username)) fail("the user name holds control characters");
  scrubber_.forget(errand.login->secret->reveal());
  std::string encoded = to_base64(errand.login->secret->reveal());
  scrubber_.forget(encoded);
  wipe(encoded);
}

void Dialogue::add_capability(std::string_view line) {
  if (!line.empty() && gist_.capabilities.size() < most_capabilities) gist_.capabilities.push_back(to_utf8(scrubber_.clean(std::string(line))));
}

bool Dialogue::has_capability(std::string_view name) const {
  return std::any_of(gist_.capabilities.begin(), gist_.capabilities.end(), [&](const std::string& line) { return starts_with_word(line, name); });
}

bool Dialogue::answers_too_soon() const {
  std::string_view rest = lines_.rest();
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    if (!may_stand(line)) return true;
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return false;
}

void Dialogue::say_raw(std::string_view bytes) {
  if (state_ != State::talking) return;
  if (out_.empty() && answers_too_soon()) return fail("the server answers before it is asked");
  lines_.begin_reply();
  append_secretly(out_, bytes);
}

void Dialogue::say(std::string_view line) {
  say_raw(line);
  if (state_ == State::talking) append_secretly(out_, "\r\n");
}

void Dialogue::say_secretly(std::string_view lead, std::string_view secret) {
  say_raw(lead);
  if (state_ != State::talking) return;
  gist_.asked_to_sign_in = true;
  append_secretly(out_, secret);
  append_secretly(out_, "\r\n");
}

void Dialogue::say_response(std::string_view lead, std::string response) {
  std::string text = to_base64(response);
  scrubber_.forget(text);
  say_secretly(lead, text);
  wipe(text);
  wipe(response);
}

// The secret is looked for first: what is cut or mended would not show it any more.
std::string Dialogue::quoted_words(std::string_view words) const { return to_utf8(scrubber_.clean(std::string(words)), longest_reply_kept); }

void Dialogue::end_step(std::string_view words) { ended_.push_back({step_, true, 0, quoted_words(words), !encrypted_}); }

void Dialogue::fail(std::string_view why, std::string_view words) {
  if (state_ == State::failed) return;
  state_ = State::failed;
  fault_ = why;
  const std::string said = quoted_words(words);
  if (!said.empty()) fault_ += ": " + to_utf8(said, longest_quotation);
  ended_.push_back({step_, false, 0, said, !encrypted_});
  wipe(out_);
}

void Dialogue::fail_without_way(std::string_view offer) {
  fail("the server offers none of the ways to sign in that are allowed; it offers " +
       (offer.empty() ? std::string("none") : to_utf8(scrubber_.clean(std::string(offer)), longest_quotation)));
}

void Dialogue::finish(std::string_view farewell) {
  say(farewell);
  if (state_ == State::talking) state_ = State::done;
}

void Dialogue::start_tls() {
  // What came behind the consent was not encrypted, and would be read as if it had been (CVE-2011-0411, RFC 3207 section 5).
  if (!lines_.empty()) return fail("the server goes on in plain text after STARTTLS");
  state_ = State::start_tls;
  begin(Step::tls);
}

// To be played again. A literal belongs to its line.
void Dialogue::keep_line(std::string_view line, bool goes_on) {
  const std::string words = to_utf8(scrubber_.clean(std::string(line)), Lines::longest_line);
  // A secret may come in two pieces, too.
  if (goes_on && !heard_.empty() && heard_.size() <= most_lines) heard_.back() = scrubber_.clean(heard_.back() + words);
  else if (heard_.size() < most_lines) heard_.push_back(words);
}

// Whether there was anything to hear.
bool Dialogue::hear_next() {
  if (const std::size_t wanted = bytes_wanted(); wanted != 0) {
    const auto bytes = lines_.next_bytes(wanted);
    if (bytes) keep_line("\r\n" + std::string(*bytes), true), hear_bytes(*bytes);
    goes_on_ = bytes.has_value();
    return goes_on_;
  }
  const std::optional<std::string_view> line = lines_.next();
  if (!line) return false;
  keep_line(*line, std::exchange(goes_on_, false));
  if (line->size() > Lines::longest_line) fail("the server sends endless lines");
  else hear_line(*line);
  return true;
}

std::string Dialogue::hear(std::string_view bytes) {
  if (state_ == State::start_tls && !bytes.empty()) fail("the server goes on in plain text after STARTTLS");
  if (state_ != State::talking) return {};
  if (!lines_.add(bytes)) fail("the server sends more than any reply has");
  while (state_ == State::talking && hear_next()) continue;
  if (state_ == State::talking && bytes_wanted() == 0 && lines_.too_long()) fail("the server sends endless lines");
  return std::exchange(out_, {});
}

// RFC 9051 section 6.2.1, RFC 3207 section 4.2, RFC 2595 section 4: what was learned in plain text is forgotten.
std::string Dialogue::secured() {
  const bool at_once = errand_.implicit_tls && !encrypted_ && state_ == State::talking;
  if (state_ != State::start_tls && !at_once) return {};
  state_ = State::talking;
  encrypted_ = true;
  gist_.capabilities.clear();
  go_on_encrypted(at_once);
  return std::exchange(out_, {});
}

}  // namespace homing
