#pragma once
// IMAP (RFC 9051, RFC 3501) until the capabilities are known.
#include "dialog/greeting.hpp"

namespace homing {

class ImapGreeting final : public Greeting {
 public:
  explicit ImapGreeting(bool encrypted) : Greeting(encrypted), encrypted_from_start_(encrypted) {}

 private:
  Reply judge(Stage stage, std::string_view line) override;
  std::string command(Stage stage) override;
  bool offers_tls() const override { return has_capability("STARTTLS"); }
  Reply judge_greeting(std::string_view line) const;
  void add_words(std::string_view words);

  bool encrypted_from_start_;
  char tag_ = 'a' - 1;
};

}  // namespace homing
