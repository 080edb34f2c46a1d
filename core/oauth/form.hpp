#pragma once
// application/x-www-form-urlencoded, as OAuth2 has it (RFC 6749 appendix B).
#include <optional>
#include <string>
#include <string_view>

#include "model/secret.hpp"

namespace homing {

/// How a blank is written: readers take both, but only the second survives programs that take a URL apart by other rules.
enum class Blank : std::uint8_t { plus, percent };

/// Builds `name=value&...`; what it held is wiped.
class Form {
 public:
  explicit Form(Blank blank) : blank_(blank) {}
  ~Form() { wipe(text_); }
  Form(const Form&) = delete;
  Form& operator=(const Form&) = delete;

  void add(std::string_view name, std::string_view value);
  /// Leaves out what is empty.
  void add_if_any(std::string_view name, std::string_view value) {
    if (!value.empty()) add(name, value);
  }
  std::string_view text() const { return text_; }

 private:
  void append(std::string_view value);
  Blank blank_;
  std::string text_;
};

/// The value that was written; nothing where a percent sign begins no byte.
std::optional<Secret> decode_form(std::string_view written);

}  // namespace homing
