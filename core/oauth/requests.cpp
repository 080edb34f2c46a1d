#include "oauth/requests.hpp"

#include <algorithm>

#include "crypto/base64.hpp"
#include "crypto/random.hpp"
#include "crypto/signature.hpp"
#include "model/json_writer.hpp"
#include "oauth/form.hpp"
#include "oauth/scopes.hpp"

namespace homing {
namespace {

constexpr std::size_t jti_bytes = 16;
constexpr std::chrono::seconds assertion_lifetime{600};

// RFC 7523 section 3, signed as Microsoft wants it: PS256, and the certificate named by its SHA-256 thumbprint.
Expected<std::string> client_assertion(const TokenRequest& to) {
  const Expected<std::string> thumbprint = certificate_thumbprint(to.client.certificate);
  if (!thumbprint) return thumbprint.error();
  std::string header, claims;
  JsonWriter(header).element([&](auto& out) {
    out.text("alg", "PS256");
    out.text("typ", "JWT");
    out.text("x5t#S256", to_base64url(*thumbprint));
  });
  JsonWriter(claims).element([&](auto& out) {
    out.text("aud", to.authority.token_endpoint);
    out.text("iss", to.client.id);
    out.text("sub", to.client.id);
    out.text("jti", random_hex(jti_bytes));
    out.number("nbf", seconds_of(to.now));
    out.number("iat", seconds_of(to.now));
    out.number("exp", seconds_of(to.now + assertion_lifetime));
  });
  const std::string signed_part = to_base64url(header) + '.' + to_base64url(claims);
  const Expected<std::string> signature = sign_ps256(to.client.certificate, signed_part);
  if (!signature) return signature.error();
  return signed_part + '.' + to_base64url(*signature);
}

// RFC 6749 section 2.3.1, RFC 7521 section 4.2; a public client names itself only (RFC 6749 section 3.2.1).
Expected<void> add_client(Form& form, const TokenRequest& to) {
  form.add("client_id", to.client.id);
  if (to.client.certificate.empty()) {
    form.add_if_any("client_secret", to.client.secret.reveal());
    return {};
  }
  Expected<std::string> assertion = client_assertion(to);
  if (!assertion) return assertion.error();
  form.add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  form.add("client_assertion", *assertion);
  wipe(*assertion);
  return {};
}

Expected<Secret> finish(Form& form, const TokenRequest& to) {
  if (const Expected<void> added = add_client(form, to); !added) return added.error();
  return Secret(form.text());
}

}  // namespace

std::int64_t seconds_of(WallTime wall) { return std::chrono::duration_cast<std::chrono::seconds>(wall.time_since_epoch()).count(); }

std::string authorization_url(const Authority& authority, const Client& client, const Proof& proof, std::string_view redirect_uri,
                              std::string_view login_hint, std::span<const std::string> scopes) {
  Form query(Blank::percent);
  query.add("response_type", "code");
  query.add("client_id", client.id);
  query.add("redirect_uri", redirect_uri);
  query.add_if_any("scope", join_scopes(scopes));
  query.add("state", proof.state);
  query.add("code_challenge", proof.challenge);
  query.add("code_challenge_method", "S256");
  if (std::find(scopes.begin(), scopes.end(), "openid") != scopes.end()) query.add("nonce", proof.nonce);
  query.add_if_any("login_hint", login_hint);
  for (const auto& [name, value] : authority.authorize_with) query.add(name, value);
  // The endpoint may have a query of its own, which is kept (RFC 6749 section 3.1).
  const bool more = authority.authorization_endpoint.find('?') != std::string::npos;
  return authority.authorization_endpoint + (more ? '&' : '?') + std::string(query.text());
}

Expected<Secret> code_body(const TokenRequest& to, const Secret& code, const Proof& proof, std::string_view redirect_uri,
                           std::span<const std::string> scopes) {
  Form form(Blank::plus);
  form.add("grant_type", "authorization_code");
  form.add("code", code.reveal());
  form.add("redirect_uri", redirect_uri);
  form.add("code_verifier", proof.verifier.reveal());
  form.add_if_any("scope", join_scopes(scopes));
  return finish(form, to);
}

Expected<Secret> refresh_body(const TokenRequest& to, const Secret& refresh_token, std::span<const std::string> scopes) {
  Form form(Blank::plus);
  form.add("grant_type", "refresh_token");
  form.add("refresh_token", refresh_token.reveal());
  form.add_if_any("scope", join_scopes(scopes));
  return finish(form, to);
}

Expected<Secret> device_token_body(const TokenRequest& to, const Secret& device_code) {
  Form form(Blank::plus);
  form.add("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
  form.add("device_code", device_code.reveal());
  return finish(form, to);
}

Expected<Secret> app_body(const TokenRequest& to, std::span<const std::string> scopes) {
  Form form(Blank::plus);
  form.add("grant_type", "client_credentials");
  form.add_if_any("scope", join_scopes(scopes));
  return finish(form, to);
}

Expected<Secret> device_body(const TokenRequest& to, std::span<const std::string> scopes) {
  Form form(Blank::plus);
  form.add_if_any("scope", join_scopes(scopes));
  return finish(form, to);
}

Expected<Secret> revocation_body(const TokenRequest& to, const Secret& refresh_token) {
  Form form(Blank::plus);
  form.add("token", refresh_token.reveal());
  form.add("token_type_hint", "refresh_token");
  return finish(form, to);
}

}  // namespace homing
