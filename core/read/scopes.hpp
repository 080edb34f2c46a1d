#pragma once
// OAuth scopes (RFC 6749 section 3.3) of mail: which protocols each is for.
#include <string>
#include <string_view>
#include <vector>

#include "model/settings.hpp"

namespace homing {

/// What becomes of a scope that names neither a mail protocol nor mail.
enum class OtherScopes : std::uint8_t { for_all, left_out };

/// The words between the blanks.
std::vector<std::string> split_scopes(std::string_view list);

/// Fills the lists of scopes: one that names IMAP, POP3 or SMTP in its last part is for that protocol, one that names mail
/// (urn:ietf:params:oauth:scope:mail of draft-ietf-mailmaint-oauth-public) is for all three, offline_access is for the refresh
/// token. What is no scope is dropped; at most 64 are kept.
void sort_scopes(const std::vector<std::string>& scopes, OtherScopes others, OAuth& oauth, Arena& arena);

}  // namespace homing
