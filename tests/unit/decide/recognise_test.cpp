#include "decide/recognise.hpp"

#include "catch.hpp"
#include "unit/world.hpp"

using namespace homing;

namespace {

struct Servers {
  Servers(Text imap_host, Text smtp_host) {
    imap[0].host = imap_host;
    smtp[0].host = smtp_host;
    if (!imap_host.empty()) settings.imap = imap;
    if (!smtp_host.empty()) settings.smtp = smtp;
  }
  std::array<Endpoint, 1> imap, smtp;
  Settings settings;
};

Mailbox of(Text imap, Text smtp) { return recognise(Servers(imap, smtp).settings, testing::catalogue()); }

}  // namespace

TEST_CASE("Servers are recognised by exact name only", "[decide]") {
  CHECK(of("outlook.office365.com", "smtp.office365.com").kind == Kind::microsoft365);
  CHECK(of("outlook.office365.com.evil.example", "smtp.office365.com.evil.example").kind == Kind::unknown);
  CHECK(of("xoutlook.office365.com", "xsmtp.office365.com").kind == Kind::unknown);
  CHECK(of("imap.contoso.example", "smtp.contoso.example").kind == Kind::unknown);
  CHECK(of("", "").kind == Kind::unknown);
}

TEST_CASE("Aliases of a provider's servers are the provider's", "[decide]") {
  CHECK(of("imap-mail.outlook.com", "smtp-mail.outlook.com").kind == Kind::outlook_com);
  CHECK(of("", "smtp-legacy.office365.com").kind == Kind::microsoft365);
}

TEST_CASE("A shared receiving host alone tells the Microsoft kind only weakly", "[decide]") {
  CHECK(of("outlook.office365.com", "smtp.contoso.example").confidence == Confidence::weak);
  CHECK(of("outlook.office365.com", "smtp.contoso.example").is_microsoft());
}

TEST_CASE("Two settings share an owner by registrable domain", "[decide]") {
  const auto share = [](Text a, Text b) { return share_an_owner(Servers(a, "").settings, Servers("", b).settings); };
  CHECK(share("imap.contoso.example", "smtp.contoso.example"));
  CHECK(share("contoso.example", "a.b.contoso.example"));
  CHECK_FALSE(share("imap.contoso.co.uk", "imap.fabrikam.co.uk"));
  CHECK_FALSE(share("imap.contoso.example", ""));
}
