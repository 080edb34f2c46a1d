#include "oauth/identity.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <limits>

#include "crypto/base64.hpp"
#include "model/address.hpp"
#include "model/ascii.hpp"
#include "oauth/strangers_text.hpp"
#include "read/host.hpp"
#include "read/secret_json.hpp"
#include "read/web_json.hpp"

namespace homing {
namespace {

constexpr std::size_t most_texts = 64;

// A text, or a list of texts.
std::vector<std::string> texts_at(const boost::json::object& object, std::string_view key, std::size_t longest) {
  const boost::json::value* const value = object.if_contains(key);
  std::vector<std::string> texts;
  const auto add = [&](const boost::json::value& one) {
    const boost::json::string* const string = one.if_string();
    if (string != nullptr && texts.size() < most_texts && is_one_line({string->data(), string->size()}, longest)) texts.emplace_back(*string);
  };
  if (value == nullptr) return texts;
  if (!value->is_array()) add(*value);
  else std::for_each(value->get_array().begin(), value->get_array().end(), add);
  return texts;
}

// Some write the flag as a text.
bool is_false_at(const boost::json::object& object, std::string_view key) {
  const boost::json::value* const value = object.if_contains(key);
  return value != nullptr && ((value->is_bool() && !value->get_bool()) || text_at(object, key) == "false");
}

void add_names(std::vector<std::string>& names, std::vector<std::string> more) {
  for (std::string& name : more) {
    const bool known = std::any_of(names.begin(), names.end(), [&name](const std::string& other) { return same_word(name, other); });
    if (!known && names.size() < most_texts) names.push_back(std::move(name));
  }
}

// The claims of OpenID Connect Core 1.0 section 5.1 and of Microsoft (optional claims included) that name a mailbox.
std::vector<std::string> names_of(const boost::json::object& claims) {
  std::vector<std::string> names;
  if (!is_false_at(claims, "email_verified")) add_names(names, texts_at(claims, "email", longest_username));
  for (const char* const claim : {"preferred_username", "upn", "unique_name", "verified_primary_email", "verified_secondary_email"}) {
    add_names(names, texts_at(claims, claim, longest_username));
  }
  return names;
}

// The middle of HEADER.CLAIMS.SIGNATURE (RFC 7515 section 3.1).
std::string_view claims_part(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  const bool three = second != std::string_view::npos && token.find('.', second + 1) == std::string_view::npos;
  return three ? token.substr(first + 1, second - first - 1) : std::string_view();
}

std::string normal_form(std::string_view address) {
  const Expected<Address> parsed = parse_address(address);
  return lower_case(parsed ? parsed->text() : address);
}

std::string_view take_segment(std::string_view& rest) {
  const std::string_view segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(std::min(segment.size() + 1, rest.size()));
  return segment;
}

}  // namespace

Expected<Identity> read_id_token(const Secret& token) {
  const std::string_view part = claims_part(token.reveal().substr(0, longest_token + 1));
  std::optional<std::string> bytes = token.reveal().size() > longest_token || part.empty() ? std::nullopt : from_base64url(part);
  if (!bytes) return Fault{"The ID token is no JSON Web Token of three parts.", 0};
  const Expected<boost::json::object> claims = parse_secret_json(*bytes);
  wipe(*bytes);
  if (!claims) return Fault{"The claims of the ID token cannot be read. " + claims.error().sentence, 0};
  Identity identity;
  identity.iss = text_at(*claims, "iss");
  identity.subject = text_at(*claims, "sub");
  identity.nonce = text_at(*claims, "nonce");
  identity.tenant = text_at(*claims, "tid");
  identity.audiences = texts_at(*claims, "aud", longest_username);
  identity.names = names_of(*claims);
  identity.expires = number_at(*claims, "exp", 0, std::numeric_limits<std::int32_t>::max() * std::int64_t{16}, 0);
  // OpenID Connect Core 1.0 section 2: these are required.
  if (identity.iss.empty() || identity.audiences.empty()) return Fault{"The ID token names no issuer, or nobody whom it is for.", 0};
  return identity;
}

bool is_issuer(std::string_view pattern, std::string_view iss) {
  if (pattern.empty() || iss.empty() || pattern.ends_with('/') != iss.ends_with('/')) return false;
  while (!pattern.empty() && !iss.empty()) {
    const std::string_view wanted = take_segment(pattern), segment = take_segment(iss);
    const bool any = wanted == "*" && !segment.empty() && segment.find_first_of("?#") == std::string_view::npos;
    if (!any && wanted != segment) return false;
  }
  return pattern.empty() && iss.empty();
}

bool is_named(const Identity& identity, std::string_view address) {
  const std::string wanted = normal_form(address);
  return !wanted.empty() &&
         std::any_of(identity.names.begin(), identity.names.end(), [&wanted](const std::string& name) { return normal_form(name) == wanted; });
}

}  // namespace homing
