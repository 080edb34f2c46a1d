#pragma once
// The bytes of a DNS message (RFC 1035 section 4). Whoever reads numbers has checked that they are there.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace homing {

struct WireRecord {
  std::size_t owner;  // offsets into the message
  std::size_t data;
  std::uint32_t ttl;
  std::uint16_t type, class_, size;
};

class DnsWire {
 public:
  explicit DnsWire(std::string_view message) : message_(message) {}

  std::uint8_t byte(std::size_t at) const { return static_cast<std::uint8_t>(message_[at]); }
  std::uint16_t number(std::size_t at) const { return static_cast<std::uint16_t>(byte(at) << 8U | byte(at + 1)); }
  std::uint32_t long_number(std::size_t at) const { return std::uint32_t{number(at)} << 16U | number(at + 2); }
  std::string_view bytes(std::size_t at, std::size_t size) const { return message_.substr(at, size); }
  std::size_t size() const { return message_.size(); }

  /// Where the name at `at` ends in place; nothing where it is broken.
  std::optional<std::size_t> skip_name(std::size_t at) const;

  bool same_name(std::size_t a, std::size_t b) const;

  /// In presentation form with the dot at its end; nothing where it cannot be a host's.
  std::optional<std::string> name(std::size_t at) const;

  /// The record at `at`, which then is where it ends.
  std::optional<WireRecord> record(std::size_t& at) const;

 private:
  std::string_view message_;
};

}  // namespace homing
