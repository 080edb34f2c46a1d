#include "oauth/scopes.hpp"

#include <algorithm>

#include "model/ascii.hpp"

namespace homing {
namespace {

// A scope may end with a slash, as https://mail.google.com/ does.
std::string_view without_slash(std::string_view scope) {
  while (scope.ends_with('/')) scope.remove_suffix(1);
  return scope;
}

std::string_view last_segment(std::string_view scope) {
  const std::string_view whole = without_slash(scope);
  return whole.substr(whole.rfind('/') + 1);
}

// What stands before the last segment of a scope that is a URL; words of other scopes are of one resource, the server's own.
std::string_view resource_of(std::string_view scope) {
  const std::size_t host = scope.find("://");
  if (host == std::string_view::npos) return {};
  const std::string_view whole = without_slash(scope);
  const std::size_t slash = whole.rfind('/');
  return slash <= host + 2 ? whole : whole.substr(0, slash);
}

bool same_resources(std::span<const std::string> scopes, std::span<const std::string> others) {
  return std::all_of(scopes.begin(), scopes.end(), [others](const std::string& scope) {
    return std::any_of(others.begin(), others.end(),
                       [&scope](const std::string& other) { return same_word(resource_of(scope), resource_of(other)); });
  });
}

// Scopes of OpenID Connect open no mailbox, and answers often leave them out (OpenID Connect Core 1.0 sections 5.4 and 11).
bool opens_nothing(std::string_view scope) { return scope == "openid" || scope == "profile" || scope == "offline_access"; }

void add(std::vector<std::string>& scopes, std::span<const std::string> more) {
  for (const std::string& scope : more) {
    if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end()) scopes.push_back(scope);
  }
}

}  // namespace

std::string join_scopes(std::span<const std::string> scopes) {
  std::string text;
  for (const std::string& scope : scopes) (text += text.empty() ? "" : " ") += scope;
  return text;
}

std::vector<Access> companions(const Authority& authority, std::span<const Access> wanted, Access first) {
  std::vector<Access> together{first};
  for (const Access access : wanted) {
    const bool new_one = std::find(together.begin(), together.end(), access) == together.end();
    if (new_one && authority.offers(access) && same_resources(authority.scopes_of(access), authority.scopes_of(first))) together.push_back(access);
  }
  return together;
}

std::vector<std::string> scopes_for(const Authority& authority, std::span<const Access> wanted) {
  std::vector<std::string> scopes;
  for (const Access access : wanted) add(scopes, authority.scopes_of(access));
  add(scopes, authority.refresh_scopes);
  add(scopes, authority.identity_scopes);
  return scopes;
}

std::vector<std::string> scopes_for_app(const Authority& authority, std::span<const Access> wanted) {
  std::vector<std::string> scopes;
  for (const Access access : wanted) {
    if (access != Access::graph && !authority.app_scopes.empty()) {
      add(scopes, authority.app_scopes);
      continue;
    }
    std::string_view resource = access == Access::graph ? authority.graph : authority.resource;
    if (resource.empty()) {
      add(scopes, authority.scopes_of(access));
      continue;
    }
    if (!authority.offers(access)) continue;
    const std::string everything = std::string(without_slash(resource)) + "/.default";
    add(scopes, std::span(&everything, 1));
  }
  return scopes;
}

bool is_granted(const Authority& authority, Access access, std::span<const std::string> granted) {
  const std::vector<std::string>& asked = authority.scopes_of(access);
  return !asked.empty() && std::all_of(asked.begin(), asked.end(), [granted](const std::string& scope) {
    const auto is_same = [&scope](const std::string& given) { return same_word(last_segment(scope), last_segment(given)); };
    return opens_nothing(scope) || std::any_of(granted.begin(), granted.end(), is_same);
  });
}

}  // namespace homing
