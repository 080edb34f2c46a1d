// Records as JSON.
#include <algorithm>
#include <boost/json/array.hpp>

#include "model/json_writer.hpp"
#include "oauth/record.hpp"
#include "oauth/strangers_text.hpp"
#include "read/host.hpp"
#include "read/secret_json.hpp"
#include "read/url.hpp"
#include "read/web_json.hpp"

namespace homing {
namespace {

constexpr std::int64_t version = 1;
constexpr std::size_t largest_record = std::size_t{1024} * 1024;
constexpr std::size_t most_held = 16;
constexpr std::size_t most_scopes = 64;
constexpr std::int64_t latest = std::int64_t{1} << 40U;  // some 35,000 years; far from overflow

std::vector<std::string_view> words(const std::vector<Access>& accesses) {
  std::vector<std::string_view> result;
  result.reserve(accesses.size());
  for (const Access access : accesses) result.push_back(word(access));
  return result;
}

void describe(JsonWriter& out, const Authority& authority) {
  out.text("issuer", authority.issuer);
  out.text("authorization_endpoint", authority.authorization_endpoint);
  out.text("token_endpoint", authority.token_endpoint);
  out.text("device_authorization_endpoint", authority.device_authorization_endpoint);
  out.text("revocation_endpoint", authority.revocation_endpoint);
  out.text("redirect", authority.redirect);
  out.text("iss", authority.iss);
  out.flag("iss_promised", authority.iss_promised);
  out.text("graph", authority.graph);
  out.text("resource", authority.resource);
  out.object("scopes", [&authority](JsonWriter& scopes) {
    for (std::size_t i = 0; i < authority.scopes.size(); ++i) scopes.texts(words_of<Access>[i].view(), authority.scopes[i]);
    scopes.texts("refresh", authority.refresh_scopes);
    scopes.texts("identity", authority.identity_scopes);
    scopes.texts("app", authority.app_scopes);
  });
  out.object("authorize", [&authority](JsonWriter& more) {
    for (const auto& [name, value] : authority.authorize_with) {
      std::string key;  // keys of a manifest's object, which may need escaping
      JsonWriter(key).quote(name);
      more.text(std::string_view(key).substr(1, key.size() - 2), value);
    }
  });
}

void describe(JsonWriter& out, const Record& record) {
  out.number("homing_sign_in", version);
  out.text("address", record.address);
  out.text("user", record.user);
  out.text("client_id", record.client_id);
  out.object("authority", [&record](JsonWriter& inner) { describe(inner, record.authority); });
  out.text("flow", word(record.flow));
  out.text("kind", word(record.kind));
  out.text("cloud", word(record.cloud));
  out.text("refresh_token", record.refresh_token.reveal());
  out.texts("accesses", words(record.accesses));
  out.texts("hosts", record.hosts);
  out.objects("held", std::span<const HeldToken>(record.held), [](JsonWriter& inner, const HeldToken& held) {
    inner.text("token", held.token.reveal());
    inner.texts("accesses", words(held.accesses));
    inner.number("obtained", held.obtained);
    inner.number("expires", held.expires);
  });
  out.number("signed_in", record.signed_in);
}

std::vector<std::string> texts_at(const boost::json::object& object, std::string_view key) {
  std::vector<std::string> texts;
  const boost::json::value* const value = object.if_contains(key);
  if (value == nullptr || !value->is_array()) return texts;
  for (const boost::json::value& item : value->get_array()) {
    const bool good = item.is_string() && texts.size() < most_scopes && is_one_line({item.get_string().data(), item.get_string().size()}, 2048);
    if (good) texts.emplace_back(item.get_string());
  }
  return texts;
}

std::vector<Access> accesses_at(const boost::json::object& object) {
  std::vector<Access> accesses;
  for (const std::string& text : texts_at(object, "accesses")) {
    const std::optional<Access> access = from_word<Access>(text);
    if (access && std::find(accesses.begin(), accesses.end(), *access) == accesses.end()) accesses.push_back(*access);
  }
  return accesses;
}

template <class Enum>
Enum word_at(const boost::json::object& object, std::string_view key, Enum otherwise) {
  return from_word<Enum>(text_at(object, key)).value_or(otherwise);
}

// Endpoints stay https, whoever wrote the text: a refresh token is sent there.
Authority read_authority(const boost::json::object& object) {
  Authority authority;
  authority.issuer = text_at(object, "issuer");
  authority.authorization_endpoint = https_url(text_at(object, "authorization_endpoint"));
  authority.token_endpoint = https_url(text_at(object, "token_endpoint"));
  authority.device_authorization_endpoint = https_url(text_at(object, "device_authorization_endpoint"));
  authority.revocation_endpoint = https_url(text_at(object, "revocation_endpoint"));
  if (const std::string redirect = text_at(object, "redirect"); !redirect.empty()) authority.redirect = redirect;
  authority.iss = text_at(object, "iss");
  authority.iss_promised = is_true_at(object, "iss_promised");
  authority.graph = https_url(text_at(object, "graph"));
  authority.resource = https_url(text_at(object, "resource"));
  const boost::json::object& scopes = object_at(object, "scopes");
  for (std::size_t i = 0; i < authority.scopes.size(); ++i) authority.scopes[i] = texts_at(scopes, words_of<Access>[i]);
  authority.refresh_scopes = texts_at(scopes, "refresh");
  authority.identity_scopes = texts_at(scopes, "identity");
  authority.app_scopes = texts_at(scopes, "app");
  for (const auto& member : object_at(object, "authorize")) {
    if (authority.authorize_with.size() < most_scopes && member.value().is_string()) {
      authority.authorize_with.emplace_back(member.key(), std::string(member.value().get_string()));
    }
  }
  return authority;
}

std::vector<HeldToken> held_at(const boost::json::object& object) {
  std::vector<HeldToken> held;
  const boost::json::value* const list = object.if_contains("held");
  if (list == nullptr || !list->is_array()) return held;
  for (const boost::json::value& item : list->get_array()) {
    if (!item.is_object() || held.size() == most_held) continue;
    HeldToken token{secret_at(item.get_object(), "token"), accesses_at(item.get_object()), number_at(item.get_object(), "obtained", 0, latest, 0),
                    number_at(item.get_object(), "expires", 0, latest, 0)};
    if (is_token(token.token.reveal(), longest_token) && !token.accesses.empty()) held.push_back(std::move(token));
  }
  return held;
}

// A text that never moves while it grows leaves no copy behind: six bytes for one at most (RFC 8259 section 7).
std::size_t room_for(const Record& record) {
  const Authority& authority = record.authority;
  std::size_t size = 1024 + record.address.size() + record.user.size() + record.client_id.size() + record.refresh_token.reveal().size();
  for (const HeldToken& held : record.held) size += 128 + held.token.reveal().size();
  for (const std::string* const text :
       {&authority.issuer, &authority.authorization_endpoint, &authority.token_endpoint, &authority.device_authorization_endpoint,
        &authority.revocation_endpoint, &authority.redirect, &authority.iss, &authority.graph, &authority.resource}) {
    size += text->size();
  }
  const auto add = [&size](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) size += 4 + text.size();
  };
  std::for_each(authority.scopes.begin(), authority.scopes.end(), add);
  add(authority.refresh_scopes);
  add(authority.identity_scopes);
  add(authority.app_scopes);
  add(record.hosts);
  for (const auto& [name, value] : authority.authorize_with) size += 8 + name.size() + value.size();
  return 6 * size;
}

}  // namespace

Secret write_record(const Record& record) {
  std::string text;
  text.reserve(room_for(record));
  JsonWriter out(text);
  out.element([&record](JsonWriter& inner) { describe(inner, record); });
  Secret written(text);
  wipe(text);
  return written;
}

Expected<Record> read_record(const Secret& text) {
  const Expected<boost::json::object> object = parse_secret_json(text.reveal(), largest_record);
  if (!object) return Fault{"What is kept of the sign-in cannot be read. " + object.error().sentence + " Sign in again.", 0};
  const std::int64_t its_version = number_at(*object, "homing_sign_in", 0, latest, 0);
  if (its_version == 0) return Fault{"What is kept under this name is no sign-in of Homing. Sign in again.", 0};
  if (its_version > version) return Fault{"The sign-in was kept by a later version of Homing. Use that one, or sign in again.", 0};
  Record record;
  record.address = text_at(*object, "address");
  record.user = text_at(*object, "user");
  record.client_id = text_at(*object, "client_id");
  record.authority = read_authority(object_at(*object, "authority"));
  record.flow = word_at(*object, "flow", Flow::browser);
  record.kind = word_at(*object, "kind", Kind::unknown);
  record.cloud = word_at(*object, "cloud", Cloud::none);
  record.refresh_token = secret_at(*object, "refresh_token");
  record.accesses = accesses_at(*object);
  record.hosts = texts_at(*object, "hosts");
  record.held = held_at(*object);
  record.signed_in = number_at(*object, "signed_in", 0, latest, 0);
  const bool good_token = record.refresh_token.empty() || is_token(record.refresh_token.reveal(), longest_token);
  if (record.address.empty() || record.client_id.empty() || record.authority.token_endpoint.empty() || !good_token) {
    return Fault{"What is kept of the sign-in is not whole. Sign in again.", 0};
  }
  return record;
}

}  // namespace homing
