// What is emitted is read back by our own readers to the same servers, and passes our own check without a problem.
#include "emit/autoconfig.hpp"
#include "emit/autodiscover.hpp"
#include "emit/pacc.hpp"
#include "emit/zone.hpp"
#include "read/configuration.hpp"
#include "read/pacc.hpp"
#include "read/zone.hpp"
#include "world.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

const SignIn password{};
const SignIn methods[] = {{Method::oauth2, MethodState::current, {}, {}, {}}, {Method::password, MethodState::current, {}, {}, {}}};

std::string shown(const Settings& settings) {
  std::string text;
  for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
    for (const Endpoint& e : settings.of(protocol))
      text += std::string(word(protocol).view()) + ' ' + std::string(e.host) + ':' + std::to_string(e.port) + ' ' +
              std::string(word(e.security).view()) + " user " + std::string(e.username) + " auth " + std::string(word(e.auth.front().method).view()) +
              '\n';
  }
  return text;
}

struct Own {
  explicit Own(std::string_view typed = "ada@contoso.example", std::span<const SignIn> auth = std::span(&password, 1)) : who(address(typed)) {
    const Text user = arena.keep(who.text());
    imap[0] = {"imap.contoso.example", 993, Security::tls, user, auth};
    imap[1] = {"imap.contoso.example", 143, Security::starttls, user, auth};
    smtp[0] = {"smtp.contoso.example", 465, Security::tls, user, auth};
    smtp[1] = {"smtp.contoso.example", 587, Security::starttls, user, auth};
    settings.imap = imap;
    settings.smtp = smtp;
  }
  void same(const std::string& text, const Settings& wanted) {
    INFO(text);
    const Expected<Configuration> read = read_configuration(text, who, arena);
    REQUIRE(read);
    CHECK(shown(read->settings) == shown(wanted));
    for (const Problem& problem : read->problems) FAIL_CHECK(std::string(problem.text));
  }

  Arena arena;
  Address who;
  Endpoint imap[2], smtp[2];
  Settings settings;
};

}  // namespace

TEST_CASE("An emitted autoconfig file is read back as it was meant", "[emit]") {
  Own own;
  const std::string text = emit_autoconfig(own.settings, own.who, "Ada & \"Sons\" <mail>");
  own.same(text, own.settings);
  CHECK(text.find("<username>%EMAILADDRESS%</username>") != std::string::npos);
  CHECK(text.find("Ada &amp; &quot;Sons&quot; &lt;mail&gt;") != std::string::npos);
  CHECK(text.find("ada@") == std::string::npos);
}

TEST_CASE("The settings of a provider are emitted with their OAuth and without what is retired", "[emit]") {
  const Address who = address("ada@outlook.com");
  Arena arena;
  const Settings* const settings = Catalogue::settings(catalogue().provider("outlook.com"), who, arena);
  const std::string text = emit_autoconfig(*settings, who, "Outlook.com");
  const Expected<Configuration> read = read_configuration(text, who, arena);
  REQUIRE(read);
  CHECK(read->problems.empty());
  CHECK(read->settings.imap.front().auth.size() == 1);
  CHECK(read->settings.imap.front().auth.front().method == Method::oauth2);
  CHECK(read->settings.oauth2->issuer == settings->oauth2->issuer);
  CHECK(emit_autodiscover(*settings, who, "Outlook.com").empty());
  CHECK(emit_pacc(*settings, who, "Outlook.com").empty());
}

TEST_CASE("An emitted Autodiscover answer is read back as it was meant", "[emit]") {
  Own own;
  own.same(emit_autodiscover(own.settings, own.who, "Contoso & Co"), own.settings);
  const Address everybody = parse_mail_domain("contoso.example").value();
  CHECK(emit_autodiscover(own.settings, everybody, "").find("LoginName") == std::string::npos);
}

TEST_CASE("An emitted PACC document is read back as it was meant, and its record vouches for it", "[emit]") {
  Own own;
  const std::string text = emit_pacc(own.settings, own.who, "Contoso \"Mail\"");
  Settings implicit = own.settings;
  implicit.imap = implicit.imap.first(1);
  implicit.smtp = implicit.smtp.first(1);
  own.same(text, implicit);
  CHECK(check_pacc_digest({emit_pacc_digest(text)}, text) == PaccDigest::matches);
  CHECK(check_pacc_digest({emit_pacc_digest(text)}, text + ' ') == PaccDigest::differs);
}

TEST_CASE("PACC names the issuer where every server takes OAuth", "[emit]") {
  Own own("ada@contoso.example", methods);
  OAuth oauth;
  oauth.issuer = "https://sso.contoso.example";
  own.settings.oauth2 = &oauth;
  const Expected<Pacc> read = read_pacc(emit_pacc(own.settings, own.who, ""), own.who, own.arena);
  REQUIRE(read);
  CHECK(read->issuer == "https://sso.contoso.example");
  CHECK(read->password);
}

TEST_CASE("PACC stays silent where it cannot say what is meant", "[emit]") {
  Own own;
  own.settings.smtp = own.settings.smtp.subspan(1);
  CHECK(emit_pacc(own.settings, own.who, "").empty());
}

TEST_CASE("Emitted records are read back as they were meant", "[emit]") {
  Own own;
  std::string text;
  for (const DnsRecord& record : emit_services(own.settings, "contoso.example")) text += zone_line(record) + '\n';
  own.same(text, own.settings);
  CHECK(text.find("_pop3s._tcp.contoso.example. 3600 IN SRV 0 0 0 .\n") != std::string::npos);
}

TEST_CASE("Nothing is emitted for servers that only speak plain text", "[emit]") {
  Own own;
  for (Endpoint& endpoint : own.imap) endpoint.security = Security::none;
  CHECK(emit_autoconfig(own.settings, own.who, "").empty());
  CHECK(emit_autodiscover(own.settings, own.who, "").empty());
  CHECK(emit_pacc(own.settings, own.who, "").empty());
}

TEST_CASE("Each cloud of Microsoft 365 has its own host for Autodiscover", "[emit]") {
  const auto alias = [](Cloud cloud) { return std::string(autodiscover_host({Kind::microsoft365, cloud, Confidence::strong, {}})); };
  CHECK(alias(Cloud::worldwide) == "autodiscover.outlook.com");
  CHECK(alias(Cloud::gcc_high) == "autodiscover.office365.us");
  CHECK(alias(Cloud::dod) == "autodiscover-dod.office365.us");
  CHECK(alias(Cloud::china) == "autodiscover.partner.outlook.cn");
  CHECK(alias(Cloud::bleu).empty());
  const std::vector<DnsRecord> own = emit_aliases({Kind::other, Cloud::none, Confidence::strong, {}}, "contoso.example", "www.contoso.example");
  CHECK(own.back() == DnsRecord{"autodiscover.contoso.example", "CNAME", "www.contoso.example."});
}

TEST_CASE("Long texts are cut into strings, and quotation marks stay what they are", "[emit]") {
  const std::string text = std::string(254, 'a') + "\"\\b";
  const Zone zone = read_zone(zone_line({"x.example", "TXT", text}) + '\n', "");
  REQUIRE(zone.records.size() == 1);
  CHECK(zone.records.front().data == text);
}
