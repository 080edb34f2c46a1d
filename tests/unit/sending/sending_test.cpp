// The world as answers: what is said of the ways to send.
#include "sending/sending.hpp"

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "catch.hpp"
#include "schema.hpp"
#include "operations.hpp"
#include "unit/world.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

namespace json = boost::json;

struct Setting {
  const char *name, *value;
};

class Sending {
 public:
  explicit Sending(const std::string& dns, const char* domain = "contoso.example", std::vector<Setting> settings = {}) {
    Options options;
    REQUIRE(options.set("answers", R"({"dns":{)" + dns + "}}"));
    for (const Setting& setting : settings) REQUIRE(options.set(setting.name, setting.value));
    const std::shared_ptr<Session> session = Session::open(options).value();
    const std::shared_ptr<Job> job = Operations(*session).options_to_send(domain);
    REQUIRE(session->run(*job, std::nullopt, {}) == JobState::done);
    document = json::parse(job->result->document);
    CAPTURE(job->result->document);
    CHECK(joined(check_schema("sending", job->result->document)).empty());
  }

  const json::value& option(std::string_view id) const {
    const json::array& options = document.at("options").as_array();
    return *std::find_if(options.begin(), options.end(), [&](const json::value& o) { return o.at("id").as_string() == id; });
  }
  std::string text(std::string_view id, std::string_view key) const { return std::string(option(id).at(key).as_string()); }
  std::string fits(std::string_view id) const { return text(id, "fits"); }
  const json::value& spf() const { return document.at("dns").at("spf"); }
  std::string others() const { return std::string(spf().at("others").as_string()); }
  std::string fault() const { return spf().at("fault").is_null() ? "" : std::string(spf().at("fault").as_string()); }

  json::value document;
};

const std::string mx = R"("MX contoso.example":["0 contoso-example.mail.protection.outlook.com."])";
const std::string microsoft_rules = R"(,"TXT spf.protection.outlook.com":["v=spf1 ip4:40.92.0.0/15 -all"])";

std::string rules(const std::string& record) { return mx + microsoft_rules + R"(,"TXT contoso.example":[")" + record + "\"]"; }

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("The dates of a password are those of the provider's manifest", "[sending]") {
  const Sending sending(mx);
  const Known provider = catalogue().provider("microsoft365");
  Arena arena;
  const Address everybody = parse_mail_domain("contoso.example").value();
  const Settings& settings = *Catalogue::settings(provider, everybody, arena);
  const json::value& password = sending.option("client-submission").at("sign_in").at(1);
  CHECK(std::string_view(password.at("until").as_string()) == settings.smtp[0].auth[1].until.view());
  CHECK(sending.option("client-submission").at("limits") == json::parse(std::string_view(settings.limits)));
}

TEST_CASE("What receivers make of an unnamed address follows the last term", "[sending]") {
  CHECK(Sending(rules("v=spf1 include:spf.protection.outlook.com -all")).others() == "fail");
  CHECK(Sending(rules("v=spf1 include:spf.protection.outlook.com ~all")).others() == "softfail");
  CHECK(Sending(rules("v=spf1 include:spf.protection.outlook.com ?all")).others() == "neutral");
  CHECK(Sending(rules("v=spf1 include:spf.protection.outlook.com")).others() == "neutral");
  CHECK(Sending(rules("v=spf1 +all")).others() == "pass");
  CHECK(Sending(rules("no rules here")).others() == "none");
  CHECK(has(Sending(rules("v=spf1 +all")).text("direct-send", "why"), "(+all), which protects nobody"));
  CHECK(has(Sending(rules("no rules here")).text("direct-send", "why"), "No SPF record vouches"));
}

TEST_CASE("A redirect is followed for what happens to others", "[sending]") {
  const Sending sending(rules("v=spf1 redirect=_spf.contoso.example") +
                        R"(,"TXT _spf.contoso.example":["v=spf1 include:spf.protection.outlook.com ~all"])");
  CHECK(sending.others() == "softfail");
  CHECK(sending.spf().at("provider_may_send").as_string() == "yes");
  CHECK(sending.spf().at("look_ups") == 2);
  CHECK(sending.fits("client-submission") == "yes");
}

TEST_CASE("Rules that include each other end, and count once", "[sending]") {
  const Sending sending(rules("v=spf1 include:a.example -all") + R"(,"TXT a.example":["v=spf1 include:contoso.example include:a.example -all"])");
  CHECK(sending.spf().at("look_ups") == 3);
  CHECK(sending.spf().at("provider_may_send").as_string() == "no");
}

TEST_CASE("Broken sending rules are named, and nothing is promised on them", "[sending]") {
  const Sending several(mx + R"(,"TXT contoso.example":["v=spf1 mx -all","v=spf1 include:spf.protection.outlook.com -all"])");
  CHECK(has(several.fault(), "there are 2 records"));
  CHECK(several.others() == "permerror");
  CHECK(several.fits("client-submission") == "maybe");
  CHECK(has(several.text("direct-send", "why"), "SPF record is broken"));
  const Sending typo(rules("v=spf1 includes:spf.protection.outlook.com -all"));
  CHECK(has(typo.fault(), "no standard knows the term includes:spf.protection.outlook.com"));
  const Sending empty(rules("v=spf1 include:spf.protection.outlook.com include:gone.example -all") + R"(,"TXT gone.example":"NXDOMAIN")");
  CHECK(has(empty.fault(), "contoso.example names gone.example, which has no SPF record"));
}

TEST_CASE("Rules that were not heard in full leave open who may send", "[sending]") {
  const Sending sending(rules("v=spf1 include:slow.example -all") + R"(,"TXT slow.example":"TIMEOUT")");
  CHECK(sending.spf().at("provider_may_send").as_string() == "unknown");
  CHECK(sending.fits("client-submission") == "yes");
  CHECK(has(sending.text("client-submission", "why"), "did not tell whether SPF lets"));
}

TEST_CASE("Hundreds of includes are not followed", "[sending]") {
  std::string record = "v=spf1", dns;
  for (int i = 0; i < 32; ++i) {
    const std::string name = "i" + std::to_string(i) + ".example";
    record += " include:" + name;
    dns += ",\"TXT " + name + "\":[\"v=spf1 include:j" + name + " -all\"]";
  }
  const Sending sending(rules(record + " -all") + dns);
  CHECK(sending.spf().at("look_ups").as_int64() > 10);
  CHECK(sending.document.at("timing").at("questions").as_int64() < 60);
}

TEST_CASE("A key of DKIM may vouch where the rules do not", "[sending]") {
  const std::string key = R"(,"CNAME selector2._domainkey.contoso.example":["selector2-contoso-example._domainkey.contoso.onmicrosoft.com."])";
  const Sending sending(rules("v=spf1 mx -all") + key);
  CHECK(has(sending.text("client-submission", "why"), "A DKIM signature of Exchange Online may vouch"));
  CHECK(sending.document.at("dns").at("dkim").at(0).at("form").as_string() == "old");
  const Sending foreign(rules("v=spf1 mx -all") + R"(,"CNAME selector1._domainkey.contoso.example":["dkim.mailer.example."])");
  CHECK_FALSE(has(foreign.text("client-submission", "why"), "DKIM"));
  CHECK(foreign.document.at("dns").at("dkim").at(0).at("form").as_string() == "other");
}

TEST_CASE("An organisation's own name is answered from the catalogue and still asked for its records", "[sending]") {
  const Sending sending(R"("MX contoso.onmicrosoft.com":["0 contoso.mail.protection.outlook.com."],)"
                        R"("TXT contoso.onmicrosoft.com":["v=spf1 include:spf.protection.outlook.com -all"])" +
                            microsoft_rules,
                        "contoso.onmicrosoft.com");
  CHECK(sending.fits("smtp-relay") == "yes");
  CHECK(sending.text("smtp-relay", "host") == "contoso.mail.protection.outlook.com");
  CHECK(sending.spf().at("provider_may_send").as_string() == "yes");
}

TEST_CASE("Without an MX the endpoint of an organisation is not known", "[sending]") {
  const Sending silent(R"("MX contoso.onmicrosoft.com":"TIMEOUT")", "contoso.onmicrosoft.com");
  CHECK(silent.fits("direct-send") == "unknown");
  CHECK(silent.option("direct-send").at("host").is_null());
  CHECK(has(silent.text("direct-send", "why"), "did not tell the exchangers"));
  const Sending none(R"("MX contoso.onmicrosoft.com":[])", "contoso.onmicrosoft.com");
  CHECK(has(none.text("direct-send", "why"), "has no MX"));
}

TEST_CASE("Where the mailboxes are only weakly shown nothing is certain", "[sending]") {
  const Sending sending(R"("MX contoso.example":["0 contoso-example.protection.office365.us."],)"
                        R"("TXT contoso.example":["v=spf1 include:spf.protection.office365.us -all"],)"
                        R"("TXT spf.protection.office365.us":["v=spf1 -all"])");
  CHECK(sending.document.at("mailbox").at("confidence").as_string() == "weak");
  CHECK(sending.fits("client-submission") == "maybe");
  CHECK(has(sending.text("graph", "why"), "only weakly shown"));
}

TEST_CASE("A domain that takes no mail sends none either", "[sending]") {
  const Sending sending(R"("MX contoso.example":["0 ."])");
  for (const json::value& option : sending.document.at("options").as_array()) CHECK(option.at("fits").as_string() == "no");
  CHECK(has(sending.text("client-submission", "why"), "takes no mail"));
}

TEST_CASE("A gateway in front of an unknown place hides what fits", "[sending]") {
  const Sending sending(R"("MX contoso.example":["10 eu-smtp-inbound-1.mimecast.com."])");
  CHECK(sending.fits("client-submission") == "unknown");
  CHECK(sending.fits("graph") == "unknown");
}

TEST_CASE("Records that are no UTF-8 come out as text", "[sending]") {
  const Sending sending(mx + R"(,"TXT contoso.example":["v=spf1 )" + "\xC3\xBC" + R"( include:spf.protection.outlook.com -all"])");
  CHECK(has(sending.fault(), "\xC3\xBC"));
}

TEST_CASE("An installed manifest replaces the ways to send", "[sending]") {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "homing-sending-manifest";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "sending.json")
      << R"({"options":[{"id":"own-relay","name":"Own relay","server":{"of":"named","host":"relay.x.example","port":465,"security":"tls",)"
      << R"("auth":["password"]},"recipients":"anyone","clouds":["worldwide"],"spf":"none","needs":[],"link":"https://x.example/"}],"sources":[]})";
  const Sending sending(mx, "contoso.example", {{"catalog.dir", folder.c_str()}});
  REQUIRE(sending.document.at("options").as_array().size() == 1);
  CHECK(sending.text("own-relay", "host") == "relay.x.example");
  CHECK(sending.fits("own-relay") == "yes");
  std::ofstream(folder / "sending.json") << R"({"options":[{"id":1}]})";
  Options options;
  REQUIRE(options.set("catalog.dir", folder.c_str()));
  const auto refused = Session::open(options);
  REQUIRE_FALSE(refused);
  CHECK(has(refused.error().sentence, "/options/0/id"));
  std::filesystem::remove_all(folder);
}

TEST_CASE("A malformed domain is refused", "[sending]") {
  const std::shared_ptr<Session> session = Session::open(Options()).value();
  CHECK(Operations(*session).options_to_send("contoso")->state == JobState::refused);
  CHECK(Operations(*session).options_to_send("")->state == JobState::refused);
  CHECK(Operations(*session).options_to_send("ada@contoso.example")->state == JobState::refused);
}

TEST_CASE("The door gives the same document", "[sending]") {
  Options options;
  REQUIRE(options.set("answers", "{\"dns\":{" + mx + "}}"));
  const std::shared_ptr<Session> session = Session::open(options).value();
  const std::string request = R"({"op":"options-to-send","domain":"contoso.example"})";
  CHECK(joined(check_schema("request", request)).empty());
  CHECK_FALSE(check_schema("request", R"({"op":"options-to-send"})").empty());
  const std::shared_ptr<Job> called = Operations(*session).call(request);
  const std::shared_ptr<Job> direct = Operations(*session).options_to_send("contoso.example");
  REQUIRE(session->run(*called, std::nullopt, {}) == JobState::done);
  REQUIRE(session->run(*direct, std::nullopt, {}) == JobState::done);
  CHECK(json::parse(called->result->document).at("options") == json::parse(direct->result->document).at("options"));
}
