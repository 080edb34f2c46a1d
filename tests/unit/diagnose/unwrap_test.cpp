// What libraries, logs and people do to a server's words is undone.
#include "diagnose/unwrap.hpp"

#include "diagnose/numbers.hpp"
#include "explained.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

constexpr const char* off = "smtp.auth.disabled_tenant";

std::string plain(std::string_view text) { return unwrap(text).plain; }

}  // namespace

TEST_CASE("Replies of several lines become one", "[diagnose]") {
  CHECK(plain("535-5.7.8 Username and Password\r\n535 5.7.8 not accepted\r\n") == "535-5.7.8 Username and Password not accepted ");
  CHECK(plain("S: 250-SIZE 1\nS: 250 OK") == "S: 250-SIZE 1 OK ");
  CHECK(plain("535-a\n550 b") == "535-a 550 b ");
}

TEST_CASE("Escapes of JSON, Python, HTML and URLs are undone", "[diagnose]") {
  CHECK(plain(R"(a\r\nb\tc \u0027d\u0027 \"e\")") == "a b c 'd' \"e\" ");
  CHECK(plain(R"(C:\\mail\\x)") == R"(C:\\mail\\x )");
  CHECK(plain("1 &lt; 2 &amp;&#39;x&#39;") == "1 < 2 &'x' ");
  CHECK(plain("AADSTS65004%3a+User") == "AADSTS65004:+User ");
  CHECK(plain("dis=\nabled=3D\"x\"") == "disabled=\"x\" ");
  CHECK(plain("\x1B[31mred\x1B[0m") == "red ");
  CHECK(plain(std::string("5\0"
                          "3\0"
                          "5\0",
                          6)) == "535 ");
  CHECK(plain("100%") == "100% ");
  CHECK(plain("\\") == "\\ ");
  CHECK(plain("\\u12") == "\\u12 ");
}

TEST_CASE("Marks of quoting are passed over", "[diagnose]") { CHECK(plain("> > 535 no\n  | yes") == "535 no yes "); }

TEST_CASE("Settings are no errors", "[diagnose]") {
  CHECK(explained("Connection: opening to smtp.contoso.example:587, timeout=300, options=array()").empty());
  CHECK(explained("'connectionTimeout': 5000, \"socketTimeout\" => \"300\", socket_timeout: None").empty());
  CHECK(best("socket timeout: connection timed out") == "net.timeout");
}

TEST_CASE("Base64 that is JSON is read, and a secret in it never told", "[diagnose]") {
  CHECK(best("334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=") == "sasl.xoauth2_json_challenge");
  const std::string text = "AUTH XOAUTH2 dXNlcj1hZGEBYXV0aD1CZWFyZXIgc2VjcmV0 password=hunter2secret 535 5.7.3 Authentication unsuccessful";
  const std::string document = explanation_json(builtin_catalogue(), text);
  CHECK(document.find("hunter2secret") == std::string::npos);
  CHECK(document.find("dXNlcj1hZGE") == std::string::npos);
  CHECK(best(text) == "smtp.auth.generic_535_5_7_3");
}

TEST_CASE("Each library's wrapping is seen through", "[diagnose]") {
  const std::string sentence =
      "Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled";
  CHECK(best("SMTP ERROR: Password command failed: 535 5.7.139 " + sentence) == off);                               // PHPMailer
  CHECK(best("{ Error: Invalid login: 535 5.7.139 " + sentence + "\n code: 'EAUTH', responseCode: 535 }") == off);  // Nodemailer
  CHECK(best("smtplib.SMTPAuthenticationError: (535, b'5.7.139 " + sentence + "')") == off);                        // smtplib
  CHECK(best("javax.mail.AuthenticationFailedException: 535 5.7.139 " + sentence) == off);                          // javax.mail
  CHECK(
      best(
          "System.Net.Mail.SmtpException: The SMTP server requires a secure connection or the client was not authenticated. The server response was: "
          "5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 " +
          sentence) == off);                                                             // .NET
  CHECK(best("time=\"2026\" level=error msg=\"535 5.7.139 " + sentence + "\"") == off);  // Go
  CHECK(best("MailKit.Security.AuthenticationException: AuthenticationInvalidCredentials: 5.7.139 " + sentence) == off);
  CHECK(best("< 535 5.7.139 " + sentence + "\ncurl: (67) Login denied") == off);  // cURL
  CHECK(best("Task 'x' - Sending reported error (0x800CCC92): 'The server responded: 535 5.7.139 " + sentence + "'") == off);
  CHECK(best("535 5.7.139 Authentication unsuccessful,\n    SmtpClientAuthentication is dis\nabled for the Tenant.") == off);
  CHECK(best("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for th") == off);
  CHECK(best("535 5.7.***39 Authentication unsuccessful, basic authentication is disabled.") == "smtp.auth.basic_disabled");
}

TEST_CASE("Codes are told from versions, addresses, times and process ids", "[diagnose]") {
  CHECK(enhanced_codes("535 5.7.139 x (#5.7.1) 10.5.7.3 5.7.3.1 v5.7.9 5.7.30-log 5.7.***39") ==
        std::vector<std::string>{"5.7.139", "5.7.1", "5.7.***39"});
  CHECK(reply_codes("(535, b' 4350 535.2 line5350 550: x.535") == std::vector<std::string>{"535", "550"});
  CHECK(error_numbers("aadsts65001: [winerror 10054] smtp[10061]: port 10060 error code: 53003 'error_codes': [50126, 70002] (11001)") ==
        std::vector<std::string>{"65001", "10054", "53003", "50126", "70002", "11001"});
  CHECK(is_code("5.7.139", "5.7.139"));
  CHECK_FALSE(is_code("5.7.13", "5.7.139"));
  CHECK(is_code("4.7.651", "4.7.6xx"));
  CHECK(is_code("5.7.***39", "5.7.139"));
  CHECK_FALSE(is_code("5.7.***38", "5.7.139"));
  CHECK_FALSE(is_code("5.7.***39", "5.7.63x"));
  CHECK_FALSE(is_code("5.7.6*", "5.7.60"));
}

TEST_CASE("A long log is read at its beginning and its end", "[diagnose]") {
  std::string log(longest_pasted_text * 2, 'x');
  CHECK(explained(log).empty());
  CHECK(best(log + "\n535 5.7.3 Authentication unsuccessful") == "smtp.auth.generic_535_5_7_3");
  CHECK(unwrap(log).plain.size() <= longest_pasted_text + 16);
}

TEST_CASE("Any bytes are a text", "[diagnose]") {
  for (const std::string& text : {std::string(), std::string("\0", 1), std::string("\xFF\xFE\xC3"), std::string("\\x"), std::string("%4"),
                                  std::string("=\n"), std::string("eyJ"), std::string("\x1B["), std::string("535-"), std::string("timeout")}) {
    CHECK(explained(text).empty());
  }
}
