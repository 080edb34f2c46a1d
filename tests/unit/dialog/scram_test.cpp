// SCRAM-SHA-256 against the only server at hand that speaks it: RFC 7677's example cannot be played, since its nonce is fixed.
#include <algorithm>

#include "crypto/base64.hpp"
#include "unit/dialog/visit.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

std::string decoded(std::string_view line) { return from_base64(line.substr(0, line.find('\r'))).value_or("?"); }

}  // namespace

TEST_CASE("SCRAM is what password-encrypted means, and a server that cannot prove itself is refused", "[dialog]") {
  Visit visit(Protocol::imap, Method::password_encrypted);
  visit.begin();
  CHECK(visit.hear("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=SCRAM-SHA-256] ready\r\n") == "a AUTHENTICATE SCRAM-SHA-256\r\n");
  const std::string first = decoded(visit.hear("+ \r\n"));
  CHECK(first.starts_with("n,,n=ada@contoso.example,r="));
  const std::string nonce = first.substr(first.find("r=") + 2);
  const std::string challenge = "r=" + nonce + "server,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
  const std::string last = decoded(visit.hear("+ " + to_base64(challenge) + "\r\n"));
  CHECK(last.starts_with("c=biws,r=" + nonce + "server,p="));
  CHECK(last.find(password) == std::string::npos);
  SECTION("a wrong proof of the server") {
    CHECK(visit.hear("+ " + to_base64("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=") + "\r\n") == "*\r\n");
    visit.hear("a BAD cancelled\r\n");
    CHECK(visit.state() == State::failed);
  }
  SECTION("no proof at all") {
    visit.hear("a OK come in\r\n");
    CHECK(visit.fault() == "the server did not prove that it knows the password: a OK come in");
  }
}
