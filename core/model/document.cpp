#include "model/document.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "model/json_writer.hpp"
#include "model/pointer_finder.hpp"

namespace homing {
namespace {

constexpr std::size_t usual_size = 6144;  // bytes of a Microsoft document, so that writing it allocates once

template <class Out>
void describe(Out& out, const SignIn& sign_in) {
  out.text("method", word(sign_in.method));
  out.text("state", word(sign_in.state));
  out.text_or_null("since", sign_in.since);
  out.text_or_null("until", sign_in.until);
  out.text_or_null("why", sign_in.why);
}

template <class Out>
void describe(Out& out, const Endpoint& endpoint) {
  out.text("host", endpoint.host);
  out.number("port", endpoint.port);
  out.text("security", word(endpoint.security));
  out.text("username", endpoint.username);
  out.objects("auth", endpoint.auth, [](auto& inner, const SignIn& sign_in) { describe(inner, sign_in); });
}

template <class Out>
void describe(Out& out, const OAuth& oauth) {
  out.text("issuer", oauth.issuer);
  const auto optional = [&out](std::string_view key, Text value) {
    if (!value.empty()) out.text(key, value);
  };
  optional("authorization_endpoint", oauth.authorization_endpoint);
  optional("token_endpoint", oauth.token_endpoint);
  optional("device_authorization_endpoint", oauth.device_authorization_endpoint);
  optional("revocation_endpoint", oauth.revocation_endpoint);
  optional("redirect", oauth.redirect);
  optional("tenant", oauth.tenant);
  optional("resource", oauth.resource);
  optional("graph", oauth.graph);
  optional("client_id", oauth.client_id);
  out.object("scopes", [&oauth](auto& scopes) {
    scopes.texts("imap", oauth.imap_scopes);
    scopes.texts("pop3", oauth.pop3_scopes);
    scopes.texts("smtp", oauth.smtp_scopes);
    scopes.texts("refresh", oauth.refresh_scopes);
    if (!oauth.graph_scopes.empty()) scopes.texts("graph", oauth.graph_scopes);
  });
}

template <class Out>
void describe(Out& out, const Advice& advice) {
  out.text("id", advice.id);
  out.text("severity", word(advice.severity));
  out.text("who", word(advice.who));
  out.text("text", advice.text);
  out.texts("steps", advice.steps);
  out.text_or_null("link", advice.link);
}

template <class Out>
void describe(Out& out, const Resolution& r) {
  out.text("homing", "1");
  out.text("address", r.address);
  out.text("outcome", word(r.outcome));
  out.object("mailbox", [&r](auto& inner) { describe(inner, r.mailbox); });
  const auto endpoint = [](auto& inner, const Endpoint& value) { describe(inner, value); };
  out.objects("imap", r.settings.imap, endpoint);
  out.objects("pop3", r.settings.pop3, endpoint);
  out.objects("smtp", r.settings.smtp, endpoint);
  out.object("oauth2", [&r](auto& inner) {
    if (r.settings.oauth2 != nullptr) describe(inner, *r.settings.oauth2);
  });
  if (!r.settings.services.empty()) {
    out.objects("services", r.settings.services, [](auto& inner, const Service& value) {
      inner.text("type", word(value.type));
      inner.text("url", value.url);
    });
  }
  out.objects("advice", r.advice, [](auto& inner, const Advice& value) { describe(inner, value); });
  out.raw("limits", r.settings.limits.empty() ? Text("{}") : r.settings.limits);
  out.objects("evidence", r.evidence, [](auto& inner, const Evidence& value) {
    inner.text("source", word(value.source));
    inner.text("says", value.says);
    inner.text("trust", word(value.trust));
  });
  out.objects("disclosed", r.disclosed, [](auto& inner, const Disclosed& value) {
    inner.text("to", value.to);
    inner.text("what", word(value.what));
  });
  if (r.has_problems) {
    out.objects("problems", r.problems, [](auto& inner, const Problem& value) {
      inner.text("severity", word(value.severity));
      inner.text("where", value.where);
      inner.text("text", value.text);
    });
  }
  out.object("timing", [&r](auto& inner) {
    inner.milliseconds("total_ms", r.timing.total_ms);
    inner.number("questions", r.timing.questions);
    inner.number("answers", r.timing.answers);
    inner.number("recalled", r.timing.recalled);
  });
}

}  // namespace

std::string to_json(const Resolution& resolution) {
  std::string json;
  json.reserve(usual_size);
  JsonWriter(json).element([&](auto& out) { describe(out, resolution); });
  return json;
}

std::string to_json(const Resolution& resolution, std::string_view input) {
  std::string json;
  json.reserve(usual_size);
  JsonWriter(json).element([&](auto& out) {
    out.text("input", input);
    describe(out, resolution);
  });
  return json;
}

std::optional<Place> find_place(const Resolution& resolution, std::string_view pointer) {
  PointerFinder finder(pointer, nullptr);
  finder.element([&](auto& out) { describe(out, resolution); });
  return finder.take();
}

std::optional<std::string> part_to_json(const Resolution& resolution, std::string_view pointer) {
  std::string json;
  PointerFinder finder(pointer, &json);
  finder.element([&](auto& out) { describe(out, resolution); });
  if (!finder.take()) return std::nullopt;
  return json;
}

}  // namespace homing
