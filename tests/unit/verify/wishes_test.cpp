// What a caller may say about how an account signs in with OAuth2.
#include "verify/wishes.hpp"

#include "catch.hpp"

using namespace homing;

namespace {

bool takes(std::string_view name, std::string_view value) { return SignInWishes().set(name, value).has_value(); }

std::string refusal(std::string_view name, std::string_view value) {
  SignInWishes wishes;
  const Expected<void> set = wishes.set(name, value);
  return set ? "" : set.error().sentence;
}

}  // namespace

TEST_CASE("A flow is one of three", "[verify]") {
  for (const char* const good : {"browser", "device", "app"}) CHECK(takes("flow", good));
  for (const char* const bad : {"", "Browser", "password"}) CHECK(refusal("flow", bad).ends_with("is not one of browser, device and app."));
}

TEST_CASE("What a sign-in is for is a list, each once, and pop is pop3", "[verify]") {
  SignInWishes wishes;
  REQUIRE(wishes.set("access", "pop,smtp,imap,smtp,graph").has_value());
  CHECK(wishes.accesses == std::vector<Access>{Access::pop3, Access::smtp, Access::imap, Access::graph});
  CHECK(refusal("access", "imap,fax").starts_with("access: \"imap,fax\" is not a list of imap, pop3, smtp and graph"));
  REQUIRE(wishes.set("access", "").has_value());
  CHECK(wishes.accesses.empty());
}

TEST_CASE("The browser comes back to the loopback alone (RFC 8252)", "[verify]") {
  for (const char* const good : {"http://localhost", "http://127.0.0.1", "http://127.0.0.1/", "http://[::1]/back", "http://localhost/a/b"}) {
    CAPTURE(good);
    CHECK(takes("redirect", good));
  }
  for (const char* const bad : {"", "https://localhost", "http://localhost.evil.example", "http://localhost:80", "http://127.0.0.2",
                                "http://localhost?x", "http://localhost/#x", "http://localhost@evil.example"}) {
    CAPTURE(bad);
    CHECK_FALSE(takes("redirect", bad));
  }
}

TEST_CASE("A tenant is a GUID or a domain, since it becomes part of a path", "[verify]") {
  for (const char* const good : {"consumers", "9188040d-6c67-4c5b-b112-36a304b66dad", "contoso.example"}) CHECK(takes("tenant", good));
  for (const char* const bad : {"a/b", "a?b", "..%2f", "a b"}) CHECK_FALSE(takes("tenant", bad));
}

TEST_CASE("An issuer is an https URL with a host", "[verify]") {
  CHECK(takes("issuer", "https://sso.contoso.example/realms/mail"));
  for (const char* const bad : {"sso.contoso.example", "http://sso.contoso.example", "https://", "https:///x"}) CHECK_FALSE(takes("issuer", bad));
}

TEST_CASE("A copy of the wishes has the client's secret, too", "[verify]") {
  SignInWishes wishes;
  REQUIRE(wishes.set("user", "grace@contoso.example").has_value());
  wishes.client_secret = Secret("secret");
  const SignInWishes copy = wishes.copy();
  CHECK(copy.user == "grace@contoso.example");
  CHECK(copy.client_secret.reveal() == "secret");
}
