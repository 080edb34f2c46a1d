#pragma once
// The JSON of draft-ietf-mailmaint-pacc ("automatic configuration of email, calendar, and contact user agents"), and the DNS
// record that vouches for it.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/address.hpp"
#include "model/fault.hpp"
#include "model/settings.hpp"

namespace homing {

struct Pacc {
  Settings settings;  ///< implicit TLS at the standard ports only; the user name is the whole address
  Text provider;      ///< the name of who runs the service
  Text issuer;        ///< an https URL: whose OAuth metadata (RFC 8414) to read; empty: no OAuth
  bool password = false;
  std::vector<Problem> problems{};
};

/// Unknown members are ignored; a member that cannot be used drops only itself. A fault means that this is no such document.
Expected<Pacc> read_pacc(std::string_view json, const Address& address, Arena& arena);

/// `missing`: no record with an algorithm that we know.
enum class PaccDigest : std::uint8_t { matches, differs, missing };

/// Whether one of the records (`v=UAAC1; a=sha256; d=<base64>`) holds the digest of the document's bytes. During a change
/// there may be two of them; any match counts.
PaccDigest check_pacc_digest(const std::vector<std::string>& txt_records, std::string_view body);

}  // namespace homing
