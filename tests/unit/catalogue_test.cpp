// The compiled-in catalogue against the facts it was made from.
#include "model/catalogue.hpp"

#include <boost/json.hpp>
#include <filesystem>
#include <map>
#include <set>

#include "catch.hpp"
#include "read/manifest.hpp"
#include "schema.hpp"
#include "unit/world.hpp"

using namespace homing;
using testing::catalogue;
namespace json = boost::json;

namespace {

const json::array& consumer_domains() {
  static const json::value facts = json::parse(testing::slurp(HOMING_SOURCE_DIR "/tests/unit/data/consumer-domains.json"));
  return facts.at("domains").as_array();
}

std::vector<std::filesystem::path> manifests() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(HOMING_SOURCE_DIR "/manifests/providers")) files.push_back(entry.path());
  return files;
}

json::value manifest(const std::filesystem::path& path) { return json::parse(testing::slurp(path.string())); }

const json::array& list(const json::value& object, std::string_view key) {
  static const json::array none;
  const json::value* const found = object.as_object().if_contains(key);
  return found == nullptr ? none : found->as_array();
}

std::string text(const json::value& value) { return std::string(value.as_string()); }

std::string domain_of(const json::value& entry) { return entry.is_string() ? text(entry) : text(entry.at("name")); }

// A name that fits a pattern.
std::string fitting(std::string pattern) {
  if (pattern.starts_with("*.")) pattern.replace(0, 1, "any.name");
  if (const std::size_t place = pattern.find("<letter>"); place != std::string::npos) pattern.replace(place, 8, "q");
  return pattern;
}

bool is_microsoft(const Known& known) { return known && known.mailbox().is_microsoft(); }

}  // namespace

TEST_CASE("Every domain of the consumer list is Outlook.com, as certain as its tier", "[catalogue]") {
  REQUIRE(consumer_domains().size() == 142);
  for (const json::value& fact : consumer_domains()) {
    const std::string domain = text(fact.at("domain"));
    CAPTURE(domain);
    const Known known = catalogue().domain(domain);
    REQUIRE(known);
    CHECK(known.mailbox().kind == Kind::outlook_com);
    CHECK(known.mailbox().cloud == Cloud::consumer);
    CHECK(known.name->tier == fact.at("tier").as_int64());
  }
}

TEST_CASE("No domain is Outlook.com that the consumer list does not name", "[catalogue]") {
  std::set<std::string> facts;
  for (const json::value& fact : consumer_domains()) facts.insert(text(fact.at("domain")));
  const json::value outlook = manifest(HOMING_SOURCE_DIR "/manifests/providers/outlook.com.json");
  for (const json::value& entry : list(outlook, "domains")) {
    CAPTURE(domain_of(entry));
    CHECK(facts.contains(domain_of(entry)));
  }
}

TEST_CASE("Neighbours of consumer domains are not Outlook.com", "[catalogue]") {
  for (const json::value& fact : consumer_domains()) {
    const std::string domain = text(fact.at("domain"));
    CAPTURE(domain);
    CHECK_FALSE(is_microsoft(catalogue().domain("x" + domain)));
    CHECK_FALSE(is_microsoft(catalogue().domain("evil." + domain + ".example")));
    CHECK_FALSE(is_microsoft(catalogue().domain(domain + ".example")));
    CHECK_FALSE(is_microsoft(catalogue().domain("mail." + domain)));
  }
}

TEST_CASE("Each form of a Microsoft exchanger leads to its cloud", "[catalogue]") {
  struct Row {
    const char* host;
    Kind kind;
    Cloud cloud;
  };
  const Row row = GENERATE(values<Row>({
      {"contoso-com.mail.protection.outlook.com", Kind::microsoft365, Cloud::worldwide},
      {"contoso-com.a-v1.mx.microsoft", Kind::microsoft365, Cloud::worldwide},
      {"contoso-com.z-v1.mx.microsoft", Kind::microsoft365, Cloud::worldwide},
      {"contoso-com.mail.eo.outlook.com", Kind::microsoft365, Cloud::worldwide},
      {"outlook-com.olc.protection.outlook.com", Kind::outlook_com, Cloud::consumer},
      {"1234.pamx1.hotmail.com", Kind::outlook_com, Cloud::consumer},
      {"contoso-com.mail.protection.office365.us", Kind::microsoft365, Cloud::gcc_high},
      {"contoso-com.protection.apps.mil", Kind::microsoft365, Cloud::dod},
      {"contoso-cn.mail.protection.partner.outlook.cn", Kind::microsoft365, Cloud::china},
      {"contoso-fr.mail.protection.sovcloud.fr", Kind::microsoft365, Cloud::bleu},
      {"contoso-de.mail.protection.sovcloud.de", Kind::microsoft365, Cloud::delos},
      {"contoso-de.mail.protection.outlook.de", Kind::microsoft365, Cloud::none},
  }));
  CAPTURE(row.host);
  const Known known = catalogue().exchanger(row.host);
  REQUIRE(known);
  CHECK(known.mailbox().kind == row.kind);
  CHECK(known.mailbox().cloud == row.cloud);
  CHECK(known.name->proves == table::Proof::mailbox);
}

TEST_CASE("Exchangers that only look like Microsoft's are nobody's", "[catalogue]") {
  for (const char* const host : {"mail.protection.outlook.com",
                                 "olc.protection.outlook.com",
                                 "protection.outlook.com",
                                 "outlook.com",
                                 "xmail.protection.outlook.com",
                                 "a.xmail.protection.outlook.com",
                                 "a.mail.protection.outlook.com.evil.example",
                                 "olc.protection.outlook.com.evil.example",
                                 "a.mail.protection.outlook.co",
                                 "a.mail.protection.notoutlook.com",
                                 "a-mail.protection.outlook.com",
                                 "mx.microsoft",
                                 "a.mx.microsoft.evil.example",
                                 "a.xmx.microsoft",
                                 "a.mail.eo.outlook.com.evil.example",
                                 "pamx1.hotmail.com.evil.example",
                                 "a.mail.protection.outlook.cn",
                                 "sovcloud.fr",
                                 "sovcloud.de",
                                 "office365.us",
                                 ""}) {
    CAPTURE(host);
    CHECK_FALSE(is_microsoft(catalogue().exchanger(host)));
  }
}

TEST_CASE("Every cloud has the servers that Microsoft documents", "[catalogue]") {
  // learn.microsoft.com, endpoint lists of each cloud; Microsoft 365 worldwide, IMAP and SMTP settings.
  struct Row {
    const char* exchanger;
    const char* imap;
    const char* smtp;
    const char* issuer;
  };
  const Row row = GENERATE(values<Row>({
      {"x.mail.protection.outlook.com", "outlook.office365.com", "smtp.office365.com", "login.microsoftonline.com"},
      {"x.olc.protection.outlook.com", "outlook.office365.com", "smtp-mail.outlook.com", "login.microsoftonline.com"},
      {"x.mail.protection.office365.us", "outlook.office365.us", "smtp.office365.us", "login.microsoftonline.us"},
      {"x.protection.apps.mil", "outlook-dod.office365.us", "outlook-dod.office365.us", "login.microsoftonline.us"},
      {"x.mail.protection.partner.outlook.cn", "partner.outlook.cn", "smtp.partner.outlook.cn", "login.partner.microsoftonline.cn"},
  }));
  CAPTURE(row.exchanger);
  Arena arena;
  const Settings& settings = *Catalogue::settings(catalogue().exchanger(row.exchanger), testing::address(), arena);
  REQUIRE((settings.imap.size() == 1 && settings.pop3.size() == 1 && settings.smtp.size() == 1));
  CHECK(settings.imap[0].host.view() == row.imap);
  CHECK(settings.imap[0].port == 993);
  CHECK(settings.imap[0].security == Security::tls);
  CHECK(settings.pop3[0].host.view() == row.imap);
  CHECK(settings.pop3[0].port == 995);
  CHECK(settings.smtp[0].host.view() == row.smtp);
  CHECK(settings.smtp[0].port == 587);
  CHECK(settings.smtp[0].security == Security::starttls);
  REQUIRE(settings.oauth2 != nullptr);
  CHECK(settings.oauth2->issuer.view() == row.issuer);
  for (const Endpoint* const endpoint : {&settings.imap[0], &settings.pop3[0], &settings.smtp[0]}) {
    CHECK(endpoint->auth[0].method == Method::oauth2);
    CHECK(endpoint->auth[0].state == MethodState::current);
    CHECK(endpoint->username.view() == "ada@contoso.example");
  }
}

TEST_CASE("Personal and work mailboxes sign in at different authorities with the same scopes", "[catalogue]") {
  Arena arena;
  const Settings& personal = *Catalogue::settings(catalogue().domain("outlook.com"), testing::address("ada@outlook.com"), arena);
  const Settings& work = *Catalogue::settings(catalogue().domain("contoso.onmicrosoft.com"), testing::address("ada@contoso.onmicrosoft.com"), arena);
  CHECK(personal.oauth2->tenant.view() == "consumers");
  CHECK(personal.oauth2->token_endpoint.view() == "https://login.microsoftonline.com/consumers/oauth2/v2.0/token");
  CHECK(work.oauth2->tenant.view() == "organizations");
  CHECK(work.oauth2->token_endpoint.view() == "https://login.microsoftonline.com/organizations/oauth2/v2.0/token");
  for (const OAuth* const oauth : {personal.oauth2, work.oauth2}) {
    CHECK(oauth->imap_scopes[0].view() == "https://outlook.office.com/IMAP.AccessAsUser.All");
    CHECK(oauth->pop3_scopes[0].view() == "https://outlook.office.com/POP.AccessAsUser.All");
    CHECK(oauth->smtp_scopes[0].view() == "https://outlook.office.com/SMTP.Send");
    CHECK(oauth->refresh_scopes[0].view() == "offline_access");
  }
}

TEST_CASE("Every manifest keeps its contract and names its sources", "[catalogue]") {
  REQUIRE(manifests().size() > 100);
  for (const auto& path : manifests()) {
    CAPTURE(path.filename().string());
    CHECK(testing::joined(testing::check_schema("provider", testing::slurp(path.string()))).empty());
    const json::value read = manifest(path);
    CHECK(path.filename() == text(read.at("id")) + ".json");
    CHECK_FALSE(list(read, "sources").empty());
    for (const json::value& source : list(read, "sources")) CHECK(text(source.at("url")).starts_with("https://"));
  }
  const std::string exchangers = testing::slurp(HOMING_SOURCE_DIR "/manifests/exchangers.json");
  CHECK(testing::joined(testing::check_schema("exchangers", exchangers)).empty());
}

TEST_CASE("The schema of manifests tells right from wrong", "[catalogue]") {
  const std::string right =
      R"({"id":"x","name":"X","kind":"other","domains":["x.example"],"imap":[{"host":"imap.x.example","port":993,"security":"tls","auth":["password"]}],"sources":[{"url":"https://x.example/","date":"2026-11-21","says":"x"}]})";
  CHECK(testing::joined(testing::check_schema("provider", right)).empty());
  const auto broken = [&](const std::string& from, const std::string& to) {
    std::string wrong = right;
    return !testing::check_schema("provider", wrong.replace(wrong.find(from), from.size(), to)).empty();
  };
  CHECK(broken("https://", "http://"));
  CHECK(broken("993", "0"));
  CHECK(broken("\"tls\"", "\"ssl\""));
  CHECK(broken("[\"password\"]", "[]"));
  CHECK(broken("x.example\"]", "X.example\"]"));
  CHECK(broken("\"name\"", "\"nom\""));
  CHECK(broken("2026-11-21", "today"));
}

TEST_CASE("No method is retired without a date, no date stands in the wrong order", "[catalogue]") {
  for (const auto& path : manifests()) {
    const json::value read = manifest(path);
    for (const std::string_view protocol : {"imap", "pop3", "smtp"}) {
      for (const json::value& endpoint : list(read, protocol)) {
        for (const json::value& method : endpoint.at("auth").as_array()) {
          if (method.is_string()) continue;
          CAPTURE(path.filename().string(), json::serialize(method));
          const json::object& object = method.as_object();
          if (text(method.at("state")) == "retired") CHECK(object.contains("since"));
          if (object.contains("since") && object.contains("until")) CHECK(text(method.at("since")) < text(method.at("until")));
        }
      }
    }
  }
}

TEST_CASE("No domain and no exchanger belongs to two providers", "[catalogue]") {
  std::map<std::string, std::string> owner;
  for (const auto& path : manifests()) {
    const json::value read = manifest(path);
    const std::string id = text(read.at("id"));
    const auto claim = [&](const std::string& name) {
      CAPTURE(name, id, owner[name]);
      CHECK(owner[name].empty());
      owner[name] = id;
    };
    for (const json::value& entry : list(read, "domains")) claim("domain " + domain_of(entry));
    for (const json::value& entry : list(read, "mx")) claim("mx " + text(entry.at("pattern")));
  }
}

TEST_CASE("Whatever a manifest names is found in the compiled tables", "[catalogue]") {
  for (const auto& path : manifests()) {
    const json::value read = manifest(path);
    const std::string name = text(read.at("name"));
    for (const json::value& entry : list(read, "domains")) {
      CAPTURE(name, domain_of(entry));
      CHECK(catalogue().domain(fitting(domain_of(entry))).mailbox().provider.view() == name);
    }
    for (const json::value& entry : list(read, "mx")) {
      CAPTURE(name, text(entry.at("pattern")));
      CHECK(catalogue().exchanger(fitting(text(entry.at("pattern")))).mailbox().provider.view() == name);
    }
    for (const std::string_view protocol : {"imap", "pop3", "smtp"}) {
      for (const json::value& endpoint : list(read, protocol)) {
        const std::string host = text(endpoint.at("host"));
        CAPTURE(name, host);
        if (host.find_first_not_of("0123456789.") != std::string::npos) CHECK(catalogue().host(host));
      }
    }
  }
}

TEST_CASE("Gateways prove nothing and verification names take no mail", "[catalogue]") {
  const json::value read = json::parse(testing::slurp(HOMING_SOURCE_DIR "/manifests/exchangers.json"));
  const auto check = [&](std::string_view section, table::Use use) {
    for (const json::value& entry : list(read, section)) {
      for (const json::value& pattern : entry.at("patterns").as_array()) {
        CAPTURE(text(pattern));
        const Known known = catalogue().exchanger(fitting(text(pattern)));
        REQUIRE(known);
        CHECK(known.provider == nullptr);
        CHECK(known.name->use == use);
        CHECK(known.note().view() == text(entry.at("name")));
      }
    }
  };
  check("gateways", table::Use::gateway);
  check("verification", table::Use::verification);
}

TEST_CASE("An installed catalogue stands above the compiled one", "[catalogue]") {
  ManifestReader reader;
  REQUIRE(reader.add_provider(R"({"id":"outlook.com","name":"Ours","kind":"other","domains":["outlook.com"]})", "x"));
  REQUIRE(reader.add_provider(R"({"id":"new","name":"New","kind":"other","domains":["gmail.com"]})", "y"));
  const Catalogue both(builtin_tables(), &reader.tables());
  CHECK(both.domain("outlook.com").mailbox().provider.view() == "Ours");
  CHECK_FALSE(both.domain("hotmail.com"));  // the same id replaces the whole manifest
  CHECK(both.domain("gmail.com").mailbox().provider.view() == "New");
  CHECK(both.domain("googlemail.com").mailbox().provider.view() == "Gmail");
  CHECK(both.exchanger("x.mail.protection.outlook.com").mailbox().kind == Kind::microsoft365);
}
