#pragma once
// A talk with a server that a test plays: who signs in, what for, and what was said.
#include <memory>
#include <string>

#include "catch.hpp"
#include "dialog/dialogue.hpp"

namespace homing::testing {

inline const std::string password = "correct horse";
inline const std::string token = "ya29.a-token";
/// base64 of "\0ada@contoso.example\0correct horse"
inline const std::string plain = "AGFkYUBjb250b3NvLmV4YW1wbGUAY29ycmVjdCBob3JzZQ==";
/// base64 of "user=ada@contoso.example^Aauth=Bearer ya29.a-token^A^A"
inline const std::string xoauth2 = "dXNlcj1hZGFAY29udG9zby5leGFtcGxlAWF1dGg9QmVhcmVyIHlhMjkuYS10b2tlbgEB";

using State = Dialogue::State;

class Visit {
 public:
  explicit Visit(Protocol protocol, Method method = Method::password, bool implicit_tls = true)
      : protocol_(protocol), secret_(method == Method::oauth2 ? token : password) {
    login_ = {method, "ada@contoso.example", &secret_, "mail.contoso.example", 993};
    errand.login = &login_;
    errand.implicit_tls = implicit_tls;
  }

  /// The errand and the login may be changed until then.
  std::string begin() {
    dialogue_ = Dialogue::with(protocol_, errand);
    return errand.implicit_tls ? dialogue_->secured() : std::string();
  }
  std::string hear(std::string_view bytes) {
    std::string said = dialogue_->hear(bytes);
    keep();
    return said;
  }
  std::string secured() { return dialogue_->secured(); }

  Dialogue::State state() const { return dialogue_->state(); }
  const std::string& fault() const { return dialogue_->fault(); }
  const Gist& gist() const { return dialogue_->gist(); }
  const std::vector<std::string>& heard_lines() const { return dialogue_->heard_lines(); }
  /// `greeting+ capabilities+ sign-in-`: how each step ended.
  const std::string& steps() const { return steps_; }
  const std::string& last_reply() const { return last_reply_; }
  Credentials& login() { return login_; }
  void know(std::string_view secret) { secret_ = Secret(secret); }

  Errand errand;

 private:
  void keep() {
    for (const StepTaken& step : dialogue_->take_ended()) {
      steps_ += (steps_.empty() ? "" : " ") + std::string(word(step.step)) + (step.ok ? "+" : "-");
      last_reply_ = step.reply;
    }
  }

  Protocol protocol_;
  Secret secret_;
  Credentials login_;
  std::unique_ptr<Dialogue> dialogue_;
  std::string steps_, last_reply_;
};

}  // namespace homing::testing
