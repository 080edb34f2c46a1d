#include "oauth/requests.hpp"

#include "crypto/digest.hpp"
#include "oauth/form.hpp"
#include "oauth/scopes.hpp"
#include "unit/oauth/forms.hpp"
#include "unit/pem.hpp"
#include "unit/world.hpp"

using namespace homing;
using forms::Fields;
using forms::fields_of;

namespace {

Client public_client() { return {"00000000-1111-2222-3333-444444444444", {}, {}}; }

Proof rfc_proof() {
  return {Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "a state", "a nonce"};
}

// 2026-11-21 12:00:00 UTC
const WallTime now{std::chrono::seconds(1795262400)};

}  // namespace

TEST_CASE("Values are written as RFC 6749 appendix B writes its own", "[oauth]") {
  Form form(Blank::plus);
  form.add("value", " %&+\xC2\xA3\xE2\x82\xAC");
  CHECK(form.text() == "value=+%25%26%2B%C2%A3%E2%82%AC");
}

TEST_CASE("Every byte comes back from a form", "[oauth]") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  for (const Blank blank : {Blank::plus, Blank::percent}) {
    Form form(blank);
    form.add("x", bytes);
    CHECK(forms::decoded(form.text().substr(2)) == bytes);
    CHECK(decode_form(form.text().substr(2))->reveal() == bytes);
  }
}

TEST_CASE("A percent sign that begins no byte is told", "[oauth]") {
  for (const char* const text : {"%", "a%4", "%4g", "%g4", "%%41", "abc%"}) {
    CAPTURE(text);
    CHECK_FALSE(decode_form(text));
  }
  CHECK(decode_form("%41b+%2b")->reveal() == "Ab +");
}

TEST_CASE("The browser is sent with PKCE, state and nonce, for the address that is wanted", "[oauth]") {
  const Authority authority = forms::microsoft();
  const auto scopes = scopes_for(authority, std::vector{Access::imap});
  const std::string url = authorization_url(authority, public_client(), rfc_proof(), "http://localhost:50000", "ada@contoso.example", scopes);
  const std::string start = "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?";
  REQUIRE(url.substr(0, start.size()) == start);
  CHECK(url.find('+') == std::string::npos);
  CHECK(fields_of(url.substr(start.size())) ==
        Fields{{"response_type", "code"},
               {"client_id", "00000000-1111-2222-3333-444444444444"},
               {"redirect_uri", "http://localhost:50000"},
               {"scope", "https://outlook.office.com/IMAP.AccessAsUser.All offline_access openid email profile"},
               {"state", "a state"},
               {"code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"},
               {"code_challenge_method", "S256"},
               {"nonce", "a nonce"},
               {"login_hint", "ada@contoso.example"}});
}

TEST_CASE("No nonce without openid, and what a provider wants besides is added; its own query stays", "[oauth]") {
  Authority authority = forms::google();
  authority.authorization_endpoint += "?hl=cs";
  const std::vector<std::string> scopes{"https://mail.google.com/"};
  const std::string url = authorization_url(authority, public_client(), rfc_proof(), "http://127.0.0.1:1", "", scopes);
  Fields fields = fields_of(url.substr(url.find('?') + 1));
  CHECK(fields.count("nonce") == 0);
  CHECK(fields.count("login_hint") == 0);
  CHECK(fields["access_type"] == "offline");
  CHECK(fields["prompt"] == "consent");
  CHECK(fields["hl"] == "cs");
}

TEST_CASE("The bodies hold what their standards name, and nothing else", "[oauth]") {
  const Authority authority = forms::microsoft();
  const Client client = public_client();
  const TokenRequest to{authority, client, now};
  const std::vector<std::string> scopes{"a", "b"};
  const std::string id = client.id;
  // RFC 6749 section 4.1.3 and RFC 7636 section 4.5
  CHECK(fields_of(code_body(to, Secret("c=o&de"), rfc_proof(), "http://localhost:5/", scopes)->reveal()) ==
        Fields{{"grant_type", "authorization_code"},
               {"code", "c=o&de"},
               {"redirect_uri", "http://localhost:5/"},
               {"code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"},
               {"scope", "a b"},
               {"client_id", id}});
  // RFC 6749 section 6
  CHECK(fields_of(refresh_body(to, Secret("r+t"), scopes)->reveal()) ==
        Fields{{"grant_type", "refresh_token"}, {"refresh_token", "r+t"}, {"scope", "a b"}, {"client_id", id}});
  // RFC 8628 sections 3.1 and 3.4
  CHECK(fields_of(device_body(to, scopes)->reveal()) == Fields{{"scope", "a b"}, {"client_id", id}});
  CHECK(fields_of(device_token_body(to, Secret("d"))->reveal()) ==
        Fields{{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"}, {"device_code", "d"}, {"client_id", id}});
  // RFC 7009 section 2.1
  CHECK(fields_of(revocation_body(to, Secret("r"))->reveal()) == Fields{{"token", "r"}, {"token_type_hint", "refresh_token"}, {"client_id", id}});
  // RFC 6749 section 4.4.2
  CHECK(fields_of(app_body(to, scopes)->reveal()) == Fields{{"grant_type", "client_credentials"}, {"scope", "a b"}, {"client_id", id}});
}

TEST_CASE("A client's secret is in the body (RFC 6749 section 2.3.1)", "[oauth]") {
  const Authority authority = forms::microsoft();
  const Client client{"id", Secret("s~e c&ret"), {}};
  const Fields fields = fields_of(app_body({authority, client, now}, {})->reveal());
  CHECK(fields == Fields{{"grant_type", "client_credentials"}, {"client_id", "id"}, {"client_secret", "s~e c&ret"}});
}

TEST_CASE("A certificate signs who the client is, for ten minutes and this endpoint (RFC 7523 section 3)", "[oauth]") {
  const pem::Key key = pem::rsa(2048);
  const pem::Certificate certificate = pem::certificate_of(key.get());
  const Authority authority = forms::microsoft();
  const Client client{"id", Secret("unused"), Secret(pem::text_of(certificate.get()) + pem::text_of(key.get()))};
  const auto body = app_body({authority, client, now}, {});
  REQUIRE(body);
  Fields fields = fields_of(body->reveal());
  CHECK(fields.count("client_secret") == 0);
  CHECK(fields["client_id"] == "id");
  CHECK(fields["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");

  const std::string jwt = fields["client_assertion"];
  const auto header = forms::part_of(jwt, 0), claims = forms::part_of(jwt, 1);
  CHECK(header.at("alg") == "PS256");
  CHECK(header.at("typ") == "JWT");
  CHECK(from_base64url(std::string(header.at("x5t#S256").as_string())) == sha256(pem::der_of(certificate.get())));
  CHECK(claims.at("aud") == "https://login.microsoftonline.com/organizations/oauth2/v2.0/token");
  CHECK(claims.at("iss") == "id");
  CHECK(claims.at("sub") == "id");
  CHECK(claims.at("nbf") == 1795262400);
  CHECK(claims.at("iat") == 1795262400);
  CHECK(claims.at("exp") == 1795263000);
  const std::size_t end = jwt.rfind('.');
  CHECK(pem::verifies(key.get(), jwt.substr(0, end), *from_base64url(jwt.substr(end + 1))));

  Fields again = fields_of(app_body({authority, client, now}, {})->reveal());
  CHECK(forms::part_of(again["client_assertion"], 1).at("jti") != claims.at("jti"));
}

TEST_CASE("A certificate that cannot be used is a fault, not a request without proof", "[oauth]") {
  const Authority authority = forms::microsoft();
  const Client client{"id", {}, Secret("not PEM")};
  const TokenRequest to{authority, client, now};
  CHECK_FALSE(app_body(to, {}));
  CHECK_FALSE(refresh_body(to, Secret("r"), {}));
  CHECK_FALSE(code_body(to, Secret("c"), rfc_proof(), "http://localhost:5", {}));
}
