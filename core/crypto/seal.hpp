#pragma once
// Sealing: AES-256-GCM (NIST SP 800-38D) under a key derived from the caller's by HKDF-SHA-256 (RFC 5869), through libcrypto.
#include <optional>
#include <string>
#include <string_view>

#include "model/secret.hpp"

namespace homing {

/// `context` is bound to it: what was sealed for one name opens under no other. Holds its format's version, salt and nonce.
std::string seal(const Secret& key, std::string_view context, const Secret& text);
/// Nothing: another key or context, or it was changed.
std::optional<Secret> unseal(const Secret& key, std::string_view context, std::string_view sealed);

}  // namespace homing
