// The ways to sign in that a server offers, from how each protocol writes them.
#include "verify/offer.hpp"

#include "catch.hpp"

using namespace homing;
using Methods = std::vector<Method>;

namespace {

Methods offered(Protocol protocol, std::vector<std::string> lines) {
  Gist gist;
  gist.capabilities = std::move(lines);
  return offered_methods(protocol, gist);
}

}  // namespace

TEST_CASE("IMAP offers mechanisms word by word, and LOGIN unless it is disabled", "[verify]") {
  CHECK(offered(Protocol::imap, {"IMAP4rev1", "AUTH=XOAUTH2", "LOGINDISABLED"}) == Methods{Method::oauth2});
  CHECK(offered(Protocol::imap, {"IMAP4rev1", "auth=xoauth2"}) == Methods{Method::oauth2, Method::password});
  CHECK(offered(Protocol::imap, {"IMAP4rev1", "LOGINDISABLED", "AUTH=SCRAM-SHA-256", "AUTH=GSSAPI", "AUTH=NTLM"}) ==
        Methods{Method::password_encrypted, Method::ntlm, Method::gssapi});
  CHECK(offered(Protocol::imap, {}).empty());
}

TEST_CASE("SMTP offers all mechanisms in one line, also in the form before RFC 2554", "[verify]") {
  CHECK(offered(Protocol::smtp, {"SIZE 157286400", "AUTH LOGIN XOAUTH2"}) == Methods{Method::oauth2, Method::password});
  CHECK(offered(Protocol::smtp, {"AUTH=PLAIN CRAM-MD5"}) == Methods{Method::password, Method::password_encrypted});
  CHECK(offered(Protocol::smtp, {"SIZE 1", "8BITMIME"}).empty());
  CHECK(offered(Protocol::smtp, {"AUTH"}).empty());
}

TEST_CASE("POP3 offers mechanisms behind SASL, and USER by itself", "[verify]") {
  CHECK(offered(Protocol::pop3, {"TOP", "SASL XOAUTH2"}) == Methods{Method::oauth2});
  CHECK(offered(Protocol::pop3, {"USER", "SASL OAUTHBEARER EXTERNAL"}) == Methods{Method::oauth2, Method::password, Method::client_certificate});
  CHECK(offered(Protocol::pop3, {"TOP", "UIDL"}).empty());
}

TEST_CASE("Each way is told once, and what nobody knows is passed over", "[verify]") {
  CHECK(offered(Protocol::smtp, {"AUTH PLAIN LOGIN XYMCOOKIE PLAIN", "AUTH=PLAIN LOGIN"}) == Methods{Method::password});
}
