#include "dialog/submission.hpp"

#include <algorithm>
#include <charconv>

namespace homing {
namespace {

bool is_code(std::string_view line) {
  return line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3, [](char c) { return c >= '0' && c <= '9'; }) &&
         (line.size() == 3 || line[3] == ' ' || line[3] == '-');
}

bool has_utf8(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace

// RFC 5321 section 4.2.1: all lines of a reply but the last have a hyphen behind the code.
void SubmissionDialogue::hear_line(std::string_view line) {
  if (!is_code(line) || (!first_line_ && line.substr(0, 3) != code_)) return fail("the server refuses to speak SMTP", line);
  if (first_line_) code_ = line.substr(0, 3), words_.clear();
  else words_ += '\n';
  words_ += line;
  // The first line greets.
  if (stage_ == Stage::hello && !first_line_) add_capability(line.substr(std::min<std::size_t>(4, line.size())));
  first_line_ = line.size() == 3 || line[3] == ' ';
  if (!first_line_) return;
  begin_reply();  // of a group of commands each has its own
  hear_reply();
}

void SubmissionDialogue::hear_reply() {
  switch (stage_) {
    case Stage::greeting:
      if (code_ != "220") return fail("the server refuses", words_);
      end_step(words_);
      return say_hello();
    case Stage::hello: return hear_hello();
    case Stage::start_tls: return code_ == "220" ? start_tls() : fail("the server refuses STARTTLS", words_);
    case Stage::sign_in: return hear_sign_in();
    case Stage::try_sender:
      if (!is('2')) return fail("the server refuses the sender", words_);
      sender_words_ = words_;
      stage_ = Stage::take_back;
      if (!pipelined_) say("RSET");
      return;
    case Stage::take_back:
      if (!is('2')) return fail("the server refuses RSET", words_);
      end_step(sender_words_);
      return finish("QUIT");
    case Stage::sender:
      if (!is('2')) return fail("the server refuses the sender", words_);
      stage_ = Stage::recipient;
      if (!pipelined_) say_next_recipient();
      return;
    case Stage::recipient: return hear_recipient();
    case Stage::data: return hear_data();
    case Stage::content:
      if (!is('2')) return fail("the server refuses the message", words_);
      end_step(words_);
      return finish("QUIT");
  }
}

// RFC 5321 section 4.1.3: an address literal, where a client has no name that means anything to the server.
void SubmissionDialogue::say_hello() {
  stage_ = Stage::hello;
  begin(Step::capabilities);
  say("EHLO [127.0.0.1]");
}

void SubmissionDialogue::go_on_encrypted(bool at_once) {
  if (!at_once) say_hello();
}

void SubmissionDialogue::hear_hello() {
  if (code_ != "250") return fail("the server refuses EHLO", words_);
  end_step(words_);
  if (encrypted()) return sign_in();
  begin(Step::tls);
  if (!has_capability("STARTTLS")) return fail("the server does not offer STARTTLS");
  stage_ = Stage::start_tls;
  say("STARTTLS");
}

void SubmissionDialogue::sign_in() {
  if (errand().login == nullptr) return finish("QUIT");
  begin(Step::sign_in);
  stage_ = Stage::sign_in;
  std::string offer;
  // `AUTH=` is how it was written before RFC 2554.
  for (const std::string& line : gist().capabilities) {
    if (starts_with_word(line, "AUTH") || line.starts_with("AUTH=")) offer += line.substr(std::min<std::size_t>(5, line.size())) + ' ';
  }
  exchange_ = SaslExchange(Sasl::choose(*errand().login, upper_case_words(offer)));
  if (!exchange_) return fail_without_way(offer);
  const Sasl& way = exchange_.way();
  const std::string command = "AUTH " + std::string(way.name());
  if (!way.speaks_first()) return say(command);
  // RFC 2920 section 3.1: AUTH is the last of a group, since RFC 4954 does not say otherwise; some servers insist.
  say_response(command + ' ', exchange_.initial());
}

void SubmissionDialogue::hear_sign_in() {
  if (code_ == "334") {
    if (cancelled_) return fail("the server goes on asking", words_);
    std::optional<std::string> response = exchange_.respond(std::string_view(words_).substr(std::min<std::size_t>(4, words_.size())));
    cancelled_ = !response;
    return response ? say_response({}, *std::move(response)) : say("*");
  }
  if (cancelled_) return fail("the server asks what the way to sign in has no answer to", words_);
  if (code_ != "235") return fail("the server refuses to sign in", exchange_.with_reason("334 ", words_));
  if (!exchange_.way().is_complete()) return fail("the server did not prove that it knows the password", words_);
  learned().mechanism = exchange_.way().name();
  end_step(words_);
  use_account();
}

void SubmissionDialogue::use_account() {
  if (errand().letter != nullptr) return say_envelope();
  if (errand().sender.empty()) return finish("QUIT");
  begin(Step::mailbox);
  stage_ = Stage::try_sender;
  pipelined_ = has_capability("PIPELINING");
  say(mail_from(errand().sender, false));
  if (pipelined_) say("RSET");
}

std::string SubmissionDialogue::mail_from(std::string_view sender, bool utf8) const {
  std::string line = "MAIL FROM:<" + std::string(sender) + '>';
  if ((utf8 || has_utf8(sender)) && has_capability("SMTPUTF8")) line += " SMTPUTF8";  // RFC 6531 section 3.4
  return line;
}

bool SubmissionDialogue::fits(const Letter& letter) {
  for (const std::string& line : gist().capabilities) {
    if (!starts_with_word(line, "SIZE") || line.size() < 6) continue;  // RFC 1870
    std::size_t most = 0;
    std::from_chars(line.data() + 5, line.data() + line.size(), most);
    if (most != 0 && letter.bytes.size() > most) {
      fail("the message has " + std::to_string(letter.bytes.size()) + " bytes; the server takes " + std::to_string(most));
      return false;
    }
  }
  if (letter.needs_utf8 && !has_capability("SMTPUTF8")) {
    fail("an address is not in ASCII, and the server does not offer SMTPUTF8");
    return false;
  }
  return true;
}

void SubmissionDialogue::say_envelope() {
  const Letter& letter = *errand().letter;
  begin(Step::message);
  if (!fits(letter)) return;
  stage_ = Stage::sender;
  pipelined_ = has_capability("PIPELINING");
  const bool reports = !letter.notify.empty() && has_capability("DSN");
  if (!letter.notify.empty() && !reports) learned().warnings.emplace_back("the server does not offer delivery reports (DSN)");
  std::string from = mail_from(letter.from, letter.needs_utf8);
  if (has_capability("SIZE")) from += " SIZE=" + std::to_string(letter.bytes.size());
  say(reports ? from + " RET=HDRS" : from);
  if (!pipelined_) return;
  while (recipients_said_ < letter.to.size()) say_next_recipient();
  say("DATA");
}

std::string SubmissionDialogue::recipient_line(std::size_t index) const {
  const Letter& letter = *errand().letter;
  const bool reports = !letter.notify.empty() && has_capability("DSN");
  return "RCPT TO:<" + letter.to[index] + '>' + (reports ? " NOTIFY=" + letter.notify : "");
}

void SubmissionDialogue::say_next_recipient() { say(recipient_line(recipients_said_++)); }

void SubmissionDialogue::hear_recipient() {
  const Letter& letter = *errand().letter;
  std::vector<Recipient>& answered = learned().recipients;
  answered.push_back({letter.to[answered.size()], is('2'), quoted_words(words_)});
  if (answered.size() < letter.to.size()) return pipelined_ ? void() : say_next_recipient();
  stage_ = Stage::data;
  if (pipelined_) return;
  const bool any = std::any_of(answered.begin(), answered.end(), [](const Recipient& recipient) { return recipient.ok; });
  if (any) say("DATA");
  else fail("the server takes none of the recipients", words_);
}

void SubmissionDialogue::hear_data() {
  const std::vector<Recipient>& answered = gist().recipients;
  const auto taken = std::find_if(answered.begin(), answered.end(), [](const Recipient& recipient) { return recipient.ok; });
  if (taken == answered.end()) return fail("the server takes none of the recipients", answered.empty() ? words_ : answered.front().reply);
  if (code_ != "354") return fail("the server refuses the message", words_);
  stage_ = Stage::content;
  say_raw(errand().letter->bytes);
}

}  // namespace homing
