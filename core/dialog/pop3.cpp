#include "dialog/pop3.hpp"

#include <algorithm>
#include <charconv>

#include "model/ascii.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_command = 255;  // RFC 2449 section 4, with CRLF
constexpr int most_looked_at = 20;            // the newest messages, when one is looked for

constexpr std::size_t base64_size(std::size_t bytes) { return 4 * ((bytes + 2) / 3); }

// The value of a header field, without the blanks around it.
bool is_field(std::string_view line, std::string_view name, std::string_view value) {
  if (line.size() <= name.size() || !same_word(line.substr(0, name.size()), name) || line[name.size()] != ':') return false;
  return line.find(value, name.size()) != std::string_view::npos;
}

}  // namespace

void Pop3Dialogue::hear_line(std::string_view line) {
  if (stage_ == Stage::capabilities) return hear_list(line);
  if (stage_ == Stage::top) return hear_top(line);
  if (stage_ == Stage::sign_in && exchange_ && (line == "+" || line.starts_with("+ "))) {
    return hear_challenge(line.substr(std::min<std::size_t>(2, line.size())));
  }
  const bool good = starts_with_word(line, "+OK");
  if (!good && !starts_with_word(line, "-ERR")) return fail("the server refuses to speak POP3", line);
  hear_reply(line, good);
}

void Pop3Dialogue::hear_reply(std::string_view line, bool good) {
  switch (stage_) {
    case Stage::greeting: return hear_greeting(line, good);
    case Stage::start_tls: return good ? start_tls() : fail("the server refuses STLS", line);
    case Stage::sign_in:
      if (exchange_ || !good) return hear_sign_in(line, good);
      stage_ = Stage::password;
      return password_said_ ? void() : say_secretly("PASS ", errand().login->secret->reveal());
    case Stage::password: return hear_sign_in(line, good);
    case Stage::status: return hear_status(line, good);
    case Stage::capabilities:
    case Stage::top: return;
  }
}

void Pop3Dialogue::hear_greeting(std::string_view line, bool good) {
  if (!good) return fail("the server refuses", line);
  end_step(line);
  if (!asked_ahead_) return ask_capabilities();
  stage_ = Stage::capabilities;
  begin(Step::capabilities);
}

void Pop3Dialogue::ask_capabilities() {
  stage_ = Stage::capabilities;
  begin(Step::capabilities);
  in_list_ = false;
  say("CAPA");
}

// Nothing depends on the greeting, so that the first command need not wait for it: one round trip less.
void Pop3Dialogue::go_on_encrypted(bool at_once) {
  if (!at_once) return ask_capabilities();
  asked_ahead_ = true;
  say("CAPA");
}

void Pop3Dialogue::hear_list(std::string_view line) {
  if (in_list_) {
    if (line == ".") return go_on(line);
    if (line.starts_with('.')) line.remove_prefix(1);  // RFC 1939 section 3
    return add_capability(line);
  }
  in_list_ = lists_ = starts_with_word(line, "+OK");
  if (in_list_) return;
  if (starts_with_word(line, "-ERR")) return go_on(line);
  fail("the server refuses to speak POP3", line);
}

// The capabilities are known, or it is known that the server cannot tell them.
void Pop3Dialogue::go_on(std::string_view line) {
  std::string words(lists_ ? "+OK" : line);
  for (const std::string& capability : gist().capabilities) (words += '\n') += capability;
  end_step(words);
  if (encrypted()) return sign_in();
  begin(Step::tls);
  if (lists_ && !has_capability("STLS")) return fail("the server does not offer STARTTLS");
  stage_ = Stage::start_tls;
  say("STLS");
}

std::string Pop3Dialogue::sasl_offer() const {
  constexpr std::string_view sasl = "SASL";
  for (const std::string& line : gist().capabilities) {
    if (starts_with_word(line, sasl)) return line.substr(std::min(line.size(), sasl.size() + 1));
  }
  return {};
}

void Pop3Dialogue::sign_in() {
  if (errand().login == nullptr) return finish("QUIT");
  begin(Step::sign_in);
  stage_ = Stage::sign_in;
  const bool password = errand().login->method == Method::password;
  const bool has_user = !lists_ || has_capability("USER");
  exchange_ = SaslExchange(Sasl::choose(*errand().login, upper_case_words(sasl_offer())));
  if (!exchange_ && !(password && has_user)) return fail_without_way(has_user ? "USER " + sasl_offer() : sasl_offer());
  if (!exchange_) return say_user();
  const Sasl& way = exchange_.way();
  const std::string command = "AUTH " + std::string(way.name());
  std::string response = way.is_single() ? exchange_.initial() : std::string();
  const bool one_line = way.is_single() && command.size() + 1 + base64_size(response.size()) + 2 <= longest_command;
  if (!one_line && password && has_user) {
    wipe(response);
    exchange_ = SaslExchange();
    return say_user();
  }
  if (!one_line) {
    first_response_ = Secret(response);
    wipe(response);
    return say(command);
  }
  say_response(command + ' ', std::move(response));
  status_said_ = has_capability("PIPELINING");
  if (status_said_) say("STAT");
}

void Pop3Dialogue::say_user() {
  const std::string_view password = errand().login->secret->reveal();
  if (password.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
    return fail("a password with line breaks cannot be said in POP3");
  say_secretly("USER ", errand().login->username);
  password_said_ = status_said_ = has_capability("PIPELINING");
  if (!password_said_) return;
  say_secretly("PASS ", password);
  say("STAT");
}

void Pop3Dialogue::hear_challenge(std::string_view challenge) {
  if (!first_response_.empty()) {
    say_response({}, std::string(first_response_.reveal()));
    first_response_ = Secret();
    return;
  }
  if (cancelled_) return fail("the server goes on asking", challenge);
  std::optional<std::string> response = exchange_.respond(challenge);
  cancelled_ = !response;
  if (response) say_response({}, *std::move(response));
  else say("*");
}

void Pop3Dialogue::hear_sign_in(std::string_view line, bool good) {
  if (cancelled_) return fail("the server asks what the way to sign in has no answer to", line);
  if (!good) return fail("the server refuses to sign in", exchange_.with_reason("+ ", line));
  if (exchange_ && !exchange_.way().is_complete()) return fail("the server did not prove that it knows the password", line);
  learned().mechanism = exchange_ ? exchange_.way().name() : "USER";
  end_step(line);
  ask_status();
}

void Pop3Dialogue::ask_status() {
  begin(Step::mailbox);
  stage_ = Stage::status;
  if (!status_said_) say("STAT");
}

// RFC 1939 section 5: "+OK count octets".
void Pop3Dialogue::hear_status(std::string_view line, bool good) {
  if (!good) return fail("the server does not open the mailbox", line);
  const std::size_t blank = std::min(line.find(' '), line.size() - 1);
  std::uint32_t count = 0;
  const std::string_view rest = line.substr(blank + 1);
  if (std::from_chars(rest.data(), rest.data() + rest.size(), count).ec == std::errc()) learned().messages = count;
  status_words_ = line;
  next_ = count;
  if (!errand().find.empty()) {
    learned().found = false;
    return look_at_next();
  }
  end_step(line);
  finish("QUIT");
}

// The header of the newest message that was not looked at.
void Pop3Dialogue::look_at_next() {
  if (next_ < 1 || learned().found.value_or(false) || looked_at_ == most_looked_at) {
    end_step(status_words_);
    return finish("QUIT");
  }
  stage_ = Stage::top;
  in_list_ = false;
  field_.clear();
  ++looked_at_;
  say("TOP " + std::to_string(next_--) + " 0");
}

void Pop3Dialogue::hear_top(std::string_view line) {
  if (in_list_) {
    if (line == ".") return look_at_next();
    // RFC 5322 section 2.2.3: a line that begins with a blank goes on with the field before it.
    if (line.starts_with(' ') || line.starts_with('\t')) field_ += line;
    else field_ = line;
    if (is_field(field_, "Message-ID", errand().find)) learned().found = true;
    return;
  }
  in_list_ = starts_with_word(line, "+OK");
  if (!in_list_) fail("the server does not show messages", line);
}

}  // namespace homing
