#include "read/tenant.hpp"

#include <algorithm>

#include "model/ascii.hpp"
#include "read/host.hpp"
#include "read/url.hpp"
#include "read/web_json.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_word = 100;

// RFC 9562 section 4: 8-4-4-4-12 hexadecimal digits.
bool is_guid(std::string_view text) {
  constexpr std::string_view form = "00000000-0000-0000-0000-000000000000";
  if (text.size() != form.size()) return false;
  return std::equal(text.begin(), text.end(), form.begin(), [](char c, char wanted) {
    const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    return wanted == '-' ? c == '-' : digit;
  });
}

// The first part of an https URL's path that is a GUID: `https://login.microsoftonline.com/<tenant>/v2.0`.
std::string guid_in(const std::string& written) {
  const std::optional<HttpsUrl> url = read_https_url(written);
  if (!url) return {};
  std::string_view path = url->behind.substr(0, url->behind.find_first_of("?#"));
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string part = lower_case(path.substr(0, path.find('/')));
    if (is_guid(part)) return part;
    path.remove_prefix(part.size());
  }
  return {};
}

Text keep_word(const boost::json::object& object, std::string_view key, Arena& arena) {
  const std::string word = text_at(object, key);
  return word.size() <= longest_word ? arena.keep(word) : Text();
}

}  // namespace

Expected<Tenant> read_tenant(std::string_view openid_configuration_json, Arena& arena) {
  const Expected<boost::json::object> object = parse_web_json(openid_configuration_json);
  if (!object) return object.error();
  const std::string error = text_at(*object, "error");
  if (!error.empty()) {
    const std::string description = message_at(*object, "error_description");
    return Fault{one_line(error, longest_word) + (description.empty() ? "" : ": " + description), 0};
  }
  std::string id = guid_in(text_at(*object, "token_endpoint"));
  if (id.empty()) id = guid_in(text_at(*object, "issuer"));
  if (id.empty()) return Fault{"Neither \"token_endpoint\" nor \"issuer\" names a tenant.", 0};
  Tenant tenant;
  tenant.id = arena.keep(id);
  tenant.region = keep_word(*object, "tenant_region_scope", arena);
  tenant.sub_scope = keep_word(*object, "tenant_region_sub_scope", arena);
  tenant.cloud_instance = keep_word(*object, "cloud_instance_name", arena);
  tenant.consumer = id == consumer_tenant;
  return tenant;
}

}  // namespace homing
