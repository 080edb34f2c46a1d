#include "oauth/responses.hpp"

#include "unit/world.hpp"

using namespace homing;
using std::chrono::seconds;

namespace {

Posted answer(int status, std::string_view body, std::vector<std::pair<std::string, std::string>> headers = {}) {
  Posted posted;
  posted.status = status;
  posted.headers = std::move(headers);
  posted.body = Secret(body);
  return posted;
}

Tokens tokens_of(std::string_view body) {
  auto read = read_token_response(answer(200, body));
  REQUIRE(std::holds_alternative<Tokens>(read));
  return std::move(std::get<Tokens>(read));
}

OAuthRefusal refusal_of(const Posted& posted) {
  auto read = read_token_response(posted);
  REQUIRE(std::holds_alternative<OAuthRefusal>(read));
  return std::get<OAuthRefusal>(read);
}

DeviceCode device_of(std::string_view body) {
  auto read = read_device_response(answer(200, body));
  REQUIRE(std::holds_alternative<DeviceCode>(read));
  return std::move(std::get<DeviceCode>(read));
}

}  // namespace

TEST_CASE("The answer of RFC 6749 section 5.1 is read", "[oauth]") {
  // Its token_type is "example"; Bearer is RFC 6750's.
  const Tokens tokens = tokens_of(R"({"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"bearer","expires_in":3600,
      "refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA","example_parameter":"example_value"})");
  CHECK(tokens.access.reveal() == "2YotnFZFEjr1zCsicMWpAA");
  CHECK(tokens.refresh.reveal() == "tGzv3JOkF0XG5Qx2TlKWIA");
  CHECK(tokens.id.empty());
  CHECK(tokens.lifetime == seconds(3600));
  CHECK(tokens.scopes.empty());
}

TEST_CASE("Scopes and the ID token are read where they are told", "[oauth]") {
  const Tokens tokens = tokens_of(R"({"access_token":"a","token_type":"Bearer","scope":"b c","id_token":"x.y.z"})");
  CHECK(tokens.scopes == std::vector<std::string>{"b", "c"});
  CHECK(tokens.id.reveal() == "x.y.z");
  CHECK(tokens.lifetime == seconds(0));
}

TEST_CASE("A lifetime may be a text, and stays between a second and ten years", "[oauth]") {
  struct Row {
    const char* json;
    std::int64_t seconds;
  };
  const Row row = GENERATE(values<Row>({{"3599", 3599},
                                        {"\"3599\"", 3599},
                                        {"3599.9", 3599},
                                        {"-5", 1},
                                        {"\"-5\"", 1},
                                        {"0", 1},
                                        {"1e300", 316224000},
                                        {"99999999999999999999", 316224000},
                                        {"\"99999999999999999999\"", 316224000},
                                        {"18446744073709551615", 316224000},
                                        {"\"an hour\"", 0},
                                        {"\"\"", 0},
                                        {"null", 0}}));
  CAPTURE(row.json);
  CHECK(tokens_of(R"({"access_token":"a","token_type":"Bearer","expires_in":)" + std::string(row.json) + "}").lifetime == seconds(row.seconds));
}

TEST_CASE("An answer of 200 that gives no token to use is a refusal that says so", "[oauth]") {
  struct Row {
    std::string body;
    const char* says;
  };
  const std::string large(65537, 'a');
  const std::vector<Row> rows{{R"({"token_type":"Bearer"})", "without an access token"},
                              {R"({"access_token":"","token_type":"Bearer"})", "without an access token"},
                              {R"({"access_token":7,"token_type":"Bearer"})", "without an access token"},
                              {R"({"access_token":"a b","token_type":"Bearer"})", "access token is none"},
                              {R"({"access_token":"a\nb","token_type":"Bearer"})", "access token is none"},
                              {R"({"access_token":"\u00e4","token_type":"Bearer"})", "access token is none"},
                              {R"({"access_token":")" + large + R"(","token_type":"Bearer"})", "access token is none"},
                              {R"({"access_token":"a","token_type":"mac"})", "Bearer"},
                              {R"({"access_token":"a"})", "Bearer"},
                              {R"({"access_token":"a","token_type":"Bearer","refresh_token":"a b"})", "refresh token is none"},
                              {"<html>Sign in to this network</html>", "not with a JSON object"},
                              {"[]", "not with a JSON object"},
                              {"", "not with a JSON object"}};
  for (const Row& row : rows) {
    CAPTURE(row.body.substr(0, 80));
    const OAuthRefusal refusal = refusal_of(answer(200, row.body));
    CHECK(refusal.error.empty());
    CHECK(refusal.status == 200);
    CHECK_FALSE(refusal.temporary);
    CHECK_THAT(refusal.words, Catch::Contains(row.says));
  }
}

TEST_CASE("The refusal of RFC 6749 section 5.2 is read", "[oauth]") {
  const OAuthRefusal refusal = refusal_of(answer(400, R"({"error":"invalid_request"})"));
  CHECK(refusal.error == "invalid_request");
  CHECK(refusal.words == "error: invalid_request");
  CHECK(refusal.status == 400);
  CHECK_FALSE(refusal.temporary);
}

TEST_CASE("Words are one line of what the server said", "[oauth]") {
  const OAuthRefusal refusal =
      refusal_of(answer(400, R"({"error":"invalid_grant","error_description":"AADSTS700082: The refresh token has expired.\r\n)"
                             R"(Trace ID: 0f8fad5b-d9cb-469f-a165-70867728950e Timestamp: 2026-11-21 12:00:00Z"})"));
  CHECK(refusal.error == "invalid_grant");
  CHECK(
      refusal.words ==
      "invalid_grant: AADSTS700082: The refresh token has expired.  Trace ID: 0f8fad5b-d9cb-469f-a165-70867728950e Timestamp: 2026-11-21 12:00:00Z");
}

TEST_CASE("What looks like a token is in no words, and URLs stay", "[oauth]") {
  const std::string token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl";
  const OAuthRefusal refusal = refusal_of(answer(400, R"({"error":"invalid_grant","error_description":"The token ')" + token +
                                                          R"(' is not for https://outlook.office365.com/IMAP.AccessAsUser.All, see )"
                                                          R"(https://contoso.example/)" +
                                                          token + R"("})"));
  CHECK(refusal.words ==
        "invalid_grant: The token '[...]' is not for https://outlook.office365.com/IMAP.AccessAsUser.All, see https://contoso.example/[...]");
}

TEST_CASE("Words are bounded, valid UTF-8 and without control characters", "[oauth]") {
  const OAuthRefusal refusal =
      refusal_of(answer(400, R"({"error":"invalid_grant","error_description":"\u0000\u001b[31m )" + std::string(20000, 'x') + "\"}"));
  CHECK(refusal.words.size() <= 4096);
  CHECK(refusal.words.find('\x1b') == std::string::npos);
  CHECK(refusal.words.find('\0') == std::string::npos);
}

TEST_CASE("An error that is none of OAuth's characters is no error to act on", "[oauth]") {
  for (const char* const body :
       {R"({"error":"a\nb"})", R"({"error":"\u00e4"})", R"({"error":{"code":"InvalidAuthenticationToken"}})", R"({"error":""})"}) {
    CAPTURE(body);
    const OAuthRefusal refusal = refusal_of(answer(400, body));
    CHECK(refusal.error.empty());
    CHECK_THAT(refusal.words, Catch::Contains("400"));
  }
}

TEST_CASE("An error in an answer of 200 is a refusal all the same", "[oauth]") {
  CHECK(refusal_of(answer(200, R"({"error":"bad_verification_code"})")).error == "bad_verification_code");
}

TEST_CASE("Only what may be right a little later is temporary", "[oauth]") {
  CHECK(refusal_of(answer(429, "")).temporary);
  CHECK(refusal_of(answer(503, "<html>")).temporary);
  CHECK(refusal_of(answer(400, R"({"error":"temporarily_unavailable"})")).temporary);
  CHECK_FALSE(refusal_of(answer(400, R"({"error":"authorization_pending"})")).temporary);
  CHECK_FALSE(refusal_of(answer(302, "")).temporary);
  Posted posted;
  posted.heard = Heard::timeout;
  posted.detail = "Connection timed out";
  const OAuthRefusal silent = refusal_of(posted);
  CHECK(silent.temporary);
  CHECK(silent.error.empty());
  CHECK_THAT(silent.words, Catch::Contains("Connection timed out"));
  posted.heard = Heard::certificate;
  CHECK_FALSE(refusal_of(posted).temporary);
}

TEST_CASE("Retry-After is read in both of its forms (RFC 9110 section 10.2.3)", "[oauth]") {
  CHECK(refusal_of(answer(429, "", {{"retry-after", "120"}})).wait == seconds(120));
  CHECK(refusal_of(answer(429, "", {{"retry-after", "Fri, 31 Dec 1999 23:59:59 GMT"}, {"date", "Fri, 31 Dec 1999 23:58:59 GMT"}})).wait ==
        seconds(60));
  CHECK(refusal_of(answer(429, "", {{"retry-after", "-1"}})).wait == seconds(0));
  CHECK(refusal_of(answer(429, "", {{"retry-after", "99999999999"}})).wait == seconds(86400));
  CHECK(refusal_of(answer(429, "", {{"retry-after", "soon"}})).wait == seconds(0));
}

TEST_CASE("The answer of RFC 8628 section 3.2 is read", "[oauth]") {
  const DeviceCode code = device_of(R"({"device_code":"GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS","user_code":"WDJB-MJHT",
      "verification_uri":"https://example.com/device","verification_uri_complete":"https://example.com/device?user_code=WDJB-MJHT",
      "expires_in":1800,"interval":5})");
  CHECK(code.device_code.reveal() == "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS");
  CHECK(code.user_code == "WDJB-MJHT");
  CHECK(code.page == "https://example.com/device");
  CHECK(code.page_with_code == "https://example.com/device?user_code=WDJB-MJHT");
  CHECK(code.lifetime == seconds(1800));
  CHECK(code.interval == seconds(5));
}

TEST_CASE("Google's name of the page is read, and what is not told has its usual value", "[oauth]") {
  const DeviceCode code = device_of(R"({"device_code":"a","user_code":"b","verification_url":"https://www.google.com/device"})");
  CHECK(code.page == "https://www.google.com/device");
  CHECK(code.page_with_code.empty());
  CHECK(code.lifetime == seconds(900));
  CHECK(code.interval == seconds(5));
}

TEST_CASE("Numbers of a device answer stay within reason", "[oauth]") {
  const DeviceCode code =
      device_of(R"({"device_code":"a","user_code":"b","verification_uri":"https://example.com/device","expires_in":999999,"interval":0})");
  CHECK(code.lifetime == seconds(3600));
  CHECK(code.interval == seconds(1));
  CHECK(device_of(R"({"device_code":"a","user_code":"b","verification_uri":"https://example.com/device","interval":"9999"})").interval ==
        seconds(60));
}

TEST_CASE("A page with the code at another host than the page is not shown", "[oauth]") {
  CHECK(device_of(
            R"({"device_code":"a","user_code":"b","verification_uri":"https://example.com/","verification_uri_complete":"https://evil.example/?b"})")
            .page_with_code.empty());
}

TEST_CASE("A device answer that cannot be shown is refused", "[oauth]") {
  const std::string long_code(65, 'x');
  for (const std::string& body : {std::string(R"({"user_code":"b","verification_uri":"https://example.com/device"})"),
                                  std::string(R"({"device_code":"a","verification_uri":"https://example.com/device"})"),
                                  std::string(R"({"device_code":"a","user_code":"b\u001b[0m","verification_uri":"https://example.com/device"})"),
                                  R"({"device_code":"a","user_code":")" + long_code + R"(","verification_uri":"https://example.com/device"})",
                                  std::string(R"({"device_code":"a","user_code":"b","verification_uri":"http://example.com/device"})"),
                                  std::string(R"({"device_code":"a","user_code":"b","verification_uri":"javascript:alert"})"),
                                  std::string(R"({"device_code":"a","user_code":"b"})"), std::string("{}")}) {
    CAPTURE(body);
    CHECK(std::holds_alternative<OAuthRefusal>(read_device_response(answer(200, body))));
  }
}

TEST_CASE("The server's clock is read from its Date (RFC 9110 section 5.6.7)", "[oauth]") {
  const std::chrono::system_clock::time_point now{seconds(784111777 + 90)};  // `date -u -d 'Sun, 06 Nov 1994 08:49:37 GMT' +%s`
  CHECK(clock_ahead(answer(200, "", {{"date", "Sun, 06 Nov 1994 08:49:37 GMT"}}), now) == seconds(90));
  CHECK(clock_ahead(answer(200, "", {{"date", "Sun, 06 Nov 1994 08:52:37 GMT"}}), now) == seconds(-90));
  for (const char* const date : {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
                                 "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 0094 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT"}) {
    CAPTURE(date);
    CHECK(clock_ahead(answer(200, "", {{"date", date}}), now) == seconds(0));
  }
}
