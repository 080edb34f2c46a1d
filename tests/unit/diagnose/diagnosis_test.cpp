// A diagnosis knows more than the words: whose mailbox it is, at which step it ended, and what other protocols said.
#include "explained.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

struct Told {
  std::string id, who, next, all;
  Confidence confidence;
};

Told diagnosed(const Circumstances& known, std::string_view words) {
  Arena arena;
  const Diagnosis diagnosis = diagnose(builtin_catalogue(), known, words, arena);
  Told told{std::string(diagnosis.id), std::string(word(diagnosis.who)), std::string(word(diagnosis.next)), std::string(diagnosis.meaning),
            diagnosis.confidence};
  for (const Text step : diagnosis.steps) told.all.append("\n").append(step.view());
  CHECK_FALSE(told.id.empty());
  CHECK_FALSE(diagnosis.meaning.empty());
  CHECK_FALSE(diagnosis.steps.empty());
  return told;
}

Circumstances at(Kind kind, Protocol protocol, Step step, std::optional<Method> method = std::nullopt) {
  Circumstances known;
  known.kind = kind;
  known.protocol = protocol;
  known.step = step;
  known.method = method;
  return known;
}

Circumstances elsewhere(Circumstances known) {
  known.signed_in_elsewhere = true;
  return known;
}

Circumstances ended(Step step, Heard heard, Protocol protocol = Protocol::imap) {
  Circumstances known = at(Kind::unknown, protocol, step);
  known.heard = heard;
  return known;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr auto personal = Kind::outlook_com;
constexpr auto work = Kind::microsoft365;

}  // namespace

TEST_CASE("IMAP let the account in and SMTP did not: sending is switched off, and the password is not to blame", "[diagnose]") {
  const Circumstances mine = elsewhere(at(personal, Protocol::smtp, Step::sign_in, Method::oauth2));
  const Circumstances ours = elsewhere(at(work, Protocol::smtp, Step::sign_in, Method::oauth2));
  for (const char* const words : {"535 5.7.139 Authentication unsuccessful", "535 5.7.3 Authentication unsuccessful [X.PROD.OUTLOOK.COM]",
                                  "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.", "Authentication unsuccessful",
                                  "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", "535 no"}) {
    INFO(words);
    const Told told = diagnosed(mine, words);
    CHECK(told.id == "smtp.auth.disabled_mailbox");
    CHECK(told.next == "use_graph");
    CHECK_FALSE(has(told.all, "administrator"));
    const Told other = diagnosed(ours, words);
    CHECK((other.id == "smtp.auth.disabled_tenant" || other.id == "smtp.auth.disabled_mailbox"));
    CHECK(other.next == "ask_admin");
    CHECK(other.who == "admin");
    CHECK(has(other.all, "Authenticated SMTP"));
  }
}

TEST_CASE("What the words say plainly stands, also where another protocol let the account in", "[diagnose]") {
  const Circumstances ours = elsewhere(at(work, Protocol::smtp, Step::sign_in, Method::password));
  CHECK(diagnosed(ours, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.").id == "smtp.auth.basic_disabled");
  CHECK(diagnosed(ours, "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully.").id ==
        "smtp.auth.conditional_access");
  CHECK(diagnosed(ours, "454 4.7.0 Temporary authentication failure").next == "retry");
}

TEST_CASE("A refused sign-in says what a program can do next", "[diagnose]") {
  CHECK(diagnosed(at(Kind::other, Protocol::imap, Step::sign_in, Method::password), "A1 NO [AUTHENTICATIONFAILED] Authentication failed.").next ==
        "ask_password");
  CHECK(diagnosed(at(Kind::other, Protocol::smtp, Step::sign_in, Method::password), "535 5.7.8 Error: authentication failed").next == "ask_password");
  CHECK(diagnosed(at(Kind::other, Protocol::imap, Step::sign_in, Method::oauth2), "A1 NO [AUTHENTICATIONFAILED] Invalid credentials").next ==
        "sign_in_again");
  CHECK(diagnosed(at(personal, Protocol::imap, Step::sign_in, Method::oauth2), "A1 NO AUTHENTICATE failed.").next == "sign_in_again");
  CHECK(diagnosed(at(personal, Protocol::smtp, Step::sign_in, Method::oauth2), "535 5.7.3 Authentication unsuccessful").next == "sign_in_again");
  CHECK(diagnosed(at(work, Protocol::smtp, Step::sign_in, Method::oauth2),
                  "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.")
            .next == "sign_in_again");
  CHECK(diagnosed(at(work, Protocol::smtp, Step::sign_in, Method::password),
                  "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.")
            .next == "ask_password");
  CHECK(diagnosed(elsewhere(at(Kind::other, Protocol::smtp, Step::sign_in, Method::password)), "535 authentication failed").id ==
        "sign_in.refused_here");
}

TEST_CASE("A password at Microsoft is never asked for again where only OAuth2 is taken", "[diagnose]") {
  for (const Kind kind : {personal, work}) {
    CHECK(diagnosed(at(kind, Protocol::imap, Step::sign_in, Method::password), "1 NO LOGIN failed.").id == "imap.basic_disabled");
    CHECK(diagnosed(at(kind, Protocol::imap, Step::sign_in, Method::password), "1 NO AUTHENTICATE failed.").next == "sign_in_again");
    CHECK(diagnosed(at(kind, Protocol::pop3, Step::sign_in, Method::password), "-ERR Logon failure: unknown user name or bad password.").id ==
          "pop3.basic_disabled");
  }
  CHECK(diagnosed(at(personal, Protocol::smtp, Step::sign_in, Method::password), "535 5.7.3 Authentication unsuccessful").id ==
        "smtp.auth.basic_disabled");
}

TEST_CASE("IMAP or POP3 that is off at Outlook.com is switched on by its owner", "[diagnose]") {
  const Told imap = diagnosed(elsewhere(at(personal, Protocol::imap, Step::sign_in, Method::oauth2)), "a1 NO AUTHENTICATE failed.");
  CHECK(imap.id == "imap.off_for_mailbox");
  CHECK(imap.next == "enable_imap");
  CHECK(has(imap.all, "Forwarding and IMAP"));
  const Told pop3 = diagnosed(elsewhere(at(personal, Protocol::pop3, Step::sign_in, Method::oauth2)),
                              "-ERR Authentication failure: unknown user name or bad password.");
  CHECK(pop3.id == "pop3.off_for_mailbox");
  CHECK(pop3.next == "enable_imap");
}

TEST_CASE("A good sign-in without a mailbox may be Microsoft's side or another account", "[diagnose]") {
  for (const Kind kind : {personal, work}) {
    const Told told = diagnosed(at(kind, Protocol::imap, Step::mailbox, Method::oauth2), "a2 NO User is authenticated but not connected.");
    CHECK(told.id == "imap.authenticated_not_connected");
    CHECK(told.next == "retry");  // the facts: possibly Microsoft's side, later
    CHECK(has(told.all, "the account that signed in"));
    CHECK(has(told.all, "fault"));
  }
}

TEST_CASE("A message that is refused says whether From or patience is wanted", "[diagnose]") {
  const Circumstances sending = at(work, Protocol::smtp, Step::message, Method::oauth2);
  CHECK(diagnosed(sending, "550 5.7.60 SMTP; Client does not have permissions to send as this sender").next == "change_from");
  CHECK(diagnosed(sending, "554 5.2.252 SendAsDenied; a@contoso.example not allowed to send as b@contoso.example").next == "change_from");
  CHECK(diagnosed(sending, "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded").next == "wait");
  CHECK(diagnosed(sending, "451 4.7.500 Server busy. Please try again later from [192.0.2.1].").next == "wait");
  CHECK(diagnosed(sending, "550 5.1.90 Your message can't be sent because you've reached your daily limit").next == "wait");
}

TEST_CASE("Each way in which the network ends has its own answer", "[diagnose]") {
  CHECK(diagnosed(ended(Step::dns, Heard::no_such_name), "").id == "net.dns");
  CHECK(diagnosed(ended(Step::dns, Heard::server_failure), "").id == "net.dns_failure");
  CHECK(diagnosed(ended(Step::dns, Heard::timeout), "").id == "net.dns_failure");
  CHECK(diagnosed(ended(Step::connect, Heard::refused), "Connection refused").id == "net.refused");
  CHECK(diagnosed(ended(Step::connect, Heard::timeout), "").id == "net.timeout");
  CHECK(diagnosed(ended(Step::connect, Heard::private_address), "").id == "net.private_address");
  CHECK(diagnosed(ended(Step::sign_in, Heard::timeout, Protocol::smtp), "").id == "net.timeout");
  CHECK(diagnosed(ended(Step::message, Heard::timeout, Protocol::smtp), "").next == "retry");
  CHECK(diagnosed(ended(Step::greeting, Heard::protocol), "the server closed the connection").id == "net.econnreset");
  CHECK(diagnosed(ended(Step::greeting, Heard::protocol), "the server broke the connection off").id == "net.econnreset");
  CHECK(diagnosed(ended(Step::greeting, Heard::protocol), "the server sends endless lines").id == "net.not_this_protocol");
  CHECK(diagnosed(ended(Step::capabilities, Heard::too_large), "the server sends more than any reply has").id == "net.not_this_protocol");
}

TEST_CASE("A server that takes the connection and is silent may want TLS from the start", "[diagnose]") {
  const Told told = diagnosed(ended(Step::greeting, Heard::timeout, Protocol::smtp), "timed out");
  CHECK(told.id == "net.silent_server");
  CHECK(has(told.all, "TLS from the start"));
}

TEST_CASE("TLS that fails is told apart by its reason", "[diagnose]") {
  const auto tls = [](std::string_view words, Heard heard = Heard::certificate) { return diagnosed(ended(Step::tls, heard), words).id; };
  CHECK(tls("Hostname mismatch") == "tls.cert_name");
  CHECK(tls("IP address mismatch") == "tls.cert_name");
  CHECK(tls("certificate has expired") == "tls.cert_expired");
  CHECK(tls("certificate is not yet valid") == "tls.cert_expired");
  CHECK(tls("self-signed certificate in certificate chain") == "tls.cert_verify");
  CHECK(tls("unable to get local issuer certificate") == "tls.cert_verify");
  CHECK(tls("") == "tls.cert_verify");
  CHECK(tls("error:0A00010B:SSL routines::wrong version number", Heard::protocol) == "tls.wrong_version");
  CHECK(tls("error:0A00042E:SSL routines::tlsv1 alert protocol version", Heard::protocol) == "tls.protocol_version");
  CHECK(tls("the server does not offer STARTTLS", Heard::protocol) == "tls.no_starttls");
  CHECK(tls("the server goes on in plain text after STARTTLS", Heard::protocol) == "tls.starttls_injection");
  CHECK(tls("the server broke the connection off", Heard::protocol) == "net.econnreset");
}

TEST_CASE("Unknown words are said to be unknown, with what to send to whom", "[diagnose]") {
  for (const Step step : {Step::dns, Step::connect, Step::tls, Step::greeting, Step::capabilities, Step::mailbox, Step::message}) {
    const Told told = diagnosed(at(Kind::other, Protocol::imap, step), "the moon is full");
    CHECK(told.id.starts_with("unknown."));
    CHECK(told.confidence == Confidence::weak);
    CHECK(has(told.all, "Never send a password"));
  }
}

TEST_CASE("Another provider's mailbox never hears of Microsoft for words that others say too", "[diagnose]") {
  for (const auto& [protocol, words] :
       {std::pair(Protocol::imap, "A1 NO LOGIN failed."), std::pair(Protocol::smtp, "535 Authentication unsuccessful"),
        std::pair(Protocol::imap, "a NO [AUTHENTICATIONFAILED] Authentication failed.")}) {
    const Told told = diagnosed(at(Kind::other, protocol, Step::sign_in, Method::password), words);
    CAPTURE(words, told.all);
    CHECK(told.next == "ask_password");
    CHECK_FALSE(has(told.all, "Microsoft"));
  }
}

TEST_CASE("A mailbox elsewhere may send through Microsoft: its own words are known there, too", "[diagnose]") {
  const Told told = diagnosed(at(Kind::other, Protocol::smtp, Step::sign_in, Method::password),
                              "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.");
  CHECK(told.id == "smtp.auth.disabled_tenant");
  CHECK(told.next == "ask_admin");
}
