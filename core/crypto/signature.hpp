#pragma once
// Signatures of JSON Web Tokens (RFC 7515), through libcrypto.
#include <optional>
#include <string>
#include <string_view>

#include "model/fault.hpp"
#include "model/secret.hpp"

namespace homing {

/// The certificate's SHA-256 thumbprint (x5t#S256), bytes; `pem` holds a certificate and its private key (RSA of 2048 bits and more).
Expected<std::string> certificate_thumbprint(const Secret& pem);
/// PS256 (RFC 7518 section 3.5).
Expected<std::string> sign_ps256(const Secret& pem, std::string_view bytes);

}  // namespace homing
