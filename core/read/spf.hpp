#pragma once
// Whose servers may send for a domain (SPF, RFC 7208): a hint at who carries its mail.
#include <string>
#include <vector>

namespace homing {

/// The domains that the SPF record among these TXT records includes or redirects to, in their order, in lower case, without a
/// last dot, each once, at most 32. Domains made of macros (RFC 7208 section 7) name nobody and are left out.
std::vector<std::string> spf_includes(const std::vector<std::string>& txt_records);

}  // namespace homing
