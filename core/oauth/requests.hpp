#pragma once
// The requests of OAuth2 (RFC 6749, 7009, 7523, 7636, 8628). Bodies are application/x-www-form-urlencoded.
#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "model/fault.hpp"
#include "oauth/authority.hpp"
#include "oauth/proof.hpp"

namespace homing {

using WallTime = std::chrono::system_clock::time_point;

/// Since 1970.
std::int64_t seconds_of(WallTime wall);

/// Of the bodies.
inline constexpr const char* form_type = "application/x-www-form-urlencoded";

/// What every request to a token endpoint needs: whom it is sent to, by which client, and when (RFC 7523 section 3 dates its proof).
struct TokenRequest {
  const Authority& authority;
  const Client& client;
  WallTime now;
};

/// The URL that a browser opens. `login_hint`: the address whose sign-in is wanted.
std::string authorization_url(const Authority& authority, const Client& client, const Proof& proof, std::string_view redirect_uri,
                              std::string_view login_hint, std::span<const std::string> scopes);

/// The bodies. A fault: the client's certificate cannot be used.
Expected<Secret> code_body(const TokenRequest& to, const Secret& code, const Proof& proof, std::string_view redirect_uri,
                           std::span<const std::string> scopes);
Expected<Secret> refresh_body(const TokenRequest& to, const Secret& refresh_token, std::span<const std::string> scopes);
Expected<Secret> device_token_body(const TokenRequest& to, const Secret& device_code);
Expected<Secret> app_body(const TokenRequest& to, std::span<const std::string> scopes);
Expected<Secret> device_body(const TokenRequest& to, std::span<const std::string> scopes);
Expected<Secret> revocation_body(const TokenRequest& to, const Secret& refresh_token);

}  // namespace homing
