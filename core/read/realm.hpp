#pragma once
// Microsoft's realm discovery (getuserrealm.srf and common/userrealm): who signs the people of a domain in. Microsoft does not
// document it, so it is a hint and never needed.
#include <cstdint>
#include <string_view>

#include "model/fault.hpp"
#include "model/text.hpp"

namespace homing {

struct Realm {
  /// `federated`: the organisation's own sign-in server. `consumer`: personal Microsoft accounts.
  enum class Kind : std::uint8_t { unknown, managed, federated, consumer };

  Kind kind = Kind::unknown;
  Text brand;           ///< how the organisation calls itself
  Text sign_in_host;    ///< of a federated or consumer realm
  Text cloud_instance;  ///< such as microsoftonline.com
};

/// Reads both forms. A body that names no kind of realm is a fault.
Expected<Realm> read_realm(std::string_view json, Arena& arena);

}  // namespace homing
