// Signing in and looking at the mailbox over IMAP (RFC 9051).
#include "unit/dialog/visit.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

std::string greeted(Visit& visit, const std::string& capabilities) {
  visit.begin();
  return visit.hear("* OK [CAPABILITY IMAP4rev1 " + capabilities + "] ready\r\n");
}

}  // namespace

TEST_CASE("With SASL-IR the password and the mailbox are one round trip", "[dialog]") {
  Visit visit(Protocol::imap);
  CHECK(greeted(visit, "SASL-IR AUTH=PLAIN") == "a AUTHENTICATE PLAIN " + plain + "\r\nb SELECT INBOX\r\n");
  CHECK(visit.hear("a OK in\r\n* FLAGS (\\Seen)\r\n* 3 EXISTS\r\n* 0 RECENT\r\nb OK [READ-WRITE] done\r\n") == "c LOGOUT\r\n");
  CHECK(visit.state() == State::done);
  CHECK(visit.gist().messages == 3);
  CHECK(visit.gist().mechanism == "PLAIN");
  CHECK(visit.steps() == "greeting+ capabilities+ sign-in+ mailbox+");
  CHECK(visit.last_reply() == "b OK [READ-WRITE] done");
}

TEST_CASE("Without SASL-IR LOGIN is shorter, where it is not disabled", "[dialog]") {
  Visit visit(Protocol::imap);
  CHECK(greeted(visit, "AUTH=PLAIN") == "a LOGIN \"ada@contoso.example\" \"correct horse\"\r\nb SELECT INBOX\r\n");
  Visit disabled(Protocol::imap);
  CHECK(greeted(disabled, "AUTH=PLAIN LOGINDISABLED") == "a AUTHENTICATE PLAIN\r\n");
  CHECK(disabled.hear("+ \r\n") == plain + "\r\n");
  CHECK(disabled.hear("a OK in\r\n") == "b SELECT INBOX\r\n");
}

TEST_CASE("Where IMAP forbids passwords, none is sent", "[dialog]") {
  Visit visit(Protocol::imap);
  CHECK(greeted(visit, "AUTH=XOAUTH2 LOGINDISABLED").empty());
  CHECK(visit.fault() == "the server offers none of the ways to sign in that are allowed; it offers AUTH=XOAUTH2 LOGINDISABLED");
  CHECK_FALSE(visit.gist().asked_to_sign_in);
}

TEST_CASE("What cannot be quoted is a literal, which waits for the server unless it takes LITERAL+", "[dialog]") {
  Visit quoted(Protocol::imap);
  quoted.know("a\"b\\c");
  CHECK(greeted(quoted, "").find("\"a\\\"b\\\\c\"") != std::string::npos);
  Visit waiting(Protocol::imap);
  waiting.know("p\xC3\xA4ss");
  waiting.login().username = "\xC3\xA4@contoso.example";
  CHECK(greeted(waiting, "") == "a LOGIN {18}\r\n");
  CHECK(waiting.hear("+ go\r\n") == "\xC3\xA4@contoso.example {5}\r\n");
  CHECK(waiting.hear("+ go\r\n") == "p\xC3\xA4ss\r\n");
  CHECK(waiting.hear("a OK in\r\n") == "b SELECT INBOX\r\n");
  Visit at_once(Protocol::imap);
  at_once.know("p\xC3\xA4ss");
  CHECK(greeted(at_once, "LITERAL+") == "a LOGIN \"ada@contoso.example\" {5+}\r\np\xC3\xA4ss\r\nb SELECT INBOX\r\n");
}

TEST_CASE("A token never goes with another command behind it, since a challenge may come first", "[dialog]") {
  Visit visit(Protocol::imap, Method::oauth2);
  CHECK(greeted(visit, "SASL-IR AUTH=XOAUTH2") == "a AUTHENTICATE XOAUTH2 " + xoauth2 + "\r\n");
  CHECK(visit.hear("+ eyJzdGF0dXMiOiI0MDAifQ==\r\n") == "\r\n");
  CHECK(visit.hear("a NO AUTHENTICATE failed.\r\n").empty());
  CHECK(visit.last_reply() == "+ eyJzdGF0dXMiOiI0MDAifQ==\na NO AUTHENTICATE failed.");
}

TEST_CASE("Signed in but not connected: the mailbox is what failed", "[dialog]") {
  Visit visit(Protocol::imap, Method::oauth2);
  greeted(visit, "SASL-IR AUTH=XOAUTH2");
  CHECK(visit.hear("a OK AUTHENTICATE completed.\r\n") == "b SELECT INBOX\r\n");
  visit.hear("b BAD User is authenticated but not connected.\r\n");
  CHECK(visit.steps() == "greeting+ capabilities+ sign-in+ mailbox-");
  CHECK(visit.last_reply() == "b BAD User is authenticated but not connected.");
}

TEST_CASE("A good-bye at any moment is the reason, not what was expected", "[dialog]") {
  Visit visit(Protocol::imap);
  greeted(visit, "SASL-IR AUTH=PLAIN");
  visit.hear("* BYE Connection is closed. 13\r\n");
  CHECK(visit.fault() == "the server refuses: * BYE Connection is closed. 13");
  CHECK(visit.steps() == "greeting+ capabilities+ sign-in-");
}

TEST_CASE("Whoever lets everybody in proves nothing", "[dialog]") {
  Visit visit(Protocol::imap);
  visit.begin();
  CHECK(visit.hear("* PREAUTH welcome\r\n").empty());
  CHECK(visit.state() == State::failed);
}

TEST_CASE("A message is looked for by its Message-ID", "[dialog]") {
  for (const bool there : {true, false}) {
    Visit visit(Protocol::imap);
    visit.errand.find = "<1@contoso.example>";
    greeted(visit, "SASL-IR AUTH=PLAIN");
    CHECK(visit.hear("a OK in\r\n* 3 EXISTS\r\nb OK done\r\n") == "c UID SEARCH HEADER Message-ID \"<1@contoso.example>\"\r\n");
    CHECK(visit.hear(there ? "* SEARCH 7\r\nc OK done\r\n" : "* SEARCH\r\nc OK done\r\n") == (there ? "d LOGOUT\r\n" : "d LIST \"\" \"*\"\r\n"));
    CHECK(visit.gist().found == there);
  }
}

TEST_CASE("A message that is not in the inbox is looked for among those that were sent", "[dialog]") {
  for (const std::string name : {R"((\HasNoChildren \Sent) "/" "Sent \"Items\"")", R"((\sent) NIL Gesendet)", R"(() "." Sent)"}) {
    Visit visit(Protocol::imap);
    visit.errand.find = "<1@contoso.example>";
    greeted(visit, "SASL-IR AUTH=PLAIN");
    visit.hear("a OK in\r\n* 3 EXISTS\r\nb OK done\r\n");
    visit.hear("* SEARCH\r\nc OK done\r\n");
    const std::string written = name.substr(name.find(' ', name.find(") ") + 2) + 1);
    CHECK(visit.hear("* LIST () \"/\" INBOX\r\n* LIST " + name + "\r\nd OK done\r\n") == "e EXAMINE " + written + "\r\n");
    CHECK(visit.hear("* 9 EXISTS\r\ne OK done\r\n") == "f UID SEARCH HEADER Message-ID \"<1@contoso.example>\"\r\n");
    CHECK(visit.hear("* SEARCH 4\r\nf OK done\r\n") == "g LOGOUT\r\n");
    CHECK(visit.gist().found == true);
    CHECK(visit.gist().messages == 3);
  }
}

TEST_CASE("Where the messages that were sent cannot be looked through, the message was not found", "[dialog]") {
  for (const std::string list : {"d NO none\r\n", "* LIST () \"/\" INBOX\r\nd OK done\r\n", "* LIST (\\Sent) \"/\" {4}\r\nSent\r\nd OK done\r\n",
                                 "* LIST \\Sent\r\nd OK\r\n"}) {
    Visit visit(Protocol::imap);
    visit.errand.find = "<1@contoso.example>";
    greeted(visit, "SASL-IR AUTH=PLAIN");
    visit.hear("a OK in\r\n* 3 EXISTS\r\nb OK done\r\n* SEARCH\r\n");
    visit.hear("c OK done\r\n");
    CHECK(visit.hear(list) == "e LOGOUT\r\n");
    CHECK(visit.gist().found == false);
  }
  Visit closed(Protocol::imap);
  closed.errand.find = "<1@contoso.example>";
  greeted(closed, "SASL-IR AUTH=PLAIN");
  closed.hear("a OK in\r\n* 3 EXISTS\r\nb OK done\r\n");
  closed.hear("* SEARCH\r\nc OK done\r\n");
  closed.hear("* LIST (\\Sent) \"/\" Sent\r\nd OK done\r\n");
  CHECK(closed.hear("e NO closed\r\n") == "f LOGOUT\r\n");
  CHECK(closed.gist().found == false);
}

TEST_CASE("Literals in what the server says belong to their line", "[dialog]") {
  Visit visit(Protocol::imap);
  greeted(visit, "SASL-IR AUTH=PLAIN");
  visit.hear("a OK in\r\n* LIST () \"/\" {13}\r\nb NO\r\nb BAD\r");
  visit.hear("\n\r\n* 1 EXISTS\r\nb OK done\r\n");
  CHECK(visit.state() == State::done);
  CHECK(visit.gist().messages == 1);
  Visit empty(Protocol::imap);
  greeted(empty, "SASL-IR AUTH=PLAIN");
  empty.hear("a OK in\r\n* LIST () \"/\" {0}\r\n\r\n* 1 EXISTS\r\nb OK done\r\n");
  CHECK(empty.state() == State::done);
  CHECK(empty.gist().messages == 1);
  Visit huge(Protocol::imap);
  greeted(huge, "SASL-IR AUTH=PLAIN");
  huge.hear("* LIST {99999999}\r\n");
  CHECK(huge.fault() == "the server sends more than any reply has");
}

TEST_CASE("IMAP's untagged lines may come at any time; an answer before its question may not", "[dialog]") {
  Visit untagged(Protocol::imap);
  untagged.begin();
  CHECK(untagged.hear("* OK ready\r\n* OK still here\r\n") == "a CAPABILITY\r\n");
  Visit eager(Protocol::imap);
  eager.begin();
  eager.hear("* OK ready\r\n");
  CHECK(eager.hear("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na OK\r\nb OK in\r\n").empty());
  CHECK(eager.fault() == "the server answers before it is asked");
}

TEST_CASE("The quoted form of a password is hidden, too", "[dialog]") {
  Visit visit(Protocol::imap);
  visit.know("pa\"ss\\word1");
  greeted(visit, "");
  visit.hear("a NO not \"pa\\\"ss\\\\word1\"\r\n");
  CHECK(visit.last_reply() == "a NO not \"***\"");
}
