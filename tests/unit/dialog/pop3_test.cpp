// Signing in and looking at the mailbox over POP3 (RFC 1939, RFC 5034).
#include "unit/dialog/visit.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

std::string greeted(Visit& visit, const std::string& capabilities) {
  CHECK(visit.begin() == "CAPA\r\n");
  return visit.hear("+OK ready\r\n+OK\r\n" + capabilities + ".\r\n");
}

}  // namespace

TEST_CASE("PLAIN with its response, and the mailbox behind it where the server takes that", "[dialog]") {
  Visit visit(Protocol::pop3);
  CHECK(greeted(visit, "USER\r\nPIPELINING\r\nSASL PLAIN LOGIN\r\n") == "AUTH PLAIN " + plain + "\r\nSTAT\r\n");
  CHECK(visit.hear("+OK in\r\n+OK 2 345\r\n") == "QUIT\r\n");
  CHECK(visit.state() == State::done);
  CHECK(visit.gist().messages == 2);
  CHECK(visit.steps() == "greeting+ capabilities+ sign-in+ mailbox+");
}

TEST_CASE("USER and PASS where there is no PLAIN, or no CAPA at all", "[dialog]") {
  Visit visit(Protocol::pop3);
  CHECK(greeted(visit, "USER\r\n") == "USER ada@contoso.example\r\n");
  CHECK(visit.hear("+OK\r\n") == "PASS correct horse\r\n");
  CHECK(visit.hear("+OK in\r\n") == "STAT\r\n");
  CHECK(visit.gist().mechanism == "USER");
  Visit old(Protocol::pop3);
  old.begin();
  CHECK(old.hear("+OK ready\r\n-ERR what\r\n") == "USER ada@contoso.example\r\n");
  CHECK(old.hear("-ERR [AUTH] nobody\r\n").empty());
  CHECK(old.steps() == "greeting+ capabilities+ sign-in-");
}

TEST_CASE("A command of POP3 has at most 255 octets: what is longer waits for the server", "[dialog]") {
  Visit visit(Protocol::pop3);
  visit.know(std::string(200, 'x'));
  CHECK(greeted(visit, "SASL PLAIN\r\n") == "AUTH PLAIN\r\n");
  CHECK(visit.hear("+ \r\n").size() > 255);
}

TEST_CASE("XOAUTH2 always takes two lines, as Microsoft wants it", "[dialog]") {
  Visit visit(Protocol::pop3, Method::oauth2);
  CHECK(greeted(visit, "SASL XOAUTH2\r\nUSER\r\nPIPELINING\r\n") == "AUTH XOAUTH2\r\n");
  CHECK(visit.hear("+ \r\n") == xoauth2 + "\r\n");
  CHECK(visit.hear("+ eyJzdGF0dXMiOiI0MDEifQ==\r\n") == "\r\n");
  CHECK(visit.hear("-ERR Authentication failure: unknown user name or bad password.\r\n").empty());
  CHECK(visit.last_reply() == "+ eyJzdGF0dXMiOiI0MDEifQ==\n-ERR Authentication failure: unknown user name or bad password.");
}

TEST_CASE("A server that asks for more than the way has gets no more", "[dialog]") {
  Visit visit(Protocol::pop3);
  greeted(visit, "SASL PLAIN\r\n");
  CHECK(visit.hear("+ bW9yZQ==\r\n") == "*\r\n");
  visit.hear("-ERR cancelled\r\n");
  CHECK(visit.state() == State::failed);
}

TEST_CASE("A message is looked for among the newest", "[dialog]") {
  Visit visit(Protocol::pop3);
  visit.errand.find = "<1@contoso.example>";
  greeted(visit, "SASL PLAIN\r\n");
  visit.hear("+OK in\r\n");
  CHECK(visit.hear("+OK 2 100\r\n") == "TOP 2 0\r\n");
  CHECK(visit.hear("+OK\r\nSubject: x\r\nMessage-ID: <2@contoso.example>\r\n\r\n.\r\n") == "TOP 1 0\r\n");
  CHECK(visit.hear("+OK\r\nmessage-id: <1@contoso.example>\r\n\r\n.\r\n") == "QUIT\r\n");
  CHECK(visit.gist().found == true);
  Visit empty(Protocol::pop3);
  empty.errand.find = "<1@contoso.example>";
  greeted(empty, "SASL PLAIN\r\n");
  empty.hear("+OK in\r\n");
  CHECK(empty.hear("+OK 0 0\r\n") == "QUIT\r\n");
  CHECK(empty.gist().found == false);
}

TEST_CASE("A sign-in that was answered before it happened is none", "[dialog]") {
  Visit visit(Protocol::pop3);
  visit.begin();
  CHECK(visit.hear("+OK ready\r\n+OK\r\nSASL PLAIN\r\n.\r\n+OK in\r\n+OK 0 0\r\n").empty());
  CHECK(visit.fault() == "the server answers before it is asked");
  CHECK_FALSE(visit.gist().asked_to_sign_in);
}

TEST_CASE("A field of a header may be folded (RFC 5322 section 2.2.3)", "[dialog]") {
  Visit visit(Protocol::pop3);
  visit.errand.find = "<1@contoso.example>";
  greeted(visit, "SASL PLAIN\r\n");
  visit.hear("+OK in\r\n");
  visit.hear("+OK 1 100\r\n");
  visit.hear("+OK\r\nMessage-ID:\r\n <1@contoso.example>\r\n\r\n.\r\n");
  CHECK(visit.gist().found == true);
}

TEST_CASE("A count that is none is not believed", "[dialog]") {
  Visit visit(Protocol::pop3);
  greeted(visit, "SASL PLAIN\r\n");
  visit.hear("+OK in\r\n");
  visit.hear("+OK -5 1\r\n");
  CHECK_FALSE(visit.gist().messages.has_value());
}
