#pragma once
// POP3 (RFC 1939) with CAPA (RFC 2449) and STLS (RFC 2595) until the capabilities are known.
#include "dialog/greeting.hpp"

namespace homing {

class Pop3Greeting final : public Greeting {
 public:
  explicit Pop3Greeting(bool encrypted) : Greeting(encrypted) {}

 private:
  Reply judge(Stage stage, std::string_view line) override;
  std::string command(Stage stage) override;
  bool offers_tls() const override { return !lists_ || has_capability("STLS"); }
  Reply judge_list(std::string_view line);

  bool in_list_ = false;
  bool lists_ = true;  // whether the server knows CAPA, which came ten years after POP3
};

}  // namespace homing
