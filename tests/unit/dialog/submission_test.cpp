// Signing in and submitting over SMTP (RFC 4954, RFC 6409).
#include "unit/dialog/visit.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

// Up to the command that signs in, which is returned.
std::string sign_in(Visit& visit, const std::string& offer) {
  visit.begin();
  CHECK(visit.hear("220 ready\r\n") == "EHLO [127.0.0.1]\r\n");
  return visit.hear("250-mail.contoso.example\r\n" + offer + "250 8BITMIME\r\n");
}

const Letter& letter() {
  static const Letter one{
      "<1@contoso.example>", "ada@contoso.example", {"grace@contoso.example", "alan@contoso.example"}, "Subject: x\r\n\r\nx\r\n.\r\n", false,
      "SUCCESS,FAILURE"};
  return one;
}

std::string until_message(Visit& visit, const std::string& offer) {
  visit.errand.letter = &letter();
  sign_in(visit, "250-AUTH PLAIN\r\n" + offer);
  return visit.hear("235 2.7.0 welcome\r\n");
}

}  // namespace

TEST_CASE("PLAIN goes with its command, and the account is tried by naming the sender and taking it back", "[dialog]") {
  Visit visit(Protocol::smtp);
  visit.errand.sender = "ada@contoso.example";
  CHECK(sign_in(visit, "250-AUTH LOGIN PLAIN\r\n") == "AUTH PLAIN " + plain + "\r\n");
  CHECK(visit.hear("235 2.7.0 welcome\r\n") == "MAIL FROM:<ada@contoso.example>\r\n");
  CHECK(visit.hear("250 2.1.0 Ok\r\n") == "RSET\r\n");
  CHECK(visit.hear("250 2.0.0 Ok\r\n") == "QUIT\r\n");
  CHECK(visit.state() == State::done);
  CHECK(visit.gist().mechanism == "PLAIN");
  CHECK(visit.steps() == "greeting+ capabilities+ sign-in+ mailbox+");
  CHECK(visit.last_reply() == "250 2.1.0 Ok");
}

TEST_CASE("Where the server takes many commands at once, the sender is named and taken back at once, but never behind AUTH", "[dialog]") {
  Visit visit(Protocol::smtp);
  visit.errand.sender = "ada@contoso.example";
  CHECK(sign_in(visit, "250-PIPELINING\r\n250-AUTH PLAIN\r\n") == "AUTH PLAIN " + plain + "\r\n");
  CHECK(visit.hear("235 welcome\r\n") == "MAIL FROM:<ada@contoso.example>\r\nRSET\r\n");
  CHECK(visit.hear("250 sender\r\n250 reset\r\n") == "QUIT\r\n");
  CHECK(visit.steps() == "greeting+ capabilities+ sign-in+ mailbox+");
  CHECK(visit.last_reply() == "250 sender");
}

TEST_CASE("A refused sign-in ends the talk with the server's own words; nothing is tried again", "[dialog]") {
  Visit visit(Protocol::smtp);
  visit.errand.sender = "ada@contoso.example";
  sign_in(visit, "250-PIPELINING\r\n250-AUTH PLAIN LOGIN\r\n");
  const std::string words = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.";
  CHECK(visit.hear(words + "\r\n530 5.7.57 not now\r\n").empty());
  CHECK(visit.state() == State::failed);
  CHECK(visit.steps() == "greeting+ capabilities+ sign-in-");
  CHECK(visit.last_reply() == words);
  CHECK(visit.gist().asked_to_sign_in);
}

TEST_CASE("LOGIN waits for each question, whatever the server calls it", "[dialog]") {
  Visit visit(Protocol::smtp);
  CHECK(sign_in(visit, "250-AUTH LOGIN XOAUTH2\r\n") == "AUTH LOGIN\r\n");
  CHECK(visit.hear("334 VXNlcm5hbWU6\r\n") == "YWRhQGNvbnRvc28uZXhhbXBsZQ==\r\n");
  CHECK(visit.hear("334 not even base64\r\n") == "Y29ycmVjdCBob3JzZQ==\r\n");
  CHECK(visit.hear("235 in\r\n") == "QUIT\r\n");
  CHECK(visit.gist().mechanism == "LOGIN");
}

TEST_CASE("A token goes by XOAUTH2; a challenge that tells why it is refused is answered, and kept", "[dialog]") {
  Visit visit(Protocol::smtp, Method::oauth2);
  CHECK(sign_in(visit, "250-AUTH OAUTHBEARER XOAUTH2\r\n") == "AUTH XOAUTH2 " + xoauth2 + "\r\n");
  CHECK(visit.hear("334 eyJzdGF0dXMiOiI0MDEifQ==\r\n") == "\r\n");
  CHECK(visit.hear("535 5.7.3 Authentication unsuccessful\r\n").empty());
  CHECK(visit.last_reply() == "334 eyJzdGF0dXMiOiI0MDEifQ==\n535 5.7.3 Authentication unsuccessful");
}

TEST_CASE("OAUTHBEARER tells host and port, and acknowledges a refusal with ^A (RFC 7628)", "[dialog]") {
  Visit visit(Protocol::smtp, Method::oauth2);
  visit.login().username = "a,d=a@contoso.example";
  // base64 of "n,a=a=2Cd=3Da@contoso.example,^Ahost=mail.contoso.example^Aport=993^Aauth=Bearer ya29.a-token^A^A"
  CHECK(sign_in(visit, "250-AUTH OAUTHBEARER\r\n") ==
        "AUTH OAUTHBEARER "
        "bixhPWE9MkNkPTNEYUBjb250b3NvLmV4YW1wbGUsAWhvc3Q9bWFpbC5jb250b3NvLmV4YW1wbGUBcG9ydD05OTMBYXV0aD1CZWFyZXIgeWEyOS5hLXRva2VuAQE=\r\n");
  CHECK(visit.hear("334 e30=\r\n") == "AQ==\r\n");
}

TEST_CASE("Nothing is said where no allowed way is offered", "[dialog]") {
  Visit visit(Protocol::smtp);
  CHECK(sign_in(visit, "250-AUTH XOAUTH2 NTLM\r\n").empty());
  CHECK(visit.state() == State::failed);
  CHECK(visit.steps() == "greeting+ capabilities+ sign-in-");
  CHECK(visit.fault() == "the server offers none of the ways to sign in that are allowed; it offers XOAUTH2 NTLM ");
  CHECK_FALSE(visit.gist().asked_to_sign_in);
  Visit none(Protocol::smtp);
  sign_in(none, "");
  CHECK(none.fault() == "the server offers none of the ways to sign in that are allowed; it offers none");
}

TEST_CASE("The secret is in no reply, in whatever form the server repeats it", "[dialog]") {
  Visit visit(Protocol::smtp);
  sign_in(visit, "250-AUTH PLAIN\r\n");
  visit.hear("535 no " + password + " and no " + plain + " here\r\n");
  CHECK(visit.last_reply() == "535 no *** and no *** here");
  CHECK(visit.fault() == "the server refuses to sign in: 535 no *** and no *** here");
  CHECK(visit.heard_lines().back() == "535 no *** and no *** here");
}

TEST_CASE("Replies of several lines are one reply; a code that changes is none", "[dialog]") {
  Visit visit(Protocol::smtp);
  sign_in(visit, "250-AUTH PLAIN\r\n");
  visit.hear("535-5.7.8 first\r\n535 5.7.8 second\r\n");
  CHECK(visit.last_reply() == "535-5.7.8 first\n535 5.7.8 second");
  Visit odd(Protocol::smtp);
  odd.begin();
  odd.hear("220-ready\r\n250 not\r\n");
  CHECK(odd.state() == State::failed);
}

TEST_CASE("A message is submitted to all its recipients at once, with delivery reports where they are offered", "[dialog]") {
  Visit visit(Protocol::smtp);
  CHECK(until_message(visit, "250-SIZE 1000\r\n250-DSN\r\n250-PIPELINING\r\n") ==
        "MAIL FROM:<ada@contoso.example> SIZE=20 RET=HDRS\r\nRCPT TO:<grace@contoso.example> NOTIFY=SUCCESS,FAILURE\r\n"
        "RCPT TO:<alan@contoso.example> NOTIFY=SUCCESS,FAILURE\r\nDATA\r\n");
  CHECK(visit.hear("250 sender\r\n250 one\r\n550 5.1.1 two\r\n354 go\r\n") == letter().bytes);
  CHECK(visit.hear("250 2.0.0 queued as 7\r\n") == "QUIT\r\n");
  CHECK(visit.state() == State::done);
  REQUIRE(visit.gist().recipients.size() == 2);
  CHECK(visit.gist().recipients[0].ok);
  CHECK_FALSE(visit.gist().recipients[1].ok);
  CHECK(visit.gist().recipients[1].reply == "550 5.1.1 two");
  CHECK(visit.last_reply() == "250 2.0.0 queued as 7");
}

TEST_CASE("Without PIPELINING each command waits; without DSN nobody asks for reports, and that is told", "[dialog]") {
  Visit visit(Protocol::smtp);
  CHECK(until_message(visit, "") == "MAIL FROM:<ada@contoso.example>\r\n");
  CHECK(visit.hear("250 sender\r\n") == "RCPT TO:<grace@contoso.example>\r\n");
  CHECK(visit.hear("250 one\r\n") == "RCPT TO:<alan@contoso.example>\r\n");
  CHECK(visit.hear("250 two\r\n") == "DATA\r\n");
  CHECK(visit.hear("354 go\r\n") == letter().bytes);
  visit.hear("554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException\r\n");
  CHECK(visit.state() == State::failed);
  CHECK(visit.gist().warnings.size() == 1);
}

TEST_CASE("A message that nobody may get is not sent", "[dialog]") {
  for (const std::string pipelining : {"", "250-PIPELINING\r\n"}) {
    CAPTURE(pipelining);
    Visit visit(Protocol::smtp);
    until_message(visit, pipelining);
    visit.hear("250 sender\r\n");
    const std::string said = visit.hear("550 5.1.1 one\r\n") + visit.hear("550 5.1.1 two\r\n") + visit.hear("354 go\r\n");
    CHECK(said.find("Subject") == std::string::npos);
    CHECK(visit.state() == State::failed);
    CHECK(visit.fault().find("none of the recipients") != std::string::npos);
  }
}

TEST_CASE("A message larger than the server takes, or for which it lacks an extension, is not offered", "[dialog]") {
  Visit large(Protocol::smtp);
  CHECK(until_message(large, "250-SIZE 19\r\n").empty());
  CHECK(large.fault() == "the message has 20 bytes; the server takes 19");
  Visit unlimited(Protocol::smtp);
  CHECK_FALSE(until_message(unlimited, "250-SIZE 0\r\n").empty());
  Letter utf8 = letter();
  utf8.needs_utf8 = true;
  Visit international(Protocol::smtp);
  international.errand.letter = &utf8;
  sign_in(international, "250-AUTH PLAIN\r\n");
  CHECK(international.hear("235 in\r\n").empty());
  CHECK(international.fault().find("SMTPUTF8") != std::string::npos);
}

TEST_CASE("Whoever answers before they are asked is told nothing", "[dialog]") {
  Visit eager(Protocol::smtp);
  eager.begin();
  CHECK(eager.hear("220 ready\r\n250-mail.contoso.example\r\n250 AUTH PLAIN\r\n235 in\r\n").empty());
  CHECK(eager.fault() == "the server answers before it is asked");
  Visit later(Protocol::smtp);
  sign_in(later, "");
  Visit hello(Protocol::smtp);
  hello.begin();
  hello.hear("220 ready\r\n");
  CHECK(hello.hear("250-mail.contoso.example\r\n250 AUTH PLAIN\r\n235 in\r\n").empty());
  CHECK_FALSE(hello.gist().asked_to_sign_in);
}

TEST_CASE("A server that never stops asking is left", "[dialog]") {
  Visit visit(Protocol::smtp);
  sign_in(visit, "250-AUTH LOGIN\r\n");
  visit.hear("334 VXNlcm5hbWU6\r\n");
  visit.hear("334 UGFzc3dvcmQ6\r\n");
  CHECK(visit.hear("334 bW9yZQ==\r\n") == "*\r\n");
  CHECK(visit.hear("334 bW9yZQ==\r\n").empty());
  CHECK(visit.fault() == "the server goes on asking: 334 bW9yZQ==");
}

TEST_CASE("What recipients are answered holds no secret and is valid text", "[dialog]") {
  Visit visit(Protocol::smtp);
  until_message(visit, "");
  visit.hear("250 sender\r\n");
  visit.hear("550 no \xFF password " + password + " refused\r\n");
  CHECK(visit.gist().recipients.at(0).reply == "550 no \xEF\xBF\xBD password *** refused");
}

TEST_CASE("A secret longer than what is quoted is hidden before it is cut", "[dialog]") {
  Visit visit(Protocol::smtp, Method::oauth2);
  visit.know(std::string(3000, 't'));
  sign_in(visit, "250-AUTH XOAUTH2\r\n");
  visit.hear("535 bad token " + std::string(3000, 't') + "\r\n");
  CHECK(visit.last_reply() == "535 bad token ***");
}

TEST_CASE("A password that is not UTF-8 is hidden, too", "[dialog]") {
  Visit visit(Protocol::smtp);
  visit.know(
      "gr\xFC\xDF"
      "dich1");
  sign_in(visit, "250-AUTH PLAIN\r\n");
  visit.hear(
      "535 not gr\xFC\xDF"
      "dich1\r\n");
  CHECK(visit.last_reply() == "535 not ***");
}

TEST_CASE("A user name that would be another command is never said", "[dialog]") {
  Visit visit(Protocol::smtp);
  visit.login().username = "x\r\nDELE 1";
  CHECK(visit.begin().empty());
  CHECK(visit.state() == State::failed);
  CHECK(visit.fault() == "the user name holds control characters");
}

TEST_CASE("A thousand refused recipients are a thousand answers, not one that is too long", "[dialog]") {
  Letter many = letter();
  many.to.assign(1000, "nobody@contoso.example");
  Visit visit(Protocol::smtp);
  visit.errand.letter = &many;
  sign_in(visit, "250-PIPELINING\r\n250-AUTH PLAIN\r\n");
  visit.hear("235 in\r\n");
  visit.hear("250 sender\r\n");
  for (int i = 0; i < 1000; ++i) visit.hear("550 5.1.1 <nobody@contoso.example>: Recipient address rejected: User unknown in local table\r\n");
  visit.hear("554 no valid recipients\r\n");
  CHECK(visit.fault().starts_with("the server takes none of the recipients"));
}
