#include "verify/wishes.hpp"

#include <algorithm>
#include <array>

#include "model/address.hpp"
#include "model/ascii.hpp"
#include "model/question.hpp"
#include "read/url.hpp"
#include "verify/values.hpp"

namespace homing {

namespace {

Expected<void> read_accesses(std::string_view value, std::vector<Access>& accesses) {
  std::vector<Access> read;
  for (const std::string_view part : parts_of(value)) {
    const std::optional<Access> access = from_word<Access>(part == "pop" ? std::string_view("pop3") : part);
    if (!access) return refused("access", value, "a list of imap, pop3, smtp and graph, separated by commas");
    if (std::find(read.begin(), read.end(), *access) == read.end()) read.push_back(*access);
  }
  accesses = std::move(read);
  return {};
}

bool is_tenant(std::string_view value) {
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return (lower_case(c) >= 'a' && lower_case(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

}  // namespace

bool SignInWishes::knows(std::string_view name) {
  constexpr std::array<std::string_view, 8> names{"flow", "access", "client_id", "redirect", "certificate", "tenant", "issuer", "user"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

Expected<void> SignInWishes::set(std::string_view name, std::string_view value) {
  if (name == "access") return read_accesses(value, accesses);
  if (name == "flow") {
    const std::optional<Flow> read = from_word<Flow>(value);
    if (!read) return refused(name, value, "one of browser, device and app");
    flow = *read;
    return {};
  }
  if (name == "redirect" && !is_loopback_url(value)) return refused(name, value, "a URL of the loopback without a port, such as http://localhost");
  if (name == "tenant" && !is_tenant(value)) return refused(name, value, "a tenant's GUID or domain");
  const bool has_host = value.starts_with("https://") && parse_domain(host_of(value)).has_value();
  if (name == "issuer" && !has_host) return refused(name, value, "an https URL");
  std::string& plain = name == "client_id"     ? client_id
                       : name == "redirect"    ? redirect
                       : name == "certificate" ? certificate
                       : name == "tenant"      ? tenant
                       : name == "issuer"      ? issuer
                                               : user;
  plain = value;
  return {};
}

SignInWishes SignInWishes::copy() const { return {flow, client_id, redirect, certificate, tenant, issuer, user, accesses, client_secret.copy()}; }

}  // namespace homing
