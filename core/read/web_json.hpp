#pragma once
// JSON from web servers. Unlike documents that our users write (json_node.hpp), what is missing and what has another type read
// alike: the standards behind these formats want unknown members ignored.
#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "model/fault.hpp"

namespace homing {

/// The object that the text is, of at most 256 kB; the fault says why there is none.
Expected<boost::json::object> parse_web_json(std::string_view text);

/// A member that is a text of one line, of at most 2048 bytes; else empty.
std::string text_at(const boost::json::object& object, std::string_view key);

/// A member that is a text for people: made one line, and cut after some 300 bytes; else empty.
std::string message_at(const boost::json::object& object, std::string_view key);

/// A member that is an object; else an empty one.
const boost::json::object& object_at(const boost::json::object& object, std::string_view key);

/// Whether a member is `true`.
bool is_true_at(const boost::json::object& object, std::string_view key);

}  // namespace homing
