#pragma once
// A mail server that says anything: the first octet tells what is to be done there; packets end with octet 30.
#include <algorithm>
#include <array>

#include "crypto/base64.hpp"
#include "dialog/dialogue.hpp"
#include "fuzz.hpp"

namespace fuzz {

inline const homing::Secret secret("s3cret-that-nobody-hears");

struct Visit {
  explicit Visit(std::uint8_t bits) {
    constexpr std::array<homing::Method, 4> methods{homing::Method::password, homing::Method::password, homing::Method::oauth2,
                                                    homing::Method::password_encrypted};
    errand.implicit_tls = (bits & 1U) != 0;
    login.method = methods[(bits >> 2U) & 3U];
    login.username = (bits & 16U) != 0 ? "ad\"a\\\xC3\xA4@contoso.example" : "ada@contoso.example";
    login.secret = &secret;
    login.host = "mail.contoso.example";
    letter.message_id = "<1@contoso.example>";
    letter.from = "ada@contoso.example";
    letter.to = {"grace@contoso.example", "alan@contoso.example"};
    letter.bytes = "Subject: x\r\n\r\nx\r\n.\r\n";
    letter.notify = "SUCCESS";
    if ((bits & 2U) != 0) errand.login = &login;
    if ((bits & 32U) != 0) errand.find = "<1@contoso.example>";
    if ((bits & 64U) != 0) errand.sender = "ada@contoso.example";
    if ((bits & 128U) != 0 && errand.login != nullptr) errand.letter = &letter;
  }

  homing::Errand errand;
  homing::Credentials login;
  homing::Letter letter;
};

// In any form in which it was said; the bare one is known from the start.
inline bool holds_secret(const std::string& text, bool said) {
  static const std::array<std::string, 4> forms{std::string(secret.reveal()), homing::to_base64(secret.reveal()),
                                                homing::to_base64(std::string("\0ada@contoso.example\0", 21) + std::string(secret.reveal())),
                                                homing::to_base64("user=ada@contoso.example\x01"
                                                                  "auth=Bearer " +
                                                                  std::string(secret.reveal()) + "\x01\x01")};
  return std::any_of(forms.begin(), said ? forms.end() : forms.begin() + 2,
                     [&](const std::string& form) { return text.find(form) != std::string::npos; });
}

class Listener {
 public:
  explicit Listener(homing::Protocol protocol, const homing::Errand& errand)
      : dialogue_(homing::Dialogue::with(protocol, errand)), encrypted_(errand.implicit_tls), signs_in_(errand.login != nullptr) {
    if (encrypted_) check(dialogue_->secured());
  }

  void hear(std::string_view packet) {
    using State = homing::Dialogue::State;
    const bool over = dialogue_->state() == State::done || dialogue_->state() == State::failed;
    const std::string said = dialogue_->hear(packet);
    demand(!over || said.empty(), "nothing is said when all is over");
    check(said);
    if (dialogue_->state() != State::start_tls) return;
    demand(!encrypted_, "TLS starts once");
    encrypted_ = true;
    check(dialogue_->secured());
    demand(dialogue_->gist().capabilities.empty(), "what was heard in plain text is forgotten");
  }

  void demand_order() const {
    using State = homing::Dialogue::State;
    const homing::Gist& gist = dialogue_->gist();
    demand(dialogue_->state() != State::done || encrypted_, "nothing is done in plain text");
    demand((dialogue_->state() == State::failed) == !dialogue_->fault().empty(), "a failure has a reason");
    demand(gist.capabilities.size() <= 128 && is_utf8(dialogue_->fault()), "what is told is bounded text");
    demand(!tells(dialogue_->fault()), "a reason tells no secret");
    for (const std::string& line : gist.capabilities) demand(is_utf8(line) && !line.empty(), "capabilities are text");
    for (const std::string& line : dialogue_->heard_lines()) demand(is_utf8(line) && !tells(line), "what is kept tells no secret");
    demand(gist.recipients.size() <= 2, "each recipient is answered once");
    for (const homing::Recipient& one : gist.recipients) demand(is_utf8(one.reply) && !tells(one.reply), "replies are text without secrets");
  }

 private:
  // Whoever does not sign in has no secret, whatever the server says.
  bool tells(const std::string& text) const { return signs_in_ && holds_secret(text, dialogue_->gist().asked_to_sign_in); }

  void check(const std::string& said) {
    demand(said.empty() || said.ends_with("\r\n"), "commands are whole lines");
    demand(std::count(said.begin(), said.end(), '\n') <= 12, "one answer does not make many commands");
    demand(encrypted_ || !holds_secret(said, true), "no secret is said in plain text");
    for (const homing::StepTaken& step : dialogue_->take_ended()) {
      demand(is_utf8(step.reply) && step.reply.size() <= 2000 && !tells(step.reply), "replies are bounded text without secrets");
      demand(step.in_plain_text == !encrypted_, "a step tells whether it was encrypted");
    }
  }

  std::unique_ptr<homing::Dialogue> dialogue_;
  bool encrypted_, signs_in_;
};

}  // namespace fuzz

inline int talk_to(homing::Protocol protocol, const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const fuzz::Visit visit(data[0]);
  fuzz::Listener listener(protocol, visit.errand);
  std::string_view rest = text_of(data + 1, size - 1);
  while (!rest.empty()) {
    const std::string_view packet = rest.substr(0, rest.find('\x1E'));
    rest.remove_prefix(std::min(rest.size(), packet.size() + 1));
    listener.hear(packet);
  }
  listener.demand_order();
  return 0;
}
