#include "read/realm.hpp"

#include <initializer_list>

#include "model/ascii.hpp"
#include "read/host.hpp"
#include "read/url.hpp"
#include "read/web_json.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_word = 100;
constexpr std::size_t longest_brand = 255;

// The first of these members that is there: the two forms spell them differently.
std::string first_text(const boost::json::object& object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    std::string text = text_at(object, key);
    if (!text.empty()) return text;
  }
  return {};
}

std::string sign_in_host(const boost::json::object& object) {
  const std::optional<HttpsUrl> url = read_https_url(first_text(object, {"AuthURL", "federation_active_auth_url", "federation_metadata_url"}));
  return url ? url->host : std::string();
}

// Personal accounts look like a federation with login.live.com.
bool is_consumer(const boost::json::object& object, const std::string& host) {
  return is_true_at(object, "ConsumerDomain") || same_word(text_at(object, "ConsumerDomain"), "true") || host == "login.live.com";
}

}  // namespace

Expected<Realm> read_realm(std::string_view json, Arena& arena) {
  const Expected<boost::json::object> object = parse_web_json(json);
  if (!object) return object.error();
  const std::string type = first_text(*object, {"NameSpaceType", "account_type"});
  if (type.empty()) return Fault{"The realm has neither \"NameSpaceType\" nor \"account_type\".", 0};
  Realm realm;
  if (same_word(type, "Managed")) realm.kind = Realm::Kind::managed;
  if (same_word(type, "Federated")) realm.kind = Realm::Kind::federated;
  if (realm.kind == Realm::Kind::federated) {
    const std::string host = sign_in_host(*object);
    if (is_consumer(*object, host)) realm.kind = Realm::Kind::consumer;
    realm.sign_in_host = arena.keep(host);
  }
  const std::string cloud = first_text(*object, {"CloudInstanceName", "cloud_instance_name"});
  realm.brand = arena.keep(one_line(first_text(*object, {"FederationBrandName", "federation_brand_name"}), longest_brand));
  if (cloud.size() <= longest_word) realm.cloud_instance = arena.keep(cloud);
  return realm;
}

}  // namespace homing
