#include "oauth/hidden.hpp"

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>

#include "crypto/base64.hpp"
#include "model/json_writer.hpp"
#include "oauth/identity.hpp"
#include "read/secret_json.hpp"

namespace homing {
namespace {

// What a replay needs and nobody can use.
constexpr std::array<std::string_view, 9> harmless{"token_type",        "expires_in",       "interval",         "scope",    "error",
                                                   "error_description", "verification_uri", "verification_url", "error_uri"};
// A replay must find something there.
constexpr std::array<std::string_view, 4> wanted{"access_token", "refresh_token", "device_code", "user_code"};

template <class List>
bool is_among(const List& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A trace replays by these claims.
std::string unsigned_token(const Secret& token) {
  const Expected<Identity> identity = read_id_token(token);
  if (!identity) return "(hidden)";
  std::string claims;
  JsonWriter(claims).element([&identity](auto& out) {
    out.text("iss", identity->iss);
    out.texts("aud", identity->audiences);
    if (identity->expires != 0) out.number("exp", identity->expires);
    out.texts("preferred_username", identity->names);
  });
  return to_base64url(R"({"alg":"none"})") + '.' + to_base64url(claims) + '.';
}

}  // namespace

std::string without_secrets(const Secret& body) {
  if (body.empty()) return {};
  const Expected<boost::json::object> object = parse_secret_json(body.reveal());
  if (!object) return "(hidden: " + std::to_string(body.reveal().size()) + " bytes that are no JSON object)";
  boost::json::object shown;
  for (const auto& [key, value] : *object) {
    const bool plain = value.is_string() || value.is_number() || value.is_bool();
    if (plain && is_among(harmless, key)) shown[key] = boost::json::value(value, boost::json::storage_ptr());
    else if (is_among(wanted, key)) shown[key] = "(hidden)";
    else if (key == "id_token") shown[key] = unsigned_token(secret_at(*object, key));
    else if (key == "error" && value.is_object()) shown[key] = boost::json::value(value, boost::json::storage_ptr());  // Microsoft Graph's
  }
  return boost::json::serialize(shown);
}

}  // namespace homing
