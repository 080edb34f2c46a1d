#pragma once
// As which program somebody is signed in: every caller registers its own with the authorization servers.
#include "oauth/authority.hpp"
#include "options.hpp"
#include "verify/wishes.hpp"

namespace homing {

struct Registration {
  Client client;
  std::string redirect, tenant;  ///< as it is registered there; empty: not said
  bool is_listed = false;        ///< the file names it for this issuer
};

/// What the account says, else option oauth.client_id, else the environment variable HOMING_CLIENT_ID, else the file of option
/// oauth.clients. The fault begins with what the catalogue of errors knows it by.
Expected<Registration> registration_for(std::string_view issuer, const SignInWishes& wishes, const Options& options);

/// The host of an issuer that is named by a URL or by its host alone.
std::string_view issuer_host(std::string_view issuer);

}  // namespace homing
