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

constexpr std::string_view hidden = "(hidden)";
constexpr std::array<std::string_view, 5> secrets{"access_token", "refresh_token", "device_code", "user_code", "code"};

// A trace replays by these claims.
std::string unsigned_token(const Secret& token) {
  const Expected<Identity> identity = read_id_token(token);
  if (!identity) return std::string(hidden);
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
  Expected<boost::json::object> object = parse_secret_json(body.reveal());
  if (!object) return "(hidden: " + std::to_string(body.reveal().size()) + " bytes that are no JSON object)";
  for (auto& [key, value] : *object) {
    const bool secret = std::find(secrets.begin(), secrets.end(), std::string_view(key)) != secrets.end();
    // A page that knows the code already holds it in its URL.
    const bool knows_code = key == "verification_uri_complete" || key == "message";
    if (secret) value = hidden;
    else if (key == "id_token") value = unsigned_token(secret_at(*object, key));
    else if (knows_code) value = nullptr;
  }
  return boost::json::serialize(*object);
}

}  // namespace homing
