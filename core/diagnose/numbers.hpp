#pragma once
// The numbers in a text that are codes: what stands around them tells them from ports, lines, times and process ids.
#include <string>
#include <string_view>
#include <vector>

namespace homing {

/// Reply codes of SMTP from 400 on (RFC 5321 section 4.2).
std::vector<std::string> reply_codes(std::string_view lowered);
/// Enhanced status codes (RFC 3463). Digits that a log has masked are asterisks.
std::vector<std::string> enhanced_codes(std::string_view lowered);
/// Numbers that something calls an error: `AADSTS65001`, `error code: 53003`, `[WinError 10054]`.
std::vector<std::string> error_numbers(std::string_view lowered);

/// Whether a code found in a text is meant by one of a manifest, where `x` stands for any digit.
bool is_code(std::string_view found, std::string_view meant);

}  // namespace homing
