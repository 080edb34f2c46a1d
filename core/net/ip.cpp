#include "net/ip.hpp"

#include <ares.h>

#include <algorithm>
#include <span>

namespace homing {
namespace {

struct Block {
  std::array<std::uint8_t, 16> prefix;
  int bits;
};

// RFC 6890 and its successors in IANA's registry: what is not globally reachable.
constexpr std::array<Block, 15> v4_blocks{{{{0}, 8},
                                           {{10}, 8},
                                           {{100, 64}, 10},
                                           {{127}, 8},
                                           {{169, 254}, 16},
                                           {{172, 16}, 12},
                                           {{192, 0, 0}, 24},
                                           {{192, 0, 2}, 24},
                                           {{192, 88, 99}, 24},
                                           {{192, 168}, 16},
                                           {{198, 18}, 15},
                                           {{198, 51, 100}, 24},
                                           {{203, 0, 113}, 24},
                                           {{224}, 4},
                                           {{240}, 4}}};
constexpr std::array<Block, 11> v6_blocks{{{{0}, 8},
                                           {{0x01, 0x00}, 16},
                                           {{0x20, 0x01, 0x00, 0x00}, 32},
                                           {{0x20, 0x01, 0x00, 0x02, 0x00, 0x00}, 48},
                                           {{0x20, 0x01, 0x0d, 0xb8}, 32},
                                           {{0x3f, 0xff}, 20},
                                           {{0x5f, 0x00}, 16},
                                           {{0xfc}, 7},
                                           {{0xfe, 0x80}, 10},
                                           {{0xfe, 0xc0}, 10},
                                           {{0xff}, 8}}};

bool lies_in(std::span<const std::uint8_t> address, const Block& block) {
  for (int bit = 0; bit < block.bits; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
    if (((address[byte] ^ block.prefix[byte]) & mask) != 0) return false;
  }
  return true;
}

bool is_public_v4(std::span<const std::uint8_t> address) {
  return std::none_of(v4_blocks.begin(), v4_blocks.end(), [&](const Block& block) { return lies_in(address, block); });
}

// Where an IPv6 address carries an IPv4 one: mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056).
constexpr Block mapped{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
constexpr Block nat64{{0x00, 0x64, 0xff, 0x9b}, 96};
constexpr Block six_to_four{{0x20, 0x02}, 16};

}  // namespace

std::string IpAddress::text() const {
  char buffer[46] = {};  // INET6_ADDRSTRLEN
  ares_inet_ntop(is_v6 ? AF_INET6 : AF_INET, bytes.data(), buffer, sizeof buffer);
  return buffer;
}

bool IpAddress::is_public() const {
  const std::span<const std::uint8_t> all(bytes);
  if (!is_v6) return is_public_v4(all);
  if (lies_in(all, mapped) || lies_in(all, nat64)) return is_public_v4(all.subspan(12));
  if (lies_in(all, six_to_four)) return is_public_v4(all.subspan(2));
  return std::none_of(v6_blocks.begin(), v6_blocks.end(), [&](const Block& block) { return lies_in(all, block); });
}

}  // namespace homing
