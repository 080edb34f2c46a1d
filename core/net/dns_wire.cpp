#include "net/dns_wire.hpp"

#include <ares.h>

#include <algorithm>
#include <memory>
#include <new>

#include "model/ascii.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_name = 255;  // RFC 1035 section 3.1, in octets
constexpr std::size_t usual_name = 64;
constexpr std::size_t most_pointers = 128;  // a name has no more labels than that; longer chains only cost time

// The labels of a name, one after the other. A pointer must lead back (RFC 1035 section 4.1.4), so every walk ends.
class Labels {
 public:
  Labels(std::string_view message, std::size_t at) : message_(message), at_(at) {}

  // The next label, empty at the end of the name; nothing where the name is broken.
  std::optional<std::string_view> next() {
    while (at_ < message_.size()) {
      const auto length = static_cast<std::uint8_t>(message_[at_]);
      if (length < 64) return take(length);
      if (length < 0xC0 || at_ + 1 >= message_.size()) return std::nullopt;
      const std::size_t target = (length & 0x3FU) << 8U | static_cast<std::uint8_t>(message_[at_ + 1]);
      if (target >= at_ || ++pointers_ > most_pointers) return std::nullopt;
      at_ = target;
    }
    return std::nullopt;
  }

 private:
  std::optional<std::string_view> take(std::size_t length) {
    total_ += length + 1;
    if (total_ > longest_name || at_ + 1 + length > message_.size()) return std::nullopt;
    const std::string_view label = message_.substr(at_ + 1, length);
    at_ += length + 1;
    return label;
  }

  std::string_view message_;
  std::size_t at_, total_ = 0, pointers_ = 0;
};

// What needs no marks in presentation form.
bool is_plain(std::string_view label) {
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

// c-ares writes octets that cannot be printed as \DDD and marks others with a backslash; RFC 1035 section 5.1.
bool is_printable(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] <= ' ' || name[i] > '~') return false;
    if (name[i] != '\\') continue;
    ++i;
    if (i >= name.size() || name[i] <= ' ' || (name[i] >= '0' && name[i] <= '9')) return false;
  }
  return true;
}

}  // namespace

std::optional<std::size_t> DnsWire::skip_name(std::size_t at) const {
  while (at < size()) {
    const std::uint8_t length = byte(at);
    if (length == 0) return at + 1;
    if (length >= 0xC0) return at + 2;
    if (length >= 64) return std::nullopt;
    at += length + std::size_t{1};
  }
  return std::nullopt;
}

bool DnsWire::same_name(std::size_t a, std::size_t b) const {
  // Nearly always the one is a pointer to the other.
  if (a + 1 < size() && byte(a) >= 0xC0 && (number(a) & 0x3FFFU) == b && b < a) a = b;
  Labels left(message_, a), right(message_, b);
  while (true) {
    const auto one = left.next(), other = right.next();
    if (!one || !other || !same_word(*one, *other)) return false;
    if (one->empty()) return true;
  }
}

std::optional<WireRecord> DnsWire::record(std::size_t& at) const {
  const std::optional<std::size_t> fixed = skip_name(at);
  if (!fixed || *fixed + 10 > size()) return std::nullopt;
  const std::size_t f = *fixed;
  const std::uint32_t ttl = long_number(f + 4);
  // RFC 2181 section 8: a TTL with its first bit set is zero.
  const WireRecord found{at, f + 10, ttl > 0x7FFFFFFF ? 0 : ttl, number(f), number(f + 2), number(f + 8)};
  at = found.data + found.size;
  return at <= size() ? std::optional(found) : std::nullopt;
}

std::optional<std::string> DnsWire::name(std::size_t at) const {
  Labels labels(message_, at);
  std::string plain_name;
  bool plain = true;
  for (auto label = labels.next(); !label || !label->empty(); label = labels.next()) {
    if (!label) return std::nullopt;
    plain = plain && is_plain(*label);
    if (plain_name.empty()) plain_name.reserve(usual_name);
    if (plain) (plain_name += *label) += '.';
  }
  if (plain) return plain_name.empty() ? std::string(1, '.') : std::move(plain_name);
  const auto* const start = reinterpret_cast<const unsigned char*>(message_.data());
  char* text = nullptr;
  long length = 0;
  const int status = ares_expand_name(start + at, start, static_cast<int>(size()), &text, &length);
  if (status == ARES_ENOMEM) throw std::bad_alloc();
  if (status != ARES_SUCCESS) return std::nullopt;
  const std::unique_ptr<char, void (*)(void*)> owner(text, ares_free_string);
  std::string result(text);
  if (!is_printable(result)) return std::nullopt;
  result += '.';
  return result;
}

}  // namespace homing
