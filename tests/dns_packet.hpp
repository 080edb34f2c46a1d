#pragma once
// DNS replies for tests, written octet by octet (RFC 1035 section 4).
#include <cstdint>
#include <string>
#include <string_view>

namespace dns {

enum Type : std::uint16_t { a = 1, cname = 5, soa = 6, mx = 15, txt = 16, aaaa = 28, srv = 33 };

inline std::string number(unsigned value) { return {static_cast<char>(value >> 8U & 0xFFU), static_cast<char>(value & 0xFFU)}; }

/// `mx.contoso.example` in wire form, not compressed.
inline std::string name(std::string_view text) {
  std::string wire;
  while (!text.empty()) {
    const std::string_view label = text.substr(0, text.find('.'));
    wire += static_cast<char>(label.size());
    wire += label;
    text.remove_prefix(std::min(text.size(), label.size() + 1));
  }
  return wire + '\0';
}

/// A string with its length in front.
inline std::string counted(std::string_view text) { return static_cast<char>(text.size()) + std::string(text); }

/// A pointer (section 4.1.4) to the name in the question.
inline const std::string to_question{"\xC0\x0C", 2};

struct Packet {
  std::string question;  ///< in wire form
  std::uint16_t type = mx;
  std::uint16_t id = 1;
  std::uint8_t rcode = 0;
  bool authentic = false, truncated = false, response = true;
  unsigned answers = 0, authorities = 0;
  std::string body{};

  explicit Packet(std::string_view name_text, std::uint16_t asked = mx) : question(name(name_text)), type(asked) {}

  Packet& answer(const std::string& owner, std::uint16_t record_type, const std::string& data, unsigned ttl = 300) {
    ++answers;
    return add(owner, record_type, data, ttl);
  }
  /// The SOA of a negative answer (RFC 2308).
  Packet& authority(const std::string& owner, unsigned ttl, unsigned minimum) {
    ++authorities;
    const std::string zeros(14, '\0');
    return add(owner, soa, name("ns.contoso.example") + name("root.contoso.example") + zeros + number(1) + number(minimum >> 16U) + number(minimum),
               ttl);
  }
  std::string bytes() const {
    const auto second = static_cast<char>((response ? 0x80U : 0U) | (truncated ? 2U : 0U) | 1U);
    const auto third = static_cast<char>(0x80U | (authentic ? 0x20U : 0U) | rcode);
    return number(id) + second + third + number(1) + number(answers) + number(authorities) + number(0) + question + number(type) + number(1) + body;
  }

 private:
  Packet& add(const std::string& owner, std::uint16_t record_type, const std::string& data, unsigned ttl) {
    body += owner + number(record_type) + number(1) + number(ttl >> 16U) + number(ttl) + number(static_cast<unsigned>(data.size())) + data;
    return *this;
  }
};

}  // namespace dns
