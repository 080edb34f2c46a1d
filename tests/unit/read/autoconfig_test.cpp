#include "read/autoconfig.hpp"

#include "catch.hpp"
#include "model/utf8.hpp"
#include "unit/world.hpp"

using namespace homing;

namespace {

// One section in a file; `inner` stands inside it.
std::string imap_file(const std::string& inner) {
  return "<clientConfig version='1.1'><emailProvider id='x'><domain>contoso.example</domain><incomingServer type='imap'>" + inner +
         "</incomingServer></emailProvider></clientConfig>";
}
const std::string host = "<hostname>imap.contoso.example</hostname>";
const std::string tls = "<port>993</port><socketType>SSL</socketType>";
const std::string name = "<username>%EMAILADDRESS%</username>";
const std::string password = "<authentication>password-cleartext</authentication>";

struct Read {
  explicit Read(const std::string& xml, std::string_view typed = "ada@contoso.example")
      : ada(testing::address(typed)), result(read_autoconfig(xml, ada, arena)) {}
  const Autoconfig& file() const {
    if (!result) FAIL(result.error().sentence);
    return *result;
  }
  const Endpoint& imap() const {
    REQUIRE_FALSE(file().settings.imap.empty());
    return file().settings.imap[0];
  }
  bool complains(std::string_view text) const { return testing::complains(file().problems, text); }

  Arena arena;
  Address ada;
  Expected<Autoconfig> result;
};

}  // namespace

TEST_CASE("A plain file is read as its author meant it", "[read]") {
  const Read read(testing::published("contoso.example"));
  CHECK(read.file().display_name.view() == "Contoso");
  CHECK(read.imap().host.view() == "imap.contoso.example");
  CHECK(read.imap().port == 993);
  CHECK(read.imap().security == Security::tls);
  CHECK(read.imap().username.view() == "ada@contoso.example");
  REQUIRE(read.imap().auth.size() == 1);
  CHECK(read.imap().auth[0].method == Method::password);
  CHECK(read.file().settings.smtp[0].port == 465);
  CHECK(read.file().problems.empty());
}

TEST_CASE("Prefixes, versions, comments and unknown elements change nothing", "[read]") {
  const Read read(
      "<?xml version='1.0'?><!-- x --><ac:clientConfig xmlns:ac='urn:x' version='9.9'><ac:new/><ac:emailProvider id='x'><ac:domain "
      "purpose='mx'>contoso.example</ac:domain><ac:shiny>1</ac:shiny>"
      "<ac:incomingServer type='imap'><ac:hostname> <!-- here -->\n imap.contoso.example\n "
      "</ac:hostname><ac:port>993</ac:port><ac:socketType>SSL</ac:socketType><ac:future/>"
      "<ac:username><![CDATA[%EMAILADDRESS%]]></ac:username><ac:authentication>OAuth2</ac:authentication></ac:incomingServer></ac:emailProvider></"
      "ac:clientConfig>");
  CHECK(read.imap().host.view() == "imap.contoso.example");
  CHECK(read.imap().username.view() == "ada@contoso.example");
  CHECK(read.imap().auth[0].method == Method::oauth2);
}

TEST_CASE("A comment inside a value is no part of it", "[read]") {
  const Read read(imap_file("<hostname>imap<!-- the new one -->.contoso.example</hostname>" + tls + name + password));
  CHECK(read.imap().host.view() == "imap.contoso.example");
}

TEST_CASE("A file in another encoding is read by its byte order mark", "[read]") {
  const std::string ascii = testing::published("contoso.example");
  std::string wide = "\xFF\xFE";
  for (const char c : ascii) (wide += c) += '\0';
  CHECK(Read(wide).imap().host.view() == "imap.contoso.example");
  CHECK(Read("\xEF\xBB\xBF" + ascii).imap().host.view() == "imap.contoso.example");
}

TEST_CASE("Every word for a sign-in method is known", "[read]") {
  struct Row {
    const char* word;
    Method method;
  };
  const Row row = GENERATE(values<Row>({{"password-cleartext", Method::password},
                                        {"plain", Method::password},
                                        {"password-encrypted", Method::password_encrypted},
                                        {"secure", Method::password_encrypted},
                                        {"NTLM", Method::ntlm},
                                        {"GSSAPI", Method::gssapi},
                                        {"OAuth2", Method::oauth2},
                                        {"OAuth", Method::oauth2},
                                        {"TLS-client-cert", Method::client_certificate},
                                        {"none", Method::none}}));
  CHECK(Read(imap_file(host + tls + name + "<authentication>" + row.word + "</authentication>")).imap().auth[0].method == row.method);
}

TEST_CASE("Methods keep their order and stand once", "[read]") {
  const Read read(imap_file(host + tls + name + "<authentication>OAuth2</authentication><authentication>future</authentication>" + password +
                            "<authentication>plain</authentication>"));
  REQUIRE(read.imap().auth.size() == 2);
  CHECK(read.imap().auth[0].method == Method::oauth2);
  CHECK(read.imap().auth[1].method == Method::password);
  CHECK(read.complains("future"));
}

TEST_CASE("Methods for the web are not methods for mail", "[read]") {
  const Read read(imap_file(
      host + tls + name + "<authentication system='http'>OAuth2</authentication><authentication system='sasl'>password-cleartext</authentication>"));
  REQUIRE(read.imap().auth.size() == 1);
  CHECK(read.imap().auth[0].method == Method::password);
}

TEST_CASE("The kind of security is told by its word, and TLS by its port", "[read]") {
  struct Row {
    const char* word;
    int port;
    Security security;
  };
  const Row row = GENERATE(values<Row>({{"SSL", 993, Security::tls},
                                        {"ssl", 993, Security::tls},
                                        {"STARTTLS", 143, Security::starttls},
                                        {"plain", 143, Security::none},
                                        {"TLS", 993, Security::tls},
                                        {"TLS", 143, Security::starttls}}));
  CAPTURE(row.word, row.port);
  CHECK(Read(imap_file(host + "<port>" + std::to_string(row.port) + "</port><socketType>" + row.word + "</socketType>" + name + password))
            .imap()
            .security == row.security);
}

TEST_CASE("The first security that is known counts", "[read]") {
  CHECK(Read(imap_file(host + "<port>143</port><socketType>QUIC</socketType><socketType>STARTTLS</socketType><socketType>plain</socketType>" + name +
                       password))
            .imap()
            .security == Security::starttls);
}

TEST_CASE("A missing port is the one that IANA gave", "[read]") {
  CHECK(Read(imap_file(host + "<socketType>SSL</socketType>" + name + password)).imap().port == 993);
  CHECK(Read(imap_file(host + "<socketType>STARTTLS</socketType>" + name + password)).imap().port == 143);
  const Read smtp(
      "<clientConfig><emailProvider><outgoingServer><hostname>s.contoso.example</hostname><socketType>SSL</socketType></outgoingServer>"
      "<outgoingServer "
      "type='smtp'><hostname>s.contoso.example</hostname><socketType>STARTTLS</socketType></outgoingServer></emailProvider></clientConfig>");
  REQUIRE(smtp.file().settings.smtp.size() == 2);
  CHECK(smtp.file().settings.smtp[0].port == 465);
  CHECK(smtp.file().settings.smtp[1].port == 587);
}

TEST_CASE("A section that cannot be used drops only itself", "[read]") {
  for (const std::string& bad :
       {"<port>993</port><socketType>SSL</socketType>" + name + password, "<hostname></hostname>" + tls, "<hostname>im ap</hostname>" + tls,
        "<hostname>imap_x.contoso.example</hostname>" + tls, host + "<port>0</port><socketType>SSL</socketType>",
        host + "<port>65536</port><socketType>SSL</socketType>", host + "<port>99x</port><socketType>SSL</socketType>", host + "<port>143</port>",
        host + "<port>143</port><socketType>maybe</socketType>"}) {
    CAPTURE(bad);
    const Read read(imap_file(bad + "</incomingServer><incomingServer type='imap'>" + host + tls + name + password));
    REQUIRE(read.file().settings.imap.size() == 1);
    CHECK(read.imap().host.view() == "imap.contoso.example");
    CHECK(read.complains("Dropped"));
  }
}

TEST_CASE("A user name is never invented", "[read]") {
  CHECK(Read(imap_file(host + tls + "<username>%REALNAME%</username>" + password)).imap().username.empty());
  CHECK(Read(imap_file(host + tls + "<username>%EMAILLOCALPART%</username>" + password)).imap().username.view() == "ada");
  CHECK(Read(imap_file(host + tls + password)).imap().username.view() == "ada@contoso.example");  // the draft's fallback, never "undefined"
  CHECK(Read(imap_file(host + tls + name + "<authentication>none</authentication>")).imap().username.view() == "ada@contoso.example");
}

TEST_CASE("Plain text comes last and is called a problem", "[read]") {
  const Read read(imap_file(host + "<port>143</port><socketType>plain</socketType>" + name + password +
                            "</incomingServer><incomingServer type='imap'>" + host + tls + name + password));
  REQUIRE(read.file().settings.imap.size() == 2);
  CHECK(read.imap().security == Security::tls);
  CHECK(read.file().settings.imap[1].security == Security::none);
  CHECK(read.complains("Plain text"));
}

TEST_CASE("The author hears what other programs will stumble over", "[read]") {
  CHECK(Read(imap_file(host + "<port>143</port><socketType>SSL</socketType>" + name + password)).complains("contradict"));
  CHECK(Read(imap_file("<hostname>192.0.2.1</hostname>" + tls + name + password)).complains("IP address"));
  CHECK(Read(imap_file(host + tls + name)).complains("No known <authentication>"));
  CHECK(Read(imap_file(host + tls + name + password)).complains("<outgoingServer>"));
  CHECK(Read("<clientConfig><emailProvider><domain>other.example</domain></emailProvider></clientConfig>").complains("contoso.example"));
}

TEST_CASE("The provider that names the domain is meant, else the first", "[read]") {
  const auto provider = [](const std::string& domain) {
    return "<emailProvider><domain>" + domain + "</domain><incomingServer type='imap'><hostname>imap." + domain + "</hostname>" + tls + name +
           password + "</incomingServer></emailProvider>";
  };
  CHECK(Read("<clientConfig>" + provider("a.example") + provider("contoso.example") + "</clientConfig>").imap().host.view() ==
        "imap.contoso.example");
  CHECK(Read("<clientConfig>" + provider("a.example") + provider("CONTOSO.example") + "</clientConfig>").imap().host.view() ==
        "imap.contoso.example");
  CHECK(Read("<clientConfig>" + provider("a.example") + provider("b.example") + "</clientConfig>").imap().host.view() == "imap.a.example");
}

TEST_CASE("What is no configuration at all is a fault", "[read]") {
  for (const char* const xml : {"", "   ", "settings", "<clientConfig>", "<clientConfig></emailProvider>", "<html><body/></html>", "<clientConfig/>",
                                "<clientConfig><other/></clientConfig>", "{\"imap\":1}", "<a/><clientConfig/>"}) {
    CAPTURE(xml);
    CHECK_FALSE(Read(xml).result);
  }
}

TEST_CASE("Size, depth and number are bounded", "[read]") {
  CHECK_FALSE(Read("<clientConfig><!--" + std::string(300 * 1024, 'x') + "--><emailProvider/></clientConfig>").result);
  std::string deep = "<clientConfig>";
  for (int i = 0; i < 5000; ++i) deep += "<a>";
  for (int i = 0; i < 5000; ++i) deep += "</a>";
  CHECK_FALSE(Read(deep + "</clientConfig>").result);
  std::string many;
  for (int i = 0; i < 500; ++i) many += host + tls + name + password + "</incomingServer><incomingServer type='imap'>";
  CHECK(Read(imap_file(many + host + tls)).file().settings.imap.size() <= 32);
}

TEST_CASE("Entities of a DTD are not expanded", "[read]") {
  const Read read("<!DOCTYPE x [<!ENTITY h 'imap.contoso.example'>]>" + imap_file("<hostname>&h;</hostname>" + tls));
  CHECK((!read.result || read.result->settings.imap.empty()));
}

TEST_CASE("Whatever bytes a file has, every text made of it is UTF-8", "[read]") {
  const std::string foreign =
      "gr\xFC\xDF"
      "e";
  const auto check = [](const Read& read) {
    if (!read.result) {
      CHECK(find_invalid_utf8(read.result.error().sentence) == utf8_is_valid);
      return;
    }
    CHECK(find_invalid_utf8(read.file().display_name) == utf8_is_valid);
    for (const Problem& problem : read.file().problems) CHECK(find_invalid_utf8(problem.text) == utf8_is_valid);
    for (const Advice& advice : read.file().settings.advice) {
      CHECK(find_invalid_utf8(advice.text) == utf8_is_valid);
      CHECK(find_invalid_utf8(advice.link) == utf8_is_valid);
    }
    for (const Endpoint& endpoint : read.file().settings.imap) CHECK(find_invalid_utf8(endpoint.username) == utf8_is_valid);
  };
  SECTION("in values") {
    check(Read(imap_file(host + tls + "<username>" + foreign + "</username><authentication>" + foreign + "</authentication>")));
  }
  SECTION("in the display name") {
    check(Read("<clientConfig><emailProvider><displayName>" + foreign + "</displayName></emailProvider></clientConfig>"));
  }
  SECTION("in the root element's name") { check(Read("<" + foreign + "/>")); }
  SECTION("in the type of a server") {
    check(Read("<clientConfig><emailProvider><incomingServer type='" + foreign + "'/></emailProvider></clientConfig>"));
  }
  SECTION("in the link of an instruction") {
    check(Read("<clientConfig><emailProvider><enable visiturl='https://contoso.example/" + foreign + "'/></emailProvider></clientConfig>"));
  }
}

TEST_CASE("OAuth2 is read beside and inside the provider", "[read]") {
  const std::string oauth =
      "<oAuth2><issuer>login.contoso.example</issuer><scope> mail  offline_access "
      "</scope><authURL>https://l.example/a</authURL><tokenURL>https://l.example/t</tokenURL><clientID>c</clientID></oAuth2>";
  for (const std::string& xml :
       {"<clientConfig><emailProvider/>" + oauth + "</clientConfig>", "<clientConfig><emailProvider>" + oauth + "</emailProvider></clientConfig>"}) {
    const Read read(xml);
    const OAuth* const value = read.file().settings.oauth2;
    REQUIRE(value != nullptr);
    CHECK(value->issuer.view() == "login.contoso.example");
    CHECK(value->token_endpoint.view() == "https://l.example/t");
    CHECK(value->client_id.view() == "c");
    REQUIRE_FALSE(value->imap_scopes.empty());
    CHECK(value->imap_scopes[0].view() == "mail");
  }
}

TEST_CASE("OAuth2 without https and issuer is dropped", "[read]") {
  const Read read(
      "<clientConfig><emailProvider/><oAuth2><authURL>http://l.example/a</authURL><tokenURL>http://l.example/t</tokenURL></oAuth2></clientConfig>");
  CHECK(read.file().settings.oauth2 == nullptr);
  CHECK(read.complains("Dropped"));
}

TEST_CASE("An instruction becomes advice, with its link only over https", "[read]") {
  const auto advice = [](const std::string& url) {
    return Read("<clientConfig><emailProvider><enable visiturl='" + url +
                "'><instruction>Switch IMAP on.</instruction></enable></emailProvider></clientConfig>");
  };
  const Read good = advice("https://contoso.example/imap");
  REQUIRE(good.file().settings.advice.size() == 1);
  CHECK(good.file().settings.advice[0].text.view() == "Switch IMAP on.");
  CHECK(good.file().settings.advice[0].link.view() == "https://contoso.example/imap");
  const Read bad = advice("javascript:alert(1)");
  REQUIRE(bad.file().settings.advice.size() == 1);
  CHECK(bad.file().settings.advice[0].link.empty());
}

TEST_CASE("A host may be an IPv4 address; what only looks like one is dropped", "[read]") {
  CHECK(Read(imap_file("<hostname>192.0.2.7</hostname>" + tls + name + password)).imap().host.view() == "192.0.2.7");
  for (const std::string written : {"10.922..1", "192.0.2", "192.0.2.256", "192.0.2.7.9", "mail.contoso.77", "[::1]", "2001:db8::1"}) {
    INFO(written);
    const Read read(imap_file("<hostname>" + written + "</hostname>" + tls + name + password));
    CHECK(read.file().settings.imap.empty());
    CHECK(read.complains("is not a host name"));
  }
}
