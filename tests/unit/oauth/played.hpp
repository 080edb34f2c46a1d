#pragma once
// An authorization server that is played: orders, answers and what was asked for.
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "crypto/base64.hpp"
#include "oauth/grant.hpp"
#include "unit/oauth/forms.hpp"

namespace testing {

using namespace homing;

inline const WallTime noon{std::chrono::seconds(1'800'000'000)};

inline GrantOrder order(Flow flow, std::vector<Access> wanted = {Access::imap, Access::smtp}) {
  GrantOrder order;
  order.authority = forms::microsoft();
  order.client.id = "client-of-a-test";
  order.flow = flow;
  order.address = order.user = order.hint = "ada@contoso.example";
  order.wanted = std::move(wanted);
  order.hosts = {"outlook.office365.com", "smtp.office365.com"};
  order.kind = Kind::microsoft365;
  order.cloud = Cloud::worldwide;
  return order;
}

/// A parameter of a form or of a URL's query; empty: there is none.
inline std::string parameter(std::string_view form, const std::string& name) {
  const std::size_t query = form.find('?');
  if (query != std::string_view::npos) form.remove_prefix(query + 1);
  return forms::fields_of(form)[name];
}

inline Posted says(int status, const std::string& body) {
  Posted posted;
  posted.status = status;
  posted.headers.emplace_back("content-type", "application/json");
  posted.body = Secret(body);
  return posted;
}

/// An unsigned ID token (RFC 7519 section 6); `more`: members behind a comma.
inline std::string id_token(std::string_view user, std::string_view nonce, std::string_view iss = "https://login.microsoftonline.com/0f0f/v2.0",
                            std::int64_t expires = 1'800'003'600, std::string_view audience = "client-of-a-test") {
  const std::string claims = R"({"iss":")" + std::string(iss) + R"(","aud":")" + std::string(audience) + R"(","exp":)" + std::to_string(expires) +
                             R"(,"nonce":")" + std::string(nonce) + R"(","preferred_username":")" + std::string(user) + R"("})";
  return to_base64url(R"({"alg":"none"})") + '.' + to_base64url(claims) + '.';
}

struct Gift {
  std::string access = "access-1", refresh = "refresh-1", id{},
              scope = "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send";
};

inline Posted tokens(const Gift& gift) {
  std::string body = R"({"token_type":"Bearer","expires_in":3600,"access_token":")" + gift.access + '"';
  if (!gift.refresh.empty()) body += R"(,"refresh_token":")" + gift.refresh + '"';
  if (!gift.id.empty()) body += R"(,"id_token":")" + gift.id + '"';
  if (!gift.scope.empty()) body += R"(,"scope":")" + gift.scope + '"';
  return says(200, body + '}');
}

inline Posted refusal(std::string_view error, std::string_view description = "why") {
  return says(400, R"({"error":")" + std::string(error) + R"(","error_description":")" + std::string(description) + "\"}");
}

inline Visit visit(const std::string& target, const std::string& host = "localhost:4711", std::uint32_t visitor = 1) {
  Visit came;
  came.visitor = visitor;
  came.method = "GET";
  came.host = host;
  came.target = Secret(target);
  return came;
}

}  // namespace testing
