#pragma once
// Times in HTTP fields.
#include <chrono>
#include <optional>
#include <string_view>

#include "model/posting.hpp"

namespace homing {

/// An IMF-fixdate (RFC 9110 section 5.6.7), `Sun, 06 Nov 1994 08:49:37 GMT`; the obsolete forms are nothing.
std::optional<std::chrono::system_clock::time_point> read_http_date(std::string_view text);

/// For how long the server has asked to be left alone (RFC 9110 section 10.2.3), a day at most; 0: it has not.
std::chrono::seconds retry_after(const Posted& posted);

}  // namespace homing
