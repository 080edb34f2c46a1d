#include "oauth/record.hpp"

#include <algorithm>

#include "model/address.hpp"
#include "model/ascii.hpp"

namespace homing {
namespace {

constexpr std::int64_t untold_lifetime = 3600;  // RFC 6749's own example, and what most servers give
constexpr std::int64_t clock_tolerance = 300;

bool is_good(const HeldToken& held, std::int64_t now, std::int64_t seconds_left) {
  const std::int64_t until = held.expires != 0 ? held.expires : held.obtained + untold_lifetime;
  // One that was obtained in the future was so by a clock that has been set since: nobody knows until when it is good.
  return !held.token.empty() && until - now >= seconds_left && held.obtained - now <= clock_tolerance;
}

}  // namespace

const HeldToken* Record::token_for(Access access, std::int64_t now, std::int64_t seconds_left) const {
  const HeldToken* best = nullptr;
  for (const HeldToken& one : held) {
    const bool good = holds(one.accesses, access) && is_good(one, now, seconds_left);
    if (good && (best == nullptr || one.obtained > best->obtained)) best = &one;
  }
  return best;
}

void Record::hold(HeldToken token) {
  const auto replaced = [&token](const HeldToken& other) {
    return std::all_of(other.accesses.begin(), other.accesses.end(), [&token](Access access) { return holds(token.accesses, access); });
  };
  std::vector<HeldToken> kept;
  for (HeldToken& other : held) {
    if (!replaced(other)) kept.push_back(std::move(other));
  }
  kept.push_back(std::move(token));
  held = std::move(kept);
}

Record Record::copy() const {
  Record other{address, user, client_id, authority, flow, kind, cloud, refresh_token.copy(), accesses, hosts, {}, signed_in};
  for (const HeldToken& one : held) other.held.push_back({one.token.copy(), one.accesses, one.obtained, one.expires});
  return other;
}

std::string store_key(std::string_view address) {
  const Expected<Address> parsed = parse_address(address);
  return lower_case(parsed ? parsed->text() : address);
}

}  // namespace homing
