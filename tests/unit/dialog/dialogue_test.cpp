// Greetings, capabilities and STARTTLS: what a probe does, and every verification first.
#include "dialog/dialogue.hpp"

#include "catch.hpp"

using namespace homing;
using State = Dialogue::State;
using Words = std::vector<std::string>;

namespace {

// What is said to a server that says this, each in turn; nobody signs in.
class Talk {
 public:
  Talk(Protocol protocol, bool encrypted) {
    errand_.implicit_tls = encrypted;
    dialogue_ = Dialogue::with(protocol, errand_);
    if (encrypted) first_ = dialogue_->secured();
  }

  std::string hear(std::string_view bytes) { return dialogue_->hear(bytes); }
  std::string secured() { return dialogue_->secured(); }
  /// What is said before anything was heard.
  const std::string& first() const { return first_; }
  State state() const { return dialogue_->state(); }
  const Words& capabilities() const { return dialogue_->gist().capabilities; }
  const std::string& fault() const { return dialogue_->fault(); }

 private:
  Errand errand_;
  std::unique_ptr<Dialogue> dialogue_;
  std::string first_;
};

}  // namespace

TEST_CASE("IMAP over TLS: greeting, capabilities, good-bye", "[dialog]") {
  Talk talk(Protocol::imap, true);
  CHECK(talk.first().empty());
  CHECK(talk.hear("* OK ready\r\n") == "a CAPABILITY\r\n");
  CHECK(talk.hear("* CAPABILITY IMAP4rev1 AUTH=XOAUTH2").empty());
  CHECK(talk.hear(" SASL-IR\r\n* OK still here\r\na OK done\r\n") == "b LOGOUT\r\n");
  CHECK(talk.state() == State::done);
  CHECK(talk.capabilities() == Words{"IMAP4rev1", "AUTH=XOAUTH2", "SASL-IR"});
}

TEST_CASE("Capabilities in IMAP's greeting need not be asked for", "[dialog]") {
  Talk talk(Protocol::imap, true);
  CHECK(talk.hear("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n") == "a LOGOUT\r\n");
  CHECK(talk.capabilities() == Words{"IMAP4rev1", "SASL-IR", "AUTH=PLAIN"});
  Talk plain(Protocol::imap, false);
  CHECK(plain.hear("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n") == "a STARTTLS\r\n");
}

TEST_CASE("IMAP with STARTTLS forgets what it heard in plain text", "[dialog]") {
  Talk talk(Protocol::imap, false);
  CHECK(talk.hear("* OK ready\n") == "a CAPABILITY\r\n");
  CHECK(talk.hear("* CAPABILITY IMAP4rev1 starttls LOGINDISABLED AUTH=NTLM\r\na ok done\r\n") == "b STARTTLS\r\n");
  CHECK(talk.hear("b OK go\r\n").empty());
  CHECK(talk.state() == State::start_tls);
  CHECK(talk.secured() == "c CAPABILITY\r\n");
  CHECK(talk.hear("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nc OK done\r\n") == "d LOGOUT\r\n");
  CHECK(talk.state() == State::done);
  CHECK(talk.capabilities() == Words{"IMAP4rev1", "AUTH=PLAIN"});
}

TEST_CASE("IMAP servers that refuse", "[dialog]") {
  for (const std::string_view words : {"* BYE full\r\n", "HTTP/1.1 400 Bad Request\r\n", "220 mail.example ESMTP\r\n", "* PREAUTH in\r\n", "\r\n"}) {
    Talk talk(Protocol::imap, false);
    CAPTURE(words);
    CHECK(talk.hear(words).empty());
    CHECK(talk.state() == State::failed);
  }
  Talk signed_in(Protocol::imap, true);
  CHECK(signed_in.hear("* PREAUTH in\r\n") == "a CAPABILITY\r\n");
  signed_in.hear("* BYE shutting down\xFF\r\n");
  CHECK(signed_in.fault() == "the server refuses: * BYE shutting down\xEF\xBF\xBD");
}

TEST_CASE("POP3 over TLS, with and without CAPA", "[dialog]") {
  Talk talk(Protocol::pop3, true);
  CHECK(talk.first() == "CAPA\r\n");  // nothing depends on the greeting, so it is not waited for
  CHECK(talk.hear("+OK ready <1.2@pop.example>\r\n").empty());
  CHECK(talk.hear("+OK list\r\nUIDL\r\nSASL PLAIN XOAUTH2\r\n..dot\r\n.\r\n") == "QUIT\r\n");
  CHECK(talk.state() == State::done);
  CHECK(talk.capabilities() == Words{"UIDL", "SASL PLAIN XOAUTH2", ".dot"});
  Talk old(Protocol::pop3, true);
  old.hear("+OK\r\n");
  CHECK(old.hear("-ERR unknown command\r\n") == "QUIT\r\n");
  CHECK(old.state() == State::done);
  CHECK(old.capabilities().empty());
}

TEST_CASE("POP3 with STLS, also where CAPA is unknown", "[dialog]") {
  Talk talk(Protocol::pop3, false);
  talk.hear("+OK\r\n");
  CHECK(talk.hear("+OK\r\nSTLS\r\n.\r\n") == "STLS\r\n");
  CHECK(talk.hear("+OK begin\r\n").empty());
  CHECK(talk.secured() == "CAPA\r\n");
  CHECK(talk.hear("+OK\r\nUSER\r\n.\r\n") == "QUIT\r\n");
  CHECK(talk.capabilities() == Words{"USER"});
  Talk old(Protocol::pop3, false);
  old.hear("+OK\r\n");
  CHECK(old.hear("-ERR what\r\n") == "STLS\r\n");
  CHECK(old.hear("-ERR what\r\n").empty());
  CHECK(old.state() == State::failed);
  Talk busy(Protocol::pop3, true);
  busy.hear("-ERR busy\r\n");
  CHECK(busy.fault() == "the server refuses: -ERR busy");
}

TEST_CASE("Submission with STARTTLS", "[dialog]") {
  Talk talk(Protocol::smtp, false);
  CHECK(talk.hear("220-smtp.example\r\n220 ready\r\n") == "EHLO [127.0.0.1]\r\n");
  CHECK(talk.hear("250-smtp.example greets you\r\n250-SIZE 35882577\r\n250 STARTTLS\r\n") == "STARTTLS\r\n");
  CHECK(talk.hear("220 go\r\n").empty());
  CHECK(talk.state() == State::start_tls);
  CHECK(talk.secured() == "EHLO [127.0.0.1]\r\n");
  CHECK(talk.hear("250-smtp.example\r\n250-AUTH LOGIN XOAUTH2\r\n250 8BITMIME\r\n") == "QUIT\r\n");
  CHECK(talk.state() == State::done);
  CHECK(talk.capabilities() == Words{"AUTH LOGIN XOAUTH2", "8BITMIME"});
}

TEST_CASE("Submission servers that refuse", "[dialog]") {
  for (const std::string_view words : {"421 later\r\n", "554 no\r\n", "220+odd\r\n", "+OK\r\n"}) {
    Talk talk(Protocol::smtp, true);
    CAPTURE(words);
    CHECK(talk.hear(words).empty());
    CHECK(talk.state() == State::failed);
  }
  Talk plain(Protocol::smtp, false);
  plain.hear("220 ready\r\n");
  plain.hear("250 smtp.example\r\n");
  CHECK(plain.fault() == "the server does not offer STARTTLS");
}

TEST_CASE("What comes in plain text behind the consent to STARTTLS ends the talk", "[dialog]") {
  for (const bool at_once : {true, false}) {
    Talk talk(Protocol::imap, false);
    talk.hear("* OK ready\r\n");
    talk.hear("* CAPABILITY STARTTLS\r\na OK\r\n");
    talk.hear(at_once ? "b OK go\r\n* " : "b OK go\r\n");
    if (!at_once) talk.hear("* CAPABILITY AUTH=PLAIN\r\n");
    CHECK(talk.state() == State::failed);
    CHECK(talk.secured().empty());
  }
}

TEST_CASE("Servers that never end are not listened to for ever", "[dialog]") {
  Talk line(Protocol::imap, true);
  line.hear("* OK " + std::string(8200, 'x'));
  CHECK(line.state() == State::failed);
  Talk whole(Protocol::imap, true);
  whole.hear("* OK " + std::string(8200, 'x') + "\r\n");
  CHECK(whole.state() == State::failed);
  Talk lines(Protocol::smtp, true);
  for (int i = 0; i < 10000 && lines.state() == State::talking; ++i) lines.hear("220-and again\r\n");
  CHECK(lines.fault() == "the server sends more than any reply has");
  Talk list(Protocol::pop3, true);
  list.hear("+OK\r\n");
  list.hear("+OK\r\n");
  for (int i = 0; i < 1000; ++i) list.hear("X\r\n");
  list.hear(".\r\n");
  CHECK(list.state() == State::done);
  CHECK(list.capabilities().size() == 128);
}
