#pragma once
// The OpenID configuration of Microsoft Entra (OpenID Connect Discovery 1.0): which tenant a domain belongs to.
#include <string_view>

#include "model/fault.hpp"
#include "model/text.hpp"

namespace homing {

/// The tenant of all personal Microsoft accounts.
inline constexpr std::string_view consumer_tenant = "9188040d-6c67-4c5b-b112-36a304b66dad";

struct Tenant {
  Text id;              ///< a GUID in lower case
  Text region;          ///< `tenant_region_scope`, such as NA, EU or WW
  Text sub_scope;       ///< `tenant_region_sub_scope`: DODCON is GCC High, DOD is DoD, GCC is GCC; else empty
  Text cloud_instance;  ///< such as microsoftonline.com or partner.microsoftonline.cn
  bool consumer = false;
};

/// A tenant says where people sign in, not where their mail is. A body with an error (`invalid_tenant` where there is none) is
/// a fault that names it.
Expected<Tenant> read_tenant(std::string_view openid_configuration_json, Arena& arena);

}  // namespace homing
