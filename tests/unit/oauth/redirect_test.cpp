#include "oauth/redirect.hpp"

#include "unit/world.hpp"

using namespace homing;

namespace {

const std::string state = "xyz-STATE";
const std::string uri = "http://127.0.0.1:51004/signed-in";

Visit visit(std::string target, std::string method = "GET", std::string host = "127.0.0.1:51004") {
  return {1, std::move(method), std::move(host), Secret(target)};
}

Redirected read(const std::string& target) {
  auto answer = read_redirect(visit(target), uri, state);
  INFO(target);
  REQUIRE(answer);
  return std::move(*answer);
}

}  // namespace

TEST_CASE("The listener's port stands in the redirect URI (RFC 8252 section 7.3)", "[oauth]") {
  CHECK(redirect_uri_of("http://127.0.0.1/oauth2redirect/example-provider", 51004) == "http://127.0.0.1:51004/oauth2redirect/example-provider");
  CHECK(redirect_uri_of("http://[::1]/oauth2redirect/example-provider", 61023) == "http://[::1]:61023/oauth2redirect/example-provider");
  CHECK(redirect_uri_of("http://localhost", 50000) == "http://localhost:50000");
  CHECK(redirect_uri_of("http://localhost/", 50000) == "http://localhost:50000/");
}

TEST_CASE("A code comes back with its state (RFC 6749 section 4.1.2)", "[oauth]") {
  const Redirected answer = read("/signed-in?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz-STATE");
  CHECK(answer.code.reveal() == "SplxlOBeZQQYbYS6WxSbIA");
  CHECK(answer.error.empty());
  CHECK(answer.iss.empty());
}

TEST_CASE("The issuer comes with it where the server names it (RFC 9207 section 2.1)", "[oauth]") {
  const Redirected answer =
      read("/signed-in?code=x1848ZT64p4IirMPT0R-X3141MFPTuBX-VFL_cvaplMH58&state=xyz-STATE&iss=https%3A%2F%2Fhonest.as.example");
  CHECK(answer.iss == "https://honest.as.example");
}

TEST_CASE("An error comes back instead (RFC 6749 section 4.1.2.1)", "[oauth]") {
  const Redirected answer = read("/signed-in?error=access_denied&error_description=The+user%20said%20no%0A&state=xyz-STATE&session_state=7");
  CHECK(answer.code.empty());
  CHECK(answer.error == "access_denied");
  CHECK(answer.description == "The user said no ");
}

TEST_CASE("Encoded names and values are read, and unknown ones ignored", "[oauth]") {
  CHECK(read("/signed-in?c%6fde=4%2F0AX4&st%61te=xyz%2DSTATE&scope=a&scope=b&&=&flag").code.reveal() == "4/0AX4");
}

TEST_CASE("An empty path of the redirect URI is the root, and the loopback has three names", "[oauth]") {
  for (const char* const host : {"127.0.0.1:51004", "localhost:51004", "LocalHost:51004", "[::1]:51004"}) {
    CAPTURE(host);
    CHECK(read_redirect(visit("/?code=a&state=xyz-STATE", "GET", host), "http://localhost:51004", state));
    CHECK(read_redirect(visit("/?code=a&state=xyz-STATE", "GET", host), "http://localhost:51004/", state));
  }
}

TEST_CASE("Whoever comes with another method, name, port or path is a stranger", "[oauth]") {
  const std::string good = "/signed-in?code=a&state=xyz-STATE";
  REQUIRE(read_redirect(visit(good), uri, state));
  for (const char* const method : {"POST", "HEAD", "OPTIONS", "get", ""}) {
    CAPTURE(method);
    CHECK_FALSE(read_redirect(visit(good, method), uri, state));
  }
  for (const char* const host :
       {"", "127.0.0.1", "127.0.0.1:51005", "127.0.0.1:510045", "localhost", "rebound.example:51004", "127.0.0.1.evil.example:51004",
        "x127.0.0.1:51004", "127.0.0.2:51004", "ada@127.0.0.1:51004", "[::2]:51004", ":51004", "127.0.0.1:51004 "}) {
    CAPTURE(host);
    CHECK_FALSE(read_redirect(visit(good, "GET", host), uri, state));
  }
  for (const char* const target :
       {"/?code=a&state=xyz-STATE", "/signed-in/?code=a&state=xyz-STATE", "/signed-inn?code=a&state=xyz-STATE", "/Signed-in?code=a&state=xyz-STATE",
        "//signed-in?code=a&state=xyz-STATE", "/favicon.ico", "", "*", "http://127.0.0.1:51004/signed-in?code=a&state=xyz-STATE"}) {
    CAPTURE(target);
    CHECK_FALSE(read_redirect(visit(target), uri, state));
  }
}

TEST_CASE("Another state, none, or a part of it is a stranger's", "[oauth]") {
  for (const char* const query : {"code=a", "code=a&state=", "code=a&state=other", "code=a&state=xyz-STAT", "code=a&state=xyz-STATEE",
                                  "code=a&state=xyz-state", "code=a&state=%", "error=access_denied", "error=access_denied&state=other"}) {
    CAPTURE(query);
    CHECK_FALSE(read_redirect(visit("/signed-in?" + std::string(query)), uri, state));
  }
  CHECK_FALSE(read_redirect(visit("/signed-in?code=a&state="), uri, ""));
}

TEST_CASE("What is told twice is not believed at all (RFC 6749 section 3.1)", "[oauth]") {
  for (const char* const query : {"code=a&code=b&state=xyz-STATE", "code=a&state=xyz-STATE&state=xyz-STATE", "code=a&state=other&state=xyz-STATE",
                                  "error=a&error=b&state=xyz-STATE", "code=a&iss=https%3A%2F%2Fa.example&iss=https%3A%2F%2Fb.example&state=xyz-STATE",
                                  "code=a&c%6Fde=b&state=xyz-STATE"}) {
    CAPTURE(query);
    CHECK_FALSE(read_redirect(visit("/signed-in?" + std::string(query)), uri, state));
  }
}

TEST_CASE("A code and an error at once, neither, or none that is one, is no answer", "[oauth]") {
  for (const char* const query :
       {"state=xyz-STATE", "code=&state=xyz-STATE", "code=a&error=access_denied&state=xyz-STATE", "code=a%0Ab&state=xyz-STATE",
        "code=a%20b&state=xyz-STATE", "code=%zz&state=xyz-STATE", "error=a%0Ab&state=xyz-STATE", "code=a&iss=%00&state=xyz-STATE"}) {
    CAPTURE(query);
    CHECK_FALSE(read_redirect(visit("/signed-in?" + std::string(query)), uri, state));
  }
}

TEST_CASE("More than 16 KiB are a stranger's", "[oauth]") {
  const std::string start = "/signed-in?state=xyz-STATE&code=";
  CHECK(read_redirect(visit(start + std::string(16 * 1024 - start.size(), 'a')), uri, state));
  CHECK_FALSE(read_redirect(visit(start + std::string(16 * 1024 - start.size() + 1, 'a')), uri, state));
}

TEST_CASE("No fault names the state or the code", "[oauth]") {
  for (const char* const query : {"code=SECRETCODE&state=SECRETSTATE", "code=SECRETCODE&code=SECRETCODE&state=xyz-STATE"}) {
    const auto answer = read_redirect(visit("/signed-in?" + std::string(query)), uri, state);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().sentence.find("SECRET") == std::string::npos);
    CHECK(answer.error().sentence.find("xyz-STATE") == std::string::npos);
  }
}
