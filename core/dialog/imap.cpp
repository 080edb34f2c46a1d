#include "dialog/imap.hpp"

#include <algorithm>

namespace homing {

std::string ImapGreeting::command(Stage stage) {
  ++tag_;
  const std::string_view word = stage == Stage::start_tls ? "STARTTLS" : stage == Stage::farewell ? "LOGOUT" : "CAPABILITY";
  return tag_ + (' ' + std::string(word));
}

Greeting::Reply ImapGreeting::judge_greeting(std::string_view line) const {
  if (starts_with_word(line, "* OK")) return Reply::good;
  // RFC 9051 section 7.1.4: who is signed in already cannot start TLS any more.
  const bool signed_in = starts_with_word(line, "* PREAUTH");
  return signed_in && encrypted_from_start_ ? Reply::good : Reply::bad;
}

// RFC 9051 section 7.2.2.
void ImapGreeting::add_words(std::string_view words) {
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    add_capability(word);
    words.remove_prefix(std::min(words.size(), word.size() + 1));
  }
}

Greeting::Reply ImapGreeting::judge(Stage stage, std::string_view line) {
  if (stage == Stage::greeting) return judge_greeting(line);
  if (starts_with_word(line, "* BYE")) return Reply::bad;
  constexpr std::string_view list = "* CAPABILITY";
  if (stage == Stage::capabilities && starts_with_word(line, list)) add_words(line.substr(list.size()));
  if (line.starts_with("* ")) return Reply::unfinished;
  const std::string ok = tag_ + std::string(" OK");
  return starts_with_word(line, ok) ? Reply::good : Reply::bad;
}

}  // namespace homing
