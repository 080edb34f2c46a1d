#include "oauth/hidden.hpp"

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>

#include "read/secret_json.hpp"

namespace homing {
namespace {

constexpr std::array<std::string_view, 6> secrets{"access_token", "refresh_token", "id_token", "device_code", "user_code", "code"};

}  // namespace

std::string without_secrets(const Secret& body) {
  if (body.empty()) return {};
  Expected<boost::json::object> object = parse_secret_json(body.reveal());
  if (!object) return "(hidden: " + std::to_string(body.reveal().size()) + " bytes that are no JSON object)";
  for (auto& [key, value] : *object) {
    const bool secret = std::find(secrets.begin(), secrets.end(), std::string_view(key)) != secrets.end();
    // A page that knows the code already holds it in its URL.
    const bool knows_code = key == "verification_uri_complete" || key == "message";
    if (secret) value = "(hidden)";
    else if (knows_code) value = nullptr;
  }
  return boost::json::serialize(*object);
}

}  // namespace homing
