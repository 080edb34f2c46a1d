#include "dialog/imap.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "model/ascii.hpp"

namespace homing {
namespace {

// RFC 9051 section 4.3: a line that ends with `{size}` goes on with so many bytes.
std::optional<std::size_t> literal_size(std::string_view line) {
  const std::size_t begin = line.rfind('{');
  if (!line.ends_with('}') || begin == std::string_view::npos) return std::nullopt;
  std::string_view digits = line.substr(begin + 1, line.size() - begin - 2);
  if (digits.ends_with('+')) digits.remove_suffix(1);
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  return error == std::errc() && end == digits.data() + digits.size() ? std::optional(size) : std::nullopt;
}

bool is_quotable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string quoted(std::string_view text) {
  std::string result(1, '"');
  result.reserve(2 * text.size() + 2);  // so that it does not move
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result += '"';
}

// The mailbox of what was sent, in `(\HasNoChildren \Sent) "/" "Sent Items"` (RFC 6154 section 2); its name as it is written. Servers that give
// no such attribute have a usual name. Empty: another mailbox.
std::string_view sent_mailbox(std::string_view list) {
  const std::size_t end = list.find(") ");
  const std::size_t name = end == std::string_view::npos ? end : list.find(' ', end + 2);
  if (name == std::string_view::npos) return {};
  const std::string attributes = lower_case(list.substr(0, end));
  const std::string_view written = list.substr(name + 1);
  if (!is_quotable(written) || written.starts_with('{')) return {};  // a literal; no server has one for it
  const bool is_sent = attributes.find("\\sent") != std::string::npos;
  return is_sent || written == "Sent" || written == "\"Sent\"" || written == "\"Sent Items\"" ? written : std::string_view();
}

}  // namespace

void ImapDialogue::hear_line(std::string_view line) {
  line_ += line;
  const std::optional<std::size_t> literal = line_.starts_with("* ") ? literal_size(line) : std::nullopt;
  literal_ = literal.value_or(0);
  const std::size_t room = Lines::longest_reply - std::min(line_.size(), Lines::longest_reply);
  if (literal_ > room) return fail("the server sends more than any reply has");
  if (literal) return;  // one of no bytes is followed by the rest of its line, too
  const std::string whole = std::exchange(line_, {});
  hear_whole(whole);
}

void ImapDialogue::hear_bytes(std::string_view bytes) {
  line_ += bytes;
  literal_ = 0;
}

void ImapDialogue::hear_whole(std::string_view line) {
  if (stage_ == Stage::greeting) return hear_greeting(line);
  if (starts_with_word(line, "* BYE")) return fail("the server refuses", line);
  if (line.starts_with("* ")) return hear_untagged(line.substr(2));
  if (stage_ == Stage::sign_in && (line == "+" || line.starts_with("+ "))) return hear_more(line.substr(std::min<std::size_t>(2, line.size())));
  const std::string tag(1, expected_);
  if (!starts_with_word(line, tag)) return fail("the server refuses to speak IMAP", line);
  hear_end(line, starts_with_word(line.substr(tag.size() + std::min<std::size_t>(1, line.size() - 1)), "OK"));
}

// RFC 9051 section 7.1.4: who is signed in already cannot start TLS any more, and proves nothing by signing in.
void ImapDialogue::hear_greeting(std::string_view line) {
  const bool signed_in = starts_with_word(line, "* PREAUTH");
  if (!starts_with_word(line, "* OK") && !signed_in) return fail("the server refuses", line);
  if (signed_in && (!encrypted() || errand().login != nullptr)) return fail("the server lets everybody in before they sign in", line);
  end_step(line);
  begin(Step::capabilities);
  constexpr std::string_view code = "[CAPABILITY ";
  const std::size_t begin_of_list = line.find(code);
  if (begin_of_list == std::string_view::npos) return ask_capabilities();
  const std::string_view list = line.substr(begin_of_list + code.size());
  know_capabilities(list.substr(0, list.find(']')));
  go_on(line);
}

// RFC 9051 section 7.2.2.
void ImapDialogue::know_capabilities(std::string_view words) {
  if (stage_ != Stage::greeting && stage_ != Stage::capabilities) return;  // those after the sign-in are others
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    add_capability(word);
    words.remove_prefix(std::min(words.size(), word.size() + 1));
  }
}

void ImapDialogue::hear_untagged(std::string_view line) {
  constexpr std::string_view list = "CAPABILITY";
  if (starts_with_word(line, list)) return know_capabilities(line.substr(list.size()));
  if (stage_ == Stage::select && same_word(line.substr(line.find(' ') + 1), "EXISTS")) {
    std::uint32_t count = 0;  // RFC 9051 section 9: number is 32 bits
    if (std::from_chars(line.data(), line.data() + line.size(), count).ec == std::errc()) learned().messages = count;
  }
  constexpr std::string_view mailbox = "LIST ";
  if (stage_ == Stage::list && sent_.empty() && line.starts_with(mailbox)) sent_ = sent_mailbox(line.substr(mailbox.size()));
  constexpr std::string_view result = "SEARCH";
  if (stage_ == Stage::search && starts_with_word(line, result)) {
    learned().found = line.find_first_of("0123456789", result.size()) != std::string_view::npos || learned().found.value_or(false);
  }
}

void ImapDialogue::hear_end(std::string_view line, bool good) {
  switch (stage_) {
    case Stage::greeting: return;
    case Stage::capabilities: return good ? go_on(line) : fail("the server refuses", line);
    case Stage::start_tls: return good ? start_tls() : fail("the server refuses STARTTLS", line);
    case Stage::sign_in: return hear_sign_in_end(line, good);
    case Stage::select:
      if (!good) return fail("the server does not open the mailbox", line);
      if (!errand().find.empty()) return search();
      end_step(line);
      return finish(std::string(1, ++tag_) + " LOGOUT");
    case Stage::search:
      if (!good) return fail("the server does not search the mailbox", line);
      learned().found = learned().found.value_or(false);
      return *learned().found || asked_for_sent_ ? end_search(line) : look_elsewhere();
    case Stage::list:
      if (!good || sent_.empty()) return end_search(line);
      stage_ = Stage::examine;
      command("EXAMINE " + sent_);
      expected_ = tag_;
      return;
    case Stage::examine: return good ? search() : end_search(line);
  }
}

void ImapDialogue::command(std::string_view words, bool secret) {
  const std::string lead = std::string(1, ++tag_) + ' ';
  if (secret) return say_secretly(lead, words);
  say(lead + std::string(words));
}

void ImapDialogue::ask_capabilities() {
  stage_ = Stage::capabilities;
  begin(Step::capabilities);
  command("CAPABILITY");
  expected_ = tag_;
}

void ImapDialogue::go_on_encrypted(bool at_once) {
  if (!at_once) ask_capabilities();
}

// The capabilities are known.
void ImapDialogue::go_on(std::string_view line) {
  std::string words = "* CAPABILITY";
  for (const std::string& capability : gist().capabilities) words += ' ' + capability;
  end_step(gist().capabilities.empty() ? line : std::string_view(words));
  if (encrypted()) return sign_in();
  begin(Step::tls);
  if (!has_capability("STARTTLS")) return fail("the server does not offer STARTTLS");
  stage_ = Stage::start_tls;
  command("STARTTLS");
  expected_ = tag_;
}

bool ImapDialogue::offers_sasl_in_one_go(const std::vector<std::string>& offered) const {
  return has_capability("SASL-IR") && std::find(offered.begin(), offered.end(), "PLAIN") != offered.end();
}

void ImapDialogue::sign_in() {
  if (errand().login == nullptr) return finish(std::string(1, ++tag_) + " LOGOUT");
  begin(Step::sign_in);
  stage_ = Stage::sign_in;
  std::vector<std::string> offered;
  constexpr std::string_view auth = "AUTH=";
  for (const std::string& capability : gist().capabilities) {
    const std::vector<std::string> word = upper_case_words(capability);
    if (!word.empty() && word.front().starts_with(auth)) offered.push_back(word.front().substr(auth.size()));
  }
  // LOGIN costs one round trip where AUTHENTICATE without SASL-IR costs two.
  const bool login = errand().login->method == Method::password && !has_capability("LOGINDISABLED");
  if (login && !offers_sasl_in_one_go(offered)) say_login();
  else start_sasl(offered);
  if (state() != State::talking) return;
  expected_ = tag_;
  said_ahead_ = pieces_.empty() && (!exchange_ || (exchange_.way().is_single() && has_capability("SASL-IR")));
  if (said_ahead_) command("SELECT INBOX");
}

void ImapDialogue::start_sasl(const std::vector<std::string>& offered) {
  exchange_ = SaslExchange(Sasl::choose(*errand().login, offered));
  if (!exchange_) {
    std::string offer;
    for (const std::string& capability : gist().capabilities) {
      if (capability.starts_with("AUTH=") || capability == "LOGINDISABLED") offer += (offer.empty() ? "" : " ") + capability;
    }
    return fail_without_way(offer);
  }
  const Sasl& way = exchange_.way();
  const std::string words = "AUTHENTICATE " + std::string(way.name());
  if (way.speaks_first() && has_capability("SASL-IR")) say_response(std::string(1, ++tag_) + ' ' + words + ' ', exchange_.initial());
  else command(words);
}

// RFC 9051 section 4.3 and RFC 7888: what cannot be quoted is a literal, which waits for the server unless it takes LITERAL+.
std::string ImapDialogue::argument(std::string_view text) {
  if (is_quotable(text)) {
    std::string in_quotes = quoted(text);
    if (text == errand().login->secret->reveal()) keep_secret(std::string_view(in_quotes).substr(1, in_quotes.size() - 2));
    return in_quotes;
  }
  const bool at_once = has_capability("LITERAL+") || (has_capability("LITERAL-") && text.size() <= 4096);
  const std::string size = "{" + std::to_string(text.size()) + (at_once ? "+}" : "}");
  if (at_once) return size + "\r\n" + std::string(text);
  pieces_.emplace_back(text);
  return size;
}

void ImapDialogue::say_login() {
  const std::string user = argument(errand().login->username);
  const bool user_waits = !pieces_.empty();
  std::string password = argument(errand().login->secret->reveal());
  std::string words = "LOGIN " + user;
  std::string& last = user_waits ? pieces_.front() : words;
  append_secretly(last, " ");
  append_secretly(last, password);
  command(words, true);
  wipe(words);
  wipe(password);
}

void ImapDialogue::hear_more(std::string_view challenge) {
  if (!pieces_.empty()) {
    say_secretly(pieces_.front());
    wipe(pieces_.front());
    return pieces_.pop_front();
  }
  if (!exchange_) return fail("the server asks for more than LOGIN has", challenge);
  if (cancelled_) return fail("the server goes on asking", challenge);
  std::optional<std::string> response = exchange_.respond(challenge);
  cancelled_ = !response;
  if (response) say_response({}, *std::move(response));
  else say("*");
}

void ImapDialogue::hear_sign_in_end(std::string_view line, bool good) {
  if (cancelled_) return fail("the server asks what the way to sign in has no answer to", line);
  if (!good) return fail("the server refuses to sign in", exchange_.with_reason("+ ", line));
  if (exchange_ && !exchange_.way().is_complete()) return fail("the server did not prove that it knows the password", line);
  learned().mechanism = exchange_ ? exchange_.way().name() : "LOGIN";
  end_step(line);
  select();
}

void ImapDialogue::select() {
  begin(Step::mailbox);
  stage_ = Stage::select;
  if (!said_ahead_) command("SELECT INBOX");
  expected_ = tag_;
}

void ImapDialogue::search() {
  stage_ = Stage::search;
  command("UID SEARCH HEADER Message-ID " + quoted(errand().find));
  expected_ = tag_;
}

// Providers keep a copy of what was submitted among what was sent.
void ImapDialogue::look_elsewhere() {
  stage_ = Stage::list;
  asked_for_sent_ = true;
  command(R"(LIST "" "*")");
  expected_ = tag_;
}

void ImapDialogue::end_search(std::string_view line) {
  end_step(line);
  finish(std::string(1, ++tag_) + " LOGOUT");
}

}  // namespace homing
