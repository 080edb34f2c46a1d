#pragma once
// JSON that holds tokens or codes: whatever memory it takes is wiped when it is given back.
#include <boost/json/object.hpp>
#include <cstdint>
#include <string_view>

#include "model/fault.hpp"
#include "model/secret.hpp"

namespace homing {

inline constexpr std::size_t largest_secret_json = std::size_t{256} * 1024;

/// The object that the text is, of at most `most` bytes and 32 levels; the fault says why there is none, and holds nothing of the
/// text. It may be moved; a copy of a value in it would live in ordinary memory.
Expected<boost::json::object> parse_secret_json(std::string_view text, std::size_t most = largest_secret_json);

/// A member that is a text, whatever is in it; else empty.
Secret secret_at(const boost::json::object& object, std::string_view key);

/// A member that is a whole number, or a text of digits; else `otherwise`. Outside of `least` and `most` it is the nearer of them.
std::int64_t number_at(const boost::json::object& object, std::string_view key, std::int64_t least, std::int64_t most, std::int64_t otherwise);

}  // namespace homing
