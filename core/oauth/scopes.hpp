#pragma once
// OAuth scopes (RFC 6749 section 3.3): which to ask for, and whether they were granted.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oauth/authority.hpp"
#include "read/scopes.hpp"

namespace homing {

std::string join_scopes(std::span<const std::string> scopes);

/// Those for which one token can be asked together with `first`, `first` first: Microsoft gives a token for one resource only
/// (AADSTS28000), which is what stands before the last segment of the scope's URL.
std::vector<Access> companions(const Authority& authority, std::span<const Access> wanted, Access first);

/// What a request asks for, the refresh and who signs in included; none twice. The page on which somebody signs in may be asked for all
/// accesses at once, a token for companions only.
std::vector<std::string> scopes_for(const Authority& authority, std::span<const Access> wanted);
/// Of an application without a user: RESOURCE/.default, as Microsoft wants it, or else the scopes themselves.
std::vector<std::string> scopes_for_app(const Authority& authority, std::span<const Access> wanted);

/// Compared by their last segments, without case: the answer may name another resource than was asked for. A server that tells
/// no scopes has granted what was asked for (RFC 6749 section 5.1); `granted` is then what was asked for.
bool is_granted(const Authority& authority, Access access, std::span<const std::string> granted);

}  // namespace homing
