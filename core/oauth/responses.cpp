#include "oauth/responses.hpp"

#include <algorithm>
#include <charconv>

#include "model/ascii.hpp"
#include "oauth/scopes.hpp"
#include "oauth/strangers_text.hpp"
#include "read/host.hpp"
#include "read/http_date.hpp"
#include "read/secret_json.hpp"
#include "read/url.hpp"
#include "read/web_json.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_words = 4096;
constexpr std::size_t longest_user_code = 64;
constexpr std::int64_t ten_years = std::int64_t{10} * 366 * 24 * 3600;
constexpr std::int64_t longest_device_lifetime = 3600;
constexpr std::int64_t usual_device_lifetime = 900;  // Microsoft's; the member is required (RFC 8628 section 3.2)
constexpr std::int64_t longest_interval = 60;
constexpr std::int64_t usual_interval = 5;  // RFC 8628 section 3.2

OAuthRefusal refusal(const Posted& posted, std::string error, std::string_view words) {
  OAuthRefusal refusal;
  refusal.status = posted.status;
  refusal.temporary = posted.status == 429 || posted.status >= 500 || error == "temporarily_unavailable";
  refusal.wait = retry_after(posted);
  refusal.error = std::move(error);
  refusal.words = without_tokens(words, longest_words);
  return refusal;
}

OAuthRefusal no_answer(const Posted& posted) {
  OAuthRefusal refusal;
  refusal.temporary = posted.heard != Heard::certificate && posted.heard != Heard::private_address;
  const std::string end = posted.detail.empty() ? "" : ": " + posted.detail;
  refusal.words = without_tokens("The authorization server could not be asked (" + std::string(word(posted.heard).view()) + ")" + end, longest_words);
  return refusal;
}

// What the answer says for people, in the members of RFC 6749 section 5.2.
OAuthRefusal told(const Posted& posted, const boost::json::object& object) {
  std::string error = error_code_of(secret_at(object, "error").reveal());
  const Secret description = secret_at(object, "error_description");
  if (error.empty())
    return refusal(posted, "", "The authorization server answered " + std::to_string(posted.status) + " without an \"error\" of OAuth2.");
  const std::string words = description.empty() ? "error: " + error : error + ": " + std::string(description.reveal());
  return refusal(posted, std::move(error), words);
}

OAuthRefusal useless(const Posted& posted, std::string_view what) {
  return refusal(posted, "", "The authorization server answered " + std::to_string(posted.status) + ", but " + std::string(what));
}

// RFC 6749 section 5.1: whoever does not know the type must not use the token.
const char* defect_of(const Tokens& tokens, const Secret& type) {
  if (tokens.access.empty()) return "without an access token.";
  if (!is_token(tokens.access.reveal(), longest_token))
    return "its access token is none: 1 to 65536 printable ASCII characters without blanks are expected.";
  if (!same_word(type.reveal(), "bearer")) return "its token is not of the type \"Bearer\".";
  if (!tokens.refresh.empty() && !is_token(tokens.refresh.reveal(), longest_token))
    return "its refresh token is none: 1 to 65536 printable ASCII characters are expected.";
  if (tokens.id.reveal().size() > longest_token) return "its ID token is larger than 65536 bytes.";
  return nullptr;
}

// `verification_url` is what Google calls it.
std::string page_of(const boost::json::object& object, std::string_view end) {
  const std::string uri = https_url(text_at(object, "verification_uri" + std::string(end)));
  return uri.empty() ? https_url(text_at(object, "verification_url" + std::string(end))) : uri;
}

std::string host_of_page(const std::string& page) {
  const std::optional<HttpsUrl> url = read_https_url(page);
  return url ? url->host : std::string();
}

const char* defect_of(const DeviceCode& code) {
  if (!is_token(code.device_code.reveal(), longest_token)) return "without a device code.";
  if (!is_one_line(code.user_code, longest_user_code)) return "its user code is none: 1 to 64 printable characters are expected.";
  if (code.page.empty()) return "without an https page where the code is to be entered.";
  return nullptr;
}

}  // namespace

std::variant<Tokens, OAuthRefusal> read_token_response(const Posted& posted) {
  if (posted.heard != Heard::answered) return no_answer(posted);
  const Expected<boost::json::object> object = parse_secret_json(posted.body.reveal());
  if (!object) return useless(posted, "not with a JSON object of OAuth2.");
  if (posted.status != 200 || object->contains("error")) return told(posted, *object);
  Tokens tokens;
  tokens.access = secret_at(*object, "access_token");
  tokens.refresh = secret_at(*object, "refresh_token");
  tokens.id = secret_at(*object, "id_token");
  tokens.lifetime = std::chrono::seconds(number_at(*object, "expires_in", 1, ten_years, 0));
  tokens.scopes = split_scopes(secret_at(*object, "scope").reveal());
  if (const char* const defect = defect_of(tokens, secret_at(*object, "token_type"))) return useless(posted, defect);
  return tokens;
}

std::variant<DeviceCode, OAuthRefusal> read_device_response(const Posted& posted) {
  if (posted.heard != Heard::answered) return no_answer(posted);
  const Expected<boost::json::object> object = parse_secret_json(posted.body.reveal());
  if (!object) return useless(posted, "not with a JSON object of OAuth2.");
  if (posted.status != 200 || object->contains("error")) return told(posted, *object);
  DeviceCode code;
  code.device_code = secret_at(*object, "device_code");
  code.user_code = secret_at(*object, "user_code").reveal();
  code.page = page_of(*object, "");
  code.page_with_code = page_of(*object, "_complete");
  if (host_of_page(code.page_with_code) != host_of_page(code.page)) code.page_with_code.clear();
  code.lifetime = std::chrono::seconds(number_at(*object, "expires_in", 1, longest_device_lifetime, usual_device_lifetime));
  code.interval = std::chrono::seconds(number_at(*object, "interval", 1, longest_interval, usual_interval));
  if (const char* const defect = defect_of(code)) return useless(posted, defect);
  return code;
}

std::chrono::seconds clock_ahead(const Posted& posted, std::chrono::system_clock::time_point now) {
  const auto date = read_http_date(posted.header("date"));
  return date ? std::chrono::duration_cast<std::chrono::seconds>(now - *date) : std::chrono::seconds(0);
}

}  // namespace homing
