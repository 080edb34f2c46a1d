#pragma once
// POP3 (RFC 1939) with CAPA (RFC 2449), STLS (RFC 2595) and AUTH (RFC 5034).
#include "dialog/dialogue.hpp"
#include "dialog/exchange.hpp"

namespace homing {

class Pop3Dialogue final : public Dialogue {
 public:
  explicit Pop3Dialogue(const Errand& errand) : Dialogue(errand) {}

 private:
  enum class Stage : std::uint8_t { greeting, capabilities, start_tls, sign_in, password, status, top };

  void hear_line(std::string_view line) override;
  void go_on_encrypted(bool at_once) override;
  void hear_list(std::string_view line);
  void hear_reply(std::string_view line, bool good);
  void hear_greeting(std::string_view line, bool good);
  void hear_challenge(std::string_view challenge);
  void hear_sign_in(std::string_view line, bool good);
  void hear_status(std::string_view line, bool good);
  void hear_top(std::string_view line);
  void ask_capabilities();
  void go_on(std::string_view line);
  void sign_in();
  void say_user();
  void ask_status();
  void look_at_next();
  std::string sasl_offer() const;

  Stage stage_ = Stage::greeting;
  bool asked_ahead_ = false;  // for the capabilities, before the greeting
  bool in_list_ = false;
  bool lists_ = true;  // whether the server knows CAPA, which came ten years after POP3
  SaslExchange exchange_;
  Secret first_response_;  // that waits for the server's "+"
  bool password_said_ = false, status_said_ = false, cancelled_ = false;
  std::string status_words_;
  std::string field_;      // of a message's header, unfolded
  std::int64_t next_ = 0;  // the message to look at
  int looked_at_ = 0;
};

}  // namespace homing
