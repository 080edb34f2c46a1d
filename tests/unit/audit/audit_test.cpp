// The world as answers: what an audit says of it.
#include "audit/audit.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "catch.hpp"
#include "schema.hpp"
#include "operations.hpp"
#include "world.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

namespace json = boost::json;

// One audit, played from an answers file.
class Audit {
 public:
  explicit Audit(const std::string& dns, const std::string& http = "{}", const char* domain = "contoso.example") {
    Options options;
    REQUIRE(options.set("answers", R"({"dns":)" + dns + R"(,"http":)" + http + "}"));
    const std::shared_ptr<Session> session = Session::open(options).value();
    const std::shared_ptr<Job> job = Operations(*session).audit(domain);
    REQUIRE(session->run(*job, std::nullopt, {}) == JobState::done);
    text = job->result->document;
    document = json::parse(text);
    CHECK(joined(check_schema("audit", text)).empty());
  }

  std::string severity(std::string_view id) const {
    for (const json::value& fault : document.at("faults").as_array()) {
      if (fault.at("id").as_string() == id) return std::string(fault.at("severity").as_string());
    }
    return "";
  }
  bool names(std::string_view id) const { return !severity(id).empty(); }
  std::string problems() const {
    std::string list;
    for (const json::value& fault : document.at("faults").as_array()) {
      if (fault.at("severity").as_string() != "info") list += std::string(fault.at("id").as_string()) + ' ';
    }
    return list;
  }
  const json::value& client(std::string_view name) const {
    const json::array& clients = document.at("clients").as_array();
    return *std::find_if(clients.begin(), clients.end(), [&](const json::value& c) { return c.at("client").as_string() == name; });
  }
  bool right(std::string_view name) const { return client(name).at("right").as_bool(); }
  bool has_line(std::string_view change, std::string_view line) const {
    const json::array& records = document.at("records").as_array();
    return std::any_of(records.begin(), records.end(),
                       [&](const json::value& r) { return r.at("change").as_string() == change && r.at("line").as_string() == line; });
  }

  std::string text;
  json::value document;
};

std::string page_at(const std::string& key, const std::string& body) {
  return json::serialize(json::value{{key, {{"status", 200}, {"body", body}}}});
}

const std::string own_file = "GET https://autoconfig.contoso.example/mail/config-v1.1.xml";
const std::string own_mail =
    R"("MX contoso.example":["10 mx.contoso.example."],"HOST mx.contoso.example":["192.0.2.1"],"HOST imap.contoso.example":["192.0.2.1"],)"
    R"("HOST smtp.contoso.example":["192.0.2.1"],"TXT contoso.example":["v=spf1 mx -all"],"HOST autoconfig.contoso.example":["192.0.2.1"])";
const std::string microsoft =
    R"("MX contoso.example":["0 contoso-example.mail.protection.outlook.com."],"HOST contoso-example.mail.protection.outlook.com":["192.0.2.1"],)"
    R"("TXT contoso.example":["v=spf1 include:spf.protection.outlook.com -all"])";
const std::string alias = R"(,"CNAME autodiscover.contoso.example":["autodiscover.outlook.com."],"HOST autodiscover.contoso.example":["192.0.2.2"])";

}  // namespace

TEST_CASE("A healthy domain has no fault", "[audit]") {
  const Audit own("{" + own_mail + "}", page_at(own_file, published("contoso.example")));
  CHECK(own.problems().empty());
  CHECK(own.right("Thunderbird"));
  CHECK(own.client("Thunderbird").at("finds").at("imap").as_string() == "imap.contoso.example:993 tls");
  CHECK(own.client("Apple Mail").at("finds").at("imap").is_null());
  const Audit work("{" + microsoft + alias + "}");
  CHECK(work.problems().empty());
  CHECK(work.right("Outlook"));
  CHECK(work.right("Apple Mail"));
}

TEST_CASE("A stale file of the web host is named, with what replaces it", "[audit]") {
  const Audit audit("{" + microsoft + alias + R"(,"HOST imap.contoso.example":["192.0.2.1"],"HOST smtp.contoso.example":["192.0.2.1"]})",
                    page_at(own_file, published("contoso.example")));
  CHECK(audit.problems() == "published-contradicts-mx ");
  CHECK_FALSE(audit.right("Thunderbird"));
  CHECK_FALSE(audit.right("K-9 Mail and Thunderbird for Android"));
  CHECK(audit.right("Outlook"));
  CHECK(audit.right("Homing"));
  CHECK(audit.document.at("files").at(0).at("content").as_string().find("outlook.office365.com") != std::string::npos);
}

TEST_CASE("The alias of Autodiscover is missing, elsewhere, or left over", "[audit]") {
  const Audit missing("{" + microsoft + "}");
  CHECK(missing.problems() == "autodiscover-alias-missing ");
  CHECK(missing.has_line("add", "autodiscover.contoso.example. 3600 IN CNAME autodiscover.outlook.com."));
  const Audit elsewhere("{" + microsoft + R"(,"HOST autodiscover.contoso.example":["192.0.2.3"]})");
  CHECK(elsewhere.problems() == "autodiscover-alias-elsewhere ");
  CHECK(elsewhere.has_line("replace", "autodiscover.contoso.example. 3600 IN CNAME autodiscover.outlook.com."));
  const Audit cloud("{" + microsoft +
                    R"(,"CNAME autodiscover.contoso.example":["autodiscover.office365.us."],"HOST autodiscover.contoso.example":["192.0.2.2"]})");
  CHECK(cloud.names("autodiscover-alias-elsewhere"));
  const Audit left("{" + own_mail + alias + "}", page_at(own_file, published("contoso.example")));
  CHECK(left.problems() == "autodiscover-left-over ");
  CHECK(left.has_line("remove", "autodiscover.contoso.example. 3600 IN CNAME autodiscover.outlook.com."));
}

TEST_CASE("Sending rules are judged beside the exchangers", "[audit]") {
  const auto with = [](const std::string& rules) {
    return Audit(R"({"MX contoso.example":["0 contoso-example.mail.protection.outlook.com."],"TXT contoso.example":[)" + rules + "]" + alias + "}");
  };
  CHECK(with(R"("v=spf1 -all","v=spf1 include:spf.protection.outlook.com -all")").severity("spf-several") == "problem");
  CHECK(with(R"("v=spf1 a -all")").severity("spf-provider-missing") == "problem");
  CHECK(with(R"("v=spf1 include:_spf.other.example -all")").severity("spf-provider-missing") == "warning");
  CHECK(with(R"("V=SPF1 include:SPF.protection.outlook.com. -all")").severity("spf-provider-missing").empty());
  CHECK(with(R"("verification=1")").severity("spf-missing") == "info");
  CHECK(with(R"("v=spf1 a -all")").has_line("replace", R"(contoso.example. 3600 IN TXT "v=spf1 include:spf.protection.outlook.com a -all")"));
}

TEST_CASE("Exchangers that are dead, mixed, or none at all are named", "[audit]") {
  CHECK(Audit(R"({"MX contoso.example":["10 gone.contoso.example."]})").names("mx-target-missing"));
  CHECK(Audit(R"({"MX contoso.example":["0 .","10 mx.contoso.example."],"HOST mx.contoso.example":["192.0.2.1"]})").names("mx-null-beside-others"));
  CHECK(Audit(R"({"HOST contoso.example":["192.0.2.1"],"MX contoso.example":[]})").names("mx-missing"));
  CHECK(Audit("{}").names("domain-missing"));
  const Audit null(R"({"MX contoso.example":["0 ."],"HOST imap.contoso.example":["192.0.2.1"],"HOST smtp.contoso.example":["192.0.2.1"]})",
                   page_at(own_file, published("contoso.example")));
  CHECK(null.names("mx-null-beside-settings"));
}

TEST_CASE("What programs read over the web is judged where they read it", "[audit]") {
  const auto with = [](const std::string& http) { return Audit("{" + own_mail + "}", http); };
  CHECK(with(page_at(own_file, "<clientConfig>")).names("autoconfig-malformed"));
  CHECK(with(page_at(own_file, "<!DOCTYPE html><html>")).names("page-instead-of-file"));
  CHECK(with(page_at("GET http://autoconfig.contoso.example/mail/config-v1.1.xml", published("contoso.example"))).names("autoconfig-only-http"));
  CHECK(with(R"({")" + own_file + R"(":"CERTIFICATE"})").names("certificate"));
  CHECK(with(R"({")" + own_file + R"(":"TIMEOUT"})").names("host-silent"));
  const auto redirect = [&](const std::string& to) {
    return with(R"({")" + own_file + R"(":{"status":302,"headers":{"location":")" + to + R"("}}})");
  };
  CHECK(redirect("http://autoconfig.contoso.example/x").names("redirect-to-http"));
  CHECK(redirect("https://stranger.example/x").names("redirect-to-stranger"));
  CHECK(redirect("").names("redirect-broken"));
}

TEST_CASE("Servers in plain text, of the past, and with ways to sign in that are over are named", "[audit]") {
  std::string file = published("contoso.example");
  const auto replace = [&](const std::string& from, const std::string& to) { file.replace(file.find(from), from.size(), to); };
  replace("<port>993</port><socketType>SSL", "<port>143</port><socketType>plain");
  replace("smtp.contoso.example", "smtp.live.com");
  const Audit audit("{" + own_mail + "}", page_at(own_file, file));
  CHECK(audit.names("plain-text"));
  CHECK(audit.names("retired-server"));
  CHECK(audit.names("server-missing"));
  CHECK_FALSE(audit.right("K-9 Mail and Thunderbird for Android"));
  std::string outlook = published("contoso.example");
  for (const auto& [from, to] :
       {std::pair("imap.contoso.example", "outlook.office365.com"), std::pair("smtp.contoso.example", "smtp-mail.outlook.com")})
    outlook.replace(outlook.find(from), std::string_view(from).size(), to);
  CHECK(Audit("{" + own_mail + "}", page_at(own_file, outlook)).names("retired-sign-in"));
}

TEST_CASE("Two sources that disagree are named, and so are answers of Autodiscover with faults", "[audit]") {
  const std::string pox =
      "<Autodiscover><Response><Account><Action>settings</Action><Protocol><Type>IMAP</Type><Server>192.0.2.7</Server><Port>993</Port></Protocol>"
      "<Protocol><Type>SMTP</Type><Server>smtp.contoso.example</Server><Port>465</Port><SPA>on</SPA></Protocol></Account></Response></Autodiscover>";
  json::object http = json::parse(page_at("POST https://contoso.example/autodiscover/autodiscover.xml", pox)).as_object();
  const json::value file = json::parse(page_at(own_file, published("contoso.example")));
  for (const auto& member : file.as_object()) http.insert(member);
  const Audit audit("{" + own_mail + R"(,"HOST contoso.example":["192.0.2.1"]})", json::serialize(http));
  CHECK(audit.severity("sources-disagree") == "problem");
  CHECK(audit.names("autodiscover-problem"));
}

TEST_CASE("The directory's entry for an exchanger is found as each program looks for it", "[audit]") {
  const Audit audit(R"({"MX contoso.example":["0 contoso.mail.eo.outlook.com."]})",
                    page_at("GET https://autoconfig.thunderbird.net/v1.1/outlook.com", published("outlook.com")));
  CHECK(audit.client("Thunderbird").at("finds").at("how").as_string() == "https://autoconfig.thunderbird.net/v1.1/outlook.com");
}

TEST_CASE("Nobody who answers is told apart from nothing published", "[audit]") {
  const Audit audit(R"({"MX contoso.example":"TIMEOUT"})");
  CHECK(audit.document.at("outcome").as_string() == "unreachable");
  CHECK(audit.document.at("faults").as_array().empty());
}

TEST_CASE("The manifest of mail programs follows its schema", "[audit]") {
  CHECK(joined(check_schema("clients", slurp(HOMING_SOURCE_DIR "/manifests/clients.json"))).empty());
}
