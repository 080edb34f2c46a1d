#pragma once
// SMTP submission (RFC 6409, RFC 5321) with STARTTLS (RFC 3207) until the extensions are known.
#include "dialog/greeting.hpp"

namespace homing {

class SubmissionGreeting final : public Greeting {
 public:
  explicit SubmissionGreeting(bool encrypted) : Greeting(encrypted) {}

 private:
  Reply judge(Stage stage, std::string_view line) override;
  std::string command(Stage stage) override;
  bool offers_tls() const override { return has_capability("STARTTLS"); }

  bool first_line_ = true;  // of a reply
};

}  // namespace homing
