#include "read/secret_json.hpp"

#include <algorithm>
#include <array>
#include <boost/json/memory_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/storage_ptr.hpp>
#include <charconv>
#include <cmath>
#include <new>

namespace homing {
namespace {

constexpr std::size_t deepest = 32;

class WipingMemory final : public boost::json::memory_resource {
  // Boost.JSON wants no more than what `new` gives, and gives back with another alignment than it took.
  void* do_allocate(std::size_t size, std::size_t) override { return ::operator new(size); }
  void do_deallocate(void* bytes, std::size_t size, std::size_t) override {
    wipe(bytes, size);
    ::operator delete(bytes);
  }
  bool do_is_equal(const boost::json::memory_resource& other) const noexcept override { return this == &other; }
};

// The parser unescapes strings in a buffer of 4 KiB on the stack (BOOST_JSON_STACK_BUFFER_SIZE); this covers the same place.
[[gnu::noinline]] void wipe_stack() {
  std::array<char, std::size_t{16} * 1024> bytes;
  wipe(bytes.data(), bytes.size());
}

[[gnu::noinline]] Expected<boost::json::value> parse(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = deepest;
  const boost::json::storage_ptr memory = boost::json::make_shared_resource<WipingMemory>();
  boost::json::parser parser(memory, options);
  parser.reset(memory);
  boost::system::error_code error;
  const std::size_t read = parser.write(text.data(), text.size(), error);
  if (error) return Fault{"Not valid JSON at byte " + std::to_string(read) + ": " + error.message() + ".", read};
  return parser.release();
}

std::int64_t from_digits(std::string_view digits, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (end != digits.data() + digits.size() || error == std::errc::invalid_argument) return otherwise;
  if (error == std::errc::result_out_of_range) return digits.starts_with('-') ? least : most;
  return std::clamp(number, least, most);
}

}  // namespace

Expected<boost::json::object> parse_secret_json(std::string_view text, std::size_t most) {
  if (text.size() > most) return Fault{"The text is larger than " + std::to_string(most / 1024) + " kB.", most};
  Expected<boost::json::value> parsed = parse(text);
  wipe_stack();
  if (!parsed) return parsed.error();
  if (!parsed->is_object()) return Fault{"The text is JSON, but no object.", 0};
  return std::move(parsed->get_object());
}

Secret secret_at(const boost::json::object& object, std::string_view key) {
  const boost::json::value* const value = object.if_contains(key);
  const boost::json::string* const string = value == nullptr ? nullptr : value->if_string();
  return string == nullptr ? Secret() : Secret({string->data(), string->size()});
}

std::int64_t number_at(const boost::json::object& object, std::string_view key, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
  const boost::json::value* const value = object.if_contains(key);
  if (value == nullptr) return otherwise;
  if (value->is_int64()) return std::clamp(value->get_int64(), least, most);
  if (value->is_uint64()) return most;  // Boost keeps as such only what is beyond the other
  if (value->is_double() && !std::isnan(value->get_double())) {
    return static_cast<std::int64_t>(std::clamp(value->get_double(), static_cast<double>(least), static_cast<double>(most)));
  }
  const boost::json::string* const string = value->if_string();
  return string == nullptr ? otherwise : from_digits({string->data(), string->size()}, least, most, otherwise);
}

}  // namespace homing
