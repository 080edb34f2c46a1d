// What an account may be told, and what it answers to the rest.
#include "verify/account.hpp"

#include "unit/world.hpp"

using namespace homing;

namespace {

bool takes(std::string_view name, std::string_view value) {
  Account account;
  return bool(account.set(name, value));
}

std::string refusal(std::string_view name, std::string_view value) {
  Account account;
  const Expected<void> set = account.set(name, value);
  return set ? "taken" : set.error().sentence;
}

NamedServer server(std::string_view value) {
  Account account;
  REQUIRE(account.set("server", value));
  return account.server.value();
}

}  // namespace

TEST_CASE("Protocols are a list without repetition; an empty one means all", "[verify]") {
  Account account;
  CHECK(account.set("protocols", "smtp,imap,smtp,pop"));
  CHECK(account.protocols == std::vector<Protocol>{Protocol::smtp, Protocol::imap, Protocol::pop3});
  CHECK(refusal("protocols", "imap,fax") == "protocols: \"imap,fax\" is not a list of imap, pop3 and smtp, separated by commas.");
  CHECK_FALSE(account.set("protocols", "imap;smtp"));
  CHECK(account.protocols.size() == 3);
  CHECK(account.set("protocols", ""));
  CHECK(account.protocols.empty());
}

TEST_CASE("Only the ways that need nothing but a secret are methods", "[verify]") {
  for (const char* const good : {"oauth2", "password", "password-encrypted", "none"}) CHECK(takes("method", good));
  for (const char* const bad : {"", "ntlm", "gssapi", "client-certificate", "PASSWORD", "magic"}) {
    CAPTURE(bad);
    CHECK(refusal("method", bad).ends_with("is not one of oauth2, password, password-encrypted and none."));
  }
}

TEST_CASE("A server's port tells its service, and its service the port", "[verify]") {
  const NamedServer by_port = server("IMAP.Contoso.Example:993");
  CHECK(by_port.protocol == Protocol::imap);
  CHECK(by_port.security == Security::tls);
  CHECK(by_port.host == "imap.contoso.example");
  const NamedServer by_service = server("submission://smtp.contoso.example");
  CHECK(by_service.protocol == Protocol::smtp);
  CHECK(by_service.security == Security::starttls);
  CHECK(by_service.port == 587);
  const NamedServer other_port = server("pop3://pop.contoso.example:1110");
  CHECK(other_port.protocol == Protocol::pop3);
  CHECK(other_port.port == 1110);
  CHECK(server("smtp.contoso.example:25").security == Security::starttls);
  CHECK(server("smtp.contoso.example:465").security == Security::tls);
}

TEST_CASE("IP addresses may be servers; IPv6 ones stand in brackets", "[verify]") {
  CHECK(server("192.0.2.1:993").host == "192.0.2.1");
  CHECK(server("imaps://[2001:db8::1]").host == "2001:db8::1");
  CHECK(server("[2001:db8::1]:143").port == 143);
}

TEST_CASE("What is no server is refused with an example of one", "[verify]") {
  for (const char* const bad : {"",
                                "imap.contoso.example",
                                "imap.contoso.example:",
                                "imap.contoso.example:99",
                                "imap.contoso.example:0",
                                "imap.contoso.example:65536",
                                "imap.contoso.example:993x",
                                "imaps://",
                                "imaps://:993",
                                "http://contoso.example",
                                "imaps://contoso example",
                                "2001:db8::1:993",
                                "[2001:db8::1",
                                "[2001:db8::1]993",
                                "...:993",
                                "999.1.1.1:993",
                                "1.2.3:993",
                                "[:::]:993",
                                "[imap.contoso.example]:993",
                                "imaps://ada@contoso.example:993"}) {
    CAPTURE(bad);
    CHECK(refusal("server", bad).find("imap.contoso.example:993") != std::string::npos);
  }
}

TEST_CASE("More ports are 465 and 25 alone", "[verify]") {
  CHECK(takes("ports", "465,25"));
  CHECK(takes("ports", ""));
  CHECK(refusal("ports", "587") == "ports: \"587\" is not 465, 25 or 465,25.");
  CHECK_FALSE(takes("ports", "465 25"));
  CHECK_FALSE(takes("ports", "-25"));
}

TEST_CASE("A Message-ID is found with its angle brackets, however it is copied", "[verify]") {
  for (const char* const typed : {"1@contoso.example", "<1@contoso.example>"}) {
    Account account;
    CHECK(account.set("find", typed));
    CHECK(account.find == "<1@contoso.example>");
  }
  for (const char* const bad : {"", "<>", "a b", "<1>@x", "1\"@contoso.example", "1\\@contoso.example"}) {
    CAPTURE(bad);
    CHECK(refusal("find", bad).find("a Message-ID such as") != std::string::npos);
  }
}

TEST_CASE("Delivery reports are asked for by their names in RFC 3461", "[verify]") {
  Account account;
  CHECK(account.set("dsn", "success,failure,delay"));
  CHECK(account.notify == "SUCCESS,FAILURE,DELAY");
  CHECK(account.set("dsn", "never"));
  CHECK(account.notify == "NEVER");
  CHECK_FALSE(account.set("dsn", "never,success"));
  CHECK_FALSE(account.set("dsn", "SUCCESS"));
  CHECK(account.notify == "NEVER");
}

TEST_CASE("Nothing with control characters comes near a mail server, but the text of a message may have lines", "[verify]") {
  for (const char* const name : {"protocols", "method", "username", "server", "ports", "find", "from", "dsn", "subject"}) {
    CAPTURE(name);
    CHECK_FALSE(takes(name, "ada\r\nMAIL FROM:<eve@contoso.example>"));
    CHECK_FALSE(takes(name, std::string_view("a\0b", 3)));
    CHECK_FALSE(takes(name, "\xFF"));
    CHECK_FALSE(takes(name, std::string(5000, 'a')));
  }
  CHECK(takes("text", "two\nlines"));
  CHECK(takes("username",
              "\xC3\xA4"
              "da"));
}

TEST_CASE("A name that no account has is refused with those that it has", "[verify]") {
  CHECK(refusal("password", "x") ==
        "An account has no \"password\"; it has protocols, method, username, server, ports, find, from, dsn, subject, text, via, flow, access, "
        "client_id, "
        "redirect, certificate, tenant, issuer and user.");
}

TEST_CASE("A secret is bytes without line breaks and NUL, and the later one counts", "[verify]") {
  Account account;
  CHECK(account.set_secret(Account::Kind::password, "p\xFF w\"\\"));
  CHECK(account.set_secret(Account::Kind::token, "t"));
  CHECK(account.kind == Account::Kind::token);
  for (const std::string& bad : {std::string(), std::string("a\nb"), std::string("a\rb"), std::string("a\0b", 3), std::string(65537, 'a')}) {
    const Expected<void> set = account.set_secret(Account::Kind::password, bad);
    CHECK_FALSE(set);
    CHECK((bad.empty() || set.error().sentence.find(bad) == std::string::npos));
  }
  CHECK(account.secret.reveal() == "t");
  CHECK(account.copy()->secret.reveal() == "t");
}

TEST_CASE("The method and the secret belong together", "[verify]") {
  Account account;
  CHECK(account.set("method", "oauth2"));
  CHECK(account.check());
  CHECK(account.set_secret(Account::Kind::password, "secret"));
  CHECK(account.check().error().sentence == "method: oauth2 wants a token, not a password.");
  CHECK(account.set_secret(Account::Kind::token, "secret"));
  CHECK(account.check());
  CHECK(account.set("method", "password-encrypted"));
  CHECK(account.check().error().sentence == "method: password-encrypted wants a password, not a token.");
}
