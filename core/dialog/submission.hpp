#pragma once
// SMTP submission (RFC 6409, RFC 5321) with STARTTLS (RFC 3207), AUTH (RFC 4954) and PIPELINING (RFC 2920).
#include "dialog/dialogue.hpp"
#include "dialog/exchange.hpp"

namespace homing {

class SubmissionDialogue final : public Dialogue {
 public:
  explicit SubmissionDialogue(const Errand& errand) : Dialogue(errand) {}

 private:
  enum class Stage : std::uint8_t { greeting, hello, start_tls, sign_in, try_sender, take_back, sender, recipient, data, content };

  void hear_line(std::string_view line) override;
  void go_on_encrypted(bool at_once) override;
  void hear_reply();
  void hear_hello();
  void hear_sign_in();
  void hear_recipient();
  void hear_data();
  void say_hello();
  void sign_in();
  void use_account();
  void say_sender();
  void say_next_recipient();
  void say_envelope();
  bool fits(const Letter& letter);
  bool is(char first_digit) const { return code_.front() == first_digit; }
  std::string mail_from(std::string_view sender, bool utf8) const;
  std::string recipient_line(std::size_t index) const;

  Stage stage_ = Stage::greeting;
  std::string code_;   // of the reply that is coming in
  std::string words_;  // all its lines
  bool first_line_ = true;
  SaslExchange exchange_;
  bool cancelled_ = false;    // the sign-in, by us
  std::string sender_words_;  // what the server said to the sender that is taken back
  std::size_t recipients_said_ = 0;
  bool pipelined_ = false;
};

}  // namespace homing
