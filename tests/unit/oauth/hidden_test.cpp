// Answers of authorization servers as a trace may hold them.
#include "oauth/hidden.hpp"

#include "catch.hpp"
#include "crypto/base64.hpp"
#include "oauth/identity.hpp"

using namespace homing;

namespace {

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string with_id_token(const std::string& claims) {
  return R"({"access_token":"at","id_token":")" + to_base64url(R"({"alg":"RS256"})") + '.' + to_base64url(claims) + R"(.c2lnbmF0dXJl"})";
}

/// The ID token that is left.
std::string left_of(const std::string& claims) {
  const std::string text = without_secrets(Secret(with_id_token(claims)));
  const std::string_view name = R"("id_token":")";
  const std::size_t begin = text.find(name) + name.size();
  return text.substr(begin, text.find('"', begin) - begin);
}

}  // namespace

TEST_CASE("No token and no code of an answer stands in a trace", "[oauth]") {
  const std::string hidden =
      without_secrets(Secret(R"({"access_token":"S1","refresh_token":"S2","device_code":"S3","user_code":"S4","code":"S5",)"
                             R"("id_token":"S6","verification_uri_complete":"https://x/S7","message":"type S8","expires_in":5})"));
  for (const char* const secret : {"S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8"}) CHECK_FALSE(holds(hidden, secret));
  CHECK(holds(hidden, R"("expires_in":5)"));
  CHECK(without_secrets(Secret("token=S1")) == "(hidden: 8 bytes that are no JSON object)");
  CHECK(without_secrets(Secret()).empty());
}

TEST_CASE("Who signed in stands in a trace, but nothing that proves it", "[oauth]") {
  const std::string left = left_of(R"({"iss":"https://sso.example","aud":["client","other"],"exp":4102444800,"nonce":"n-1","sub":"s-1",)"
                                   R"("email":"ada@contoso.example","preferred_username":"ada","at_hash":"h-1"})");
  CHECK(left.ends_with('.'));
  const Expected<Identity> identity = read_id_token(Secret(left));
  REQUIRE(identity.has_value());
  CHECK(identity->iss == "https://sso.example");
  CHECK(identity->audiences == std::vector<std::string>{"client", "other"});
  CHECK(identity->names == std::vector<std::string>{"ada@contoso.example", "ada"});
  CHECK(identity->expires == 4102444800);
  CHECK(identity->nonce.empty());
  CHECK(identity->subject.empty());
}

TEST_CASE("Of an ID token that is none nothing stands in a trace", "[oauth]") {
  CHECK(left_of(R"({"iss":"https://sso.example"})") == "(hidden)");
  CHECK(left_of("no claims") == "(hidden)");
}
