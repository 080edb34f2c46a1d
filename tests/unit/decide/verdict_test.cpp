#include "decide/verdict.hpp"

#include <algorithm>

#include "catch.hpp"
#include "model/document.hpp"
#include "schema.hpp"
#include "unit/world.hpp"

using namespace homing;

namespace {

// Judges findings; those given first rank higher.
class Court {
 public:
  explicit Court(std::string_view typed = "ada@contoso.example")
      : address_(testing::address(typed)), subject_{address_, testing::catalogue(), permissions_, arena_} {}

  Finding file(const std::string& imap, const std::string& smtp, SourceId source = SourceId::autoconfig, Method method = Method::password) {
    Finding finding;
    finding.source = source;
    finding.trust = Trust::https;
    finding.mailbox = {Kind::other, Cloud::none, Confidence::strong, "Published"};
    finding.origin = arena_.join({"https://", word(source).view(), ".contoso.example/"});
    Settings settings;
    if (!imap.empty()) settings.imap = endpoint(imap, 993, method);
    if (!smtp.empty()) settings.smtp = endpoint(smtp, 465, method);
    finding.settings = arena_.keep_value(settings);
    return finding;
  }
  Finding listed(std::string_view domain) {
    Finding finding;
    const Known known = testing::catalogue().domain(domain);
    finding.source = SourceId::catalogue;
    finding.weight = known.name->tier == 1 ? Weight::decisive : Weight::provisional;
    finding.mailbox = known.mailbox();
    finding.settings = Catalogue::settings(known, address_, arena_);
    return finding;
  }
  Finding exchanger(std::string_view host, Weight weight) {
    Finding finding;
    const Known known = testing::catalogue().exchanger(host);
    finding.source = SourceId::mx;
    finding.weight = weight;
    finding.mailbox = known ? known.mailbox() : Mailbox();
    if (known && known.provider != nullptr) finding.settings = Catalogue::settings(known, address_, arena_);
    finding.origin = arena_.keep(host);
    return finding;
  }
  Resolution judge(std::vector<Finding> findings) {
    findings_ = std::move(findings);
    Case all{};
    all.findings = findings_;
    const Resolution result = decide(subject_, all);
    CHECK(testing::joined(testing::check_schema("result", to_json(result))).empty());
    return result;
  }

 private:
  std::span<const Endpoint> endpoint(const std::string& host, std::uint16_t port, Method method) {
    SignIn sign_in;
    sign_in.method = method;
    return arena_.keep_list<Endpoint>(std::vector<Endpoint>{
        {arena_.keep(host), port, Security::tls, arena_.keep(address_.text()), arena_.keep_list<SignIn>(std::vector<SignIn>{sign_in})}});
  }

  Permissions permissions_ = testing::default_permissions();
  Arena arena_;
  Address address_;
  Subject subject_;
  std::vector<Finding> findings_;
};

bool advises(const Resolution& result, std::string_view id) {
  return std::any_of(result.advice.begin(), result.advice.end(), [&](const Advice& advice) { return advice.id.view() == id; });
}

std::string hosts(const Resolution& result) {
  std::string text;
  for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
    for (const Endpoint& endpoint : result.settings.of(protocol)) text += std::string(endpoint.host.view()) + ' ';
  }
  return text;
}

const std::string microsoft = "contoso-example.mail.protection.outlook.com";

}  // namespace

TEST_CASE("Without findings nothing is found, and without a voice nobody was there", "[decide]") {
  Court court;
  CHECK(court.judge({}).outcome == Outcome::not_found);
  CHECK(advises(court.judge({}), "nothing-published"));
}

TEST_CASE("The MX beats a published file and says so", "[decide]") {
  Court court;
  const Resolution result = court.judge({court.exchanger(microsoft, Weight::decisive), court.file("mail.contoso.example", "mail.contoso.example")});
  CHECK(result.mailbox.kind == Kind::microsoft365);
  CHECK(hosts(result) == "outlook.office365.com outlook.office365.com smtp.office365.com ");
  CHECK(advises(result, "published-settings-contradict-mx"));
}

TEST_CASE("A published file with the same servers contradicts nothing", "[decide]") {
  Court court;
  CHECK_FALSE(advises(court.judge({court.exchanger(microsoft, Weight::decisive), court.file("outlook.office365.com", "smtp.office365.com")}),
                      "published-settings-contradict-mx"));
}

TEST_CASE("A usable file beats a provisional MX", "[decide]") {
  Court court;
  const Resolution result =
      court.judge({court.exchanger(microsoft, Weight::provisional), court.file("imap.contoso.example", "smtp.contoso.example")});
  CHECK(hosts(result) == "imap.contoso.example smtp.contoso.example ");
  CHECK(result.mailbox.kind == Kind::other);
}

TEST_CASE("A complete finding beats half of one of the same weight", "[decide]") {
  Court court;
  CHECK(hosts(court.judge({court.file("imap.a.example", ""), court.file("imap.b.example", "smtp.b.example")})) == "imap.b.example smtp.b.example ");
}

TEST_CASE("Half a finding is completed only by its owner", "[decide]") {
  Court court;
  CHECK(hosts(court.judge({court.file("imap.contoso.example", ""), court.file("", "smtp.contoso.example", SourceId::directory)})) ==
        "imap.contoso.example smtp.contoso.example ");
  const Resolution stranger = court.judge({court.file("imap.contoso.example", ""), court.file("", "smtp.stranger.example", SourceId::directory)});
  CHECK(hosts(stranger) == "imap.contoso.example ");
  CHECK(stranger.outcome == Outcome::partial);
}

TEST_CASE("A listed domain falls when its mail goes elsewhere", "[decide]") {
  Court court("ada@outlook.nl");
  const Finding listed = court.listed("outlook.nl");
  CHECK(court.judge({listed}).mailbox.kind == Kind::outlook_com);
  CHECK(advises(court.judge({listed}), "unconfirmed"));
  CHECK(court.judge({listed, court.exchanger("mx.parking.example", Weight::provisional)}).outcome == Outcome::not_found);
  CHECK(court.judge({listed, court.exchanger("x.mail.protection.outlook.com", Weight::decisive)}).mailbox.kind == Kind::microsoft365);
  CHECK(court.judge({listed, court.exchanger("x.olc.protection.outlook.com", Weight::decisive)}).mailbox.confidence == Confidence::certain);
}

TEST_CASE("A known cloud without known servers is half an answer", "[decide]") {
  Court court;
  const Resolution result = court.judge({court.exchanger("x.mail.protection.sovcloud.fr", Weight::decisive)});
  CHECK(result.outcome == Outcome::partial);
  CHECK(result.mailbox.cloud == Cloud::bleu);
  CHECK(hosts(result).empty());
}

TEST_CASE("The submission host tells the Microsoft kinds apart", "[decide]") {
  Court court;
  CHECK(court.judge({court.file("outlook.office365.com", "smtp.office365.com")}).mailbox.kind == Kind::microsoft365);
  CHECK(court.judge({court.file("outlook.office365.com", "smtp-mail.outlook.com")}).mailbox.kind == Kind::outlook_com);
  CHECK(court.judge({court.file("outlook.office365.com", "")}).mailbox.confidence == Confidence::weak);
  CHECK(court.judge({court.file("outlook.office365.us", "smtp.office365.us")}).mailbox.cloud == Cloud::gcc_high);
}

TEST_CASE("A retired method in a published file is called retired, and the current one is added", "[decide]") {
  Court court;
  const Resolution result = court.judge({court.file("outlook.office365.com", "smtp.office365.com")});
  REQUIRE(result.settings.imap[0].auth.size() == 2);
  CHECK(result.settings.imap[0].auth[0].method == Method::oauth2);
  CHECK(result.settings.imap[0].auth[1].state == MethodState::retired);
  CHECK(result.settings.smtp[0].auth[0].state == MethodState::legacy);
  REQUIRE(result.settings.oauth2 != nullptr);
  CHECK(result.settings.oauth2->tenant.view() == "organizations");
}

TEST_CASE("Outlook.com's date holds for Outlook.com although its receiving hosts are shared", "[decide]") {
  Court court;
  const Resolution result = court.judge({court.file("outlook.office365.com", "smtp-mail.outlook.com")});
  REQUIRE(result.settings.imap[0].auth.size() == 2);
  CHECK(result.settings.imap[0].auth[1].since.view() == "2024-09-16");
  CHECK(result.settings.oauth2->tenant.view() == "consumers");
}

TEST_CASE("A checked file is shown as its author wrote it", "[decide]") {
  Court court;
  const Resolution result = court.judge({court.file("outlook.office365.com", "smtp.office365.com", SourceId::file)});
  REQUIRE(result.settings.imap[0].auth.size() == 1);
  CHECK(result.settings.imap[0].auth[0].method == Method::password);
}

TEST_CASE("A provider's own advice comes with its settings", "[decide]") {
  Court court;
  CHECK(advises(court.judge({court.exchanger(microsoft, Weight::decisive)}), "microsoft365-smtp-auth-may-be-off"));
  CHECK(advises(court.judge({court.file("outlook.office365.com", "smtp-mail.outlook.com")}), "outlook-com-oauth2-only"));
}

TEST_CASE("No advice stands twice", "[decide]") {
  Court court;
  const Resolution result =
      court.judge({court.exchanger(microsoft, Weight::decisive), court.file("outlook.office365.com", "smtp.office365.com"),
                   court.file("mail.a.example", "mail.a.example"), court.file("mail.a.example", "mail.a.example", SourceId::directory)});
  std::vector<std::string> texts;
  for (const Advice& advice : result.advice) texts.emplace_back(advice.text.view());
  std::sort(texts.begin(), texts.end());
  CHECK(std::adjacent_find(texts.begin(), texts.end()) == texts.end());
}
