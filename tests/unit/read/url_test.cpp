#include "read/url.hpp"

#include "catch.hpp"

using homing::https_url;
using homing::read_https_url;

TEST_CASE("Scheme and host of an https URL come in normal form (RFC 3986 section 6.2.2.1)", "[read]") {
  CHECK(https_url("HTTPS://Mail.Contoso.EXAMPLE/EWS/Exchange.asmx?A=B#C") == "https://mail.contoso.example/EWS/Exchange.asmx?A=B#C");
  CHECK(https_url("https://mail.contoso.example.") == "https://mail.contoso.example");
  CHECK(https_url("https://mail.contoso.example:8443") == "https://mail.contoso.example:8443");
}

TEST_CASE("A URL is taken apart where RFC 3986 says", "[read]") {
  const auto url = read_https_url("https://mail.contoso.example:8443?x/y");
  REQUIRE(url);
  CHECK(url->host == "mail.contoso.example");
  CHECK(url->port == ":8443");
  CHECK(url->behind == "?x/y");
}

TEST_CASE("What should not be contacted is no https URL", "[read]") {
  for (const char* const written : {"",
                                    "https://",
                                    "https:///path",
                                    "http://contoso.example/",
                                    "ftp://contoso.example/",
                                    "//contoso.example/",
                                    "/path",
                                    "contoso.example",
                                    "https://ada@contoso.example/",
                                    "https://ada:secret@contoso.example/",
                                    "https://contoso.example:0/",
                                    "https://contoso.example:/",
                                    "https://contoso.example:65536/",
                                    "https://contoso.example:80x/",
                                    "https://192.0.2.7/",
                                    "https://10.1/",
                                    "https://[2001:db8::1]/",
                                    "https://localhost/",
                                    "https://con toso.example/",
                                    "https://contoso.example/\n",
                                    "https://contoso.example/\x7F",
                                    "https://contoso.example/gr\xC3\xBC",
                                    "https://-a.example/",
                                    "https://contoso.example\\@fabrikam.example/",
                                    "https://contoso.example/\\x",
                                    "javascript:alert(1)"}) {
    CAPTURE(written);
    CHECK(https_url(written).empty());
  }
  CHECK(https_url("https://contoso.example/" + std::string(2048, 'x')).empty());
}
