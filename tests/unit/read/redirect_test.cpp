#include "read/redirect.hpp"

#include "catch.hpp"
#include "model/question.hpp"
#include "unit/world.hpp"

namespace {

constexpr const char* here = "https://autoconfig.contoso.example/mail/config-v1.1.xml";

std::string hop(std::string_view location, std::string_view from = here) {
  const auto next = homing::next_hop(from, location, homing::testing::catalogue());
  return next ? *next : "refused: " + next.error().sentence;
}

bool refused(std::string_view location) { return hop(location).starts_with("refused: "); }

}  // namespace

TEST_CASE("A redirect within one registrable domain is taken", "[read]") {
  CHECK(hop("https://contoso.example/x.xml") == "https://contoso.example/x.xml");
  CHECK(hop("https://a.b.contoso.example/x.xml?y=1") == "https://a.b.contoso.example/x.xml?y=1");
  CHECK(hop("/x.xml") == "https://autoconfig.contoso.example/x.xml");
  CHECK(hop("/") == "https://autoconfig.contoso.example/");
}

TEST_CASE("A redirect to a provider in the catalogue is taken", "[read]") {
  CHECK_FALSE(refused("https://autoconfig.fastmail.com/x.xml"));
  CHECK_FALSE(refused("https://outlook.office365.com/x.xml"));
}

TEST_CASE("A redirect to anybody else is refused", "[read]") {
  for (const char* const location : {"https://evil.example/",
                                     "https://evilcontoso.example/",
                                     "https://contoso.example.evil.example/",
                                     "https://contoso.example@evil.example/",
                                     "https://contoso.example:443@evil.example/",
                                     "https://evil.example\\@contoso.example/",
                                     "https://evil.example#contoso.example",
                                     "https://evil.example?contoso.example",
                                     "//evil.example/x",
                                     "//contoso.example/x",
                                     "http://contoso.example/",
                                     "ftp://contoso.example/",
                                     "file:///etc/passwd",
                                     "javascript:alert(1)",
                                     "x.xml",
                                     "",
                                     "https://",
                                     "https:///x",
                                     "https:contoso.example",
                                     "https://192.0.2.1/",
                                     "https://[2001:db8::1]/",
                                     "https://contoso.example/a b",
                                     "https://contoso.example/\r\nX: y",
                                     "https://contoso.ex\xC3\xA4mple/",
                                     "https://-contoso.example/"}) {
    CAPTURE(location);
    CHECK(refused(location));
  }
}

TEST_CASE("Two names under one public suffix are two owners", "[read]") {
  CHECK(hop("https://evil.co.uk/", "https://autoconfig.contoso.co.uk/").starts_with("refused: "));
  CHECK(hop("https://www.contoso.co.uk/", "https://autoconfig.contoso.co.uk/") == "https://www.contoso.co.uk/");
}

TEST_CASE("A redirect of absurd length is refused", "[read]") { CHECK(refused("https://contoso.example/" + std::string(3000, 'a'))); }

TEST_CASE("Host names are the same in capitals (RFC 3986 section 3.2.2)", "[read]") {
  const std::string second = hop("https://CONFIG.Contoso.Example/x.xml");
  REQUIRE_FALSE(second.starts_with("refused: "));
  CHECK(homing::host_of(second) == "config.contoso.example");
  CHECK(hop("https://third.contoso.example/", second) == "https://third.contoso.example/");
}

TEST_CASE("The host of a URL ends where RFC 3986 says", "[read]") {
  CHECK(homing::host_of("https://contoso.example/x") == "contoso.example");
  CHECK(homing::host_of("https://contoso.example:8443/x") == "contoso.example");
  CHECK(homing::host_of("https://contoso.example?x") == "contoso.example");
  CHECK(homing::host_of("https://contoso.example") == "contoso.example");
  CHECK(homing::host_of("http://contoso.example/") == "contoso.example");
  CHECK(homing::host_of("imaps://imap.contoso.example:993") == "imap.contoso.example");
  CHECK(homing::host_of("contoso.example/x?to=https://other.example/").empty());
}
