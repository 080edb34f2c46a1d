#pragma once
// IMAP (RFC 9051, RFC 3501) with AUTHENTICATE and SASL-IR (RFC 4959) and literals (RFC 7888).
#include <deque>

#include "dialog/dialogue.hpp"
#include "dialog/exchange.hpp"

namespace homing {

class ImapDialogue final : public Dialogue {
 public:
  explicit ImapDialogue(const Errand& errand) : Dialogue(errand) {}

 private:
  enum class Stage : std::uint8_t { greeting, capabilities, start_tls, sign_in, select, search, list, examine };

  void hear_line(std::string_view line) override;
  std::size_t bytes_wanted() const override { return literal_; }
  void hear_bytes(std::string_view bytes) override;
  bool may_stand(std::string_view line) const override { return line.starts_with("* ") || line == "*"; }
  void go_on_encrypted(bool at_once) override;
  void hear_whole(std::string_view line);
  void hear_greeting(std::string_view line);
  void hear_untagged(std::string_view line);
  void hear_more(std::string_view challenge);
  void hear_end(std::string_view line, bool good);
  void hear_sign_in_end(std::string_view line, bool good);
  void command(std::string_view words, bool secret = false);
  void ask_capabilities();
  void know_capabilities(std::string_view words);
  void go_on(std::string_view line);
  void sign_in();
  bool offers_sasl_in_one_go(const std::vector<std::string>& offered) const;
  void start_sasl(const std::vector<std::string>& offered);
  void say_login();
  void select();
  void search();
  void look_elsewhere();
  void end_search(std::string_view line);
  std::string argument(std::string_view text);

  Stage stage_ = Stage::greeting;
  char tag_ = 'a' - 1;   // of the last command
  char expected_ = 'a';  // of the command whose end is waited for
  std::string line_;     // with the literals that stand in it
  std::size_t literal_ = 0;
  SaslExchange exchange_;
  std::deque<std::string> pieces_;  // what follows when the server asks for the next literal
  bool cancelled_ = false;
  bool said_ahead_ = false;
  std::string sent_;  // the mailbox of what was sent, as the server writes its name
  bool asked_for_sent_ = false;
};

}  // namespace homing
