#include "read/autodiscover.hpp"

#include "catch.hpp"
#include "model/utf8.hpp"
#include "unit/world.hpp"

using namespace homing;
using Action = Autodiscover::Action;

namespace {

std::string answer(const std::string& response) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">"
         "<Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\">" +
         response + "</Response></Autodiscover>";
}

std::string settings(const std::string& protocols) {
  return answer("<User><DisplayName>Ada</DisplayName></User><Account><AccountType>email</AccountType><Action>settings</Action>" + protocols +
                "</Account>");
}

// A <Protocol>; `inner` stands behind its type and host.
std::string protocol(const std::string& type, const std::string& inner) {
  return "<Protocol><Type>" + type + "</Type><Server>mail.contoso.example</Server>" + inner + "</Protocol>";
}

struct Read {
  explicit Read(const std::string& xml, std::string_view asked_as = "ada@contoso.example")
      : ada(testing::address()), result(read_autodiscover(xml, ada, asked_as, arena)) {}
  const Autodiscover& file() const {
    if (!result) FAIL(result.error().sentence);
    return *result;
  }
  const Endpoint& first(Protocol of) const {
    REQUIRE_FALSE(file().settings.of(of).empty());
    return file().settings.of(of)[0];
  }
  std::string_view username() const { return first(Protocol::imap).username.view(); }
  bool complains(std::string_view text) const { return testing::complains(file().problems, text); }

  Arena arena;
  Address ada;
  Expected<Autodiscover> result;
};

const std::string hoster =
    settings(protocol("IMAP",
                      "<Port>993</Port><DomainRequired>off</DomainRequired><LoginName>ada@contoso.example</LoginName><SPA>off</SPA><SSL>on</SSL>"
                      "<AuthRequired>on</AuthRequired>") +
             protocol("POP3", "<Port>995</Port><LoginName>ada@contoso.example</LoginName><SPA>off</SPA><SSL>on</SSL>") +
             protocol("SMTP",
                      "<Port>587</Port><LoginName>ada@contoso.example</LoginName><SPA>off</SPA><SSL>on</SSL><Encryption>TLS</Encryption>"
                      "<AuthRequired>on</AuthRequired><UsePOPAuth>on</UsePOPAuth><SMTPLast>off</SMTPLast>"));

}  // namespace

TEST_CASE("A hoster's answer is read as its author meant it", "[read]") {
  const Read read(hoster);
  CHECK(read.file().action == Action::settings);
  CHECK(read.file().display_name.view() == "Ada");
  CHECK(read.first(Protocol::imap).host.view() == "mail.contoso.example");
  CHECK(read.first(Protocol::imap).port == 993);
  CHECK(read.first(Protocol::imap).security == Security::tls);
  CHECK(read.username() == "ada@contoso.example");
  REQUIRE(read.first(Protocol::imap).auth.size() == 1);
  CHECK(read.first(Protocol::imap).auth[0].method == Method::password);
  CHECK(read.first(Protocol::pop3).port == 995);
  CHECK(read.first(Protocol::smtp).port == 587);
  CHECK(read.first(Protocol::smtp).security == Security::starttls);
  CHECK(read.file().problems.empty());
}

TEST_CASE("Namespaces and prefixes of an answer change nothing", "[read]") {
  // Microsoft's reference pages show https:// where servers send http://.
  const Read read(
      "<a:Autodiscover xmlns:a='https://schemas.microsoft.com/exchange/autodiscover/responseschema/2006'><r:Response "
      "xmlns:r='https://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a'><r:Account><r:Action>settings</r:Action>"
      "<r:Protocol><r:Type>IMAP</r:Type><r:Server>imap.contoso.example</r:Server><r:Port>993</r:Port></r:Protocol></r:Account></r:Response>"
      "</a:Autodiscover>");
  CHECK(read.first(Protocol::imap).host.view() == "imap.contoso.example");
}

TEST_CASE("Encryption overrules SSL, and the port speaks where both are vague", "[read]") {
  struct Row {
    const char* inner;
    std::uint16_t port;
    Security security;
  };
  const Row row = GENERATE(values<Row>({{"<Port>143</Port><SSL>on</SSL><Encryption>None</Encryption>", 143, Security::none},
                                        {"<Port>993</Port><SSL>off</SSL><Encryption>SSL</Encryption>", 993, Security::tls},
                                        {"<Port>143</Port><SSL>on</SSL><Encryption>TLS</Encryption>", 143, Security::starttls},
                                        {"<Port>993</Port><Encryption>Auto</Encryption>", 993, Security::tls},
                                        {"<Port>143</Port><Encryption>auto</Encryption>", 143, Security::starttls},
                                        {"<Port>993</Port><SSL>on</SSL>", 993, Security::tls},
                                        {"<Port>993</Port>", 993, Security::tls},
                                        {"<Port>143</Port><SSL>on</SSL>", 143, Security::starttls},
                                        {"<Port>143</Port><SSL>Off</SSL>", 143, Security::none},
                                        {"<Port>10993</Port>", 10993, Security::tls},
                                        {"<Port>993</Port><Encryption>Quantum</Encryption>", 993, Security::tls},
                                        {"", 993, Security::tls},
                                        {"<SSL>off</SSL>", 143, Security::none},
                                        {"<Encryption>TLS</Encryption>", 143, Security::starttls}}));
  CAPTURE(row.inner);
  const Read read(settings(protocol("IMAP", row.inner)));
  CHECK(read.first(Protocol::imap).security == row.security);
  CHECK(read.first(Protocol::imap).port == row.port);
}

TEST_CASE("Submission stands at 587 unless implicit TLS is asked for (RFC 6409, RFC 8314)", "[read]") {
  struct Row {
    const char* inner;
    std::uint16_t port;
    Security security;
  };
  const Row row = GENERATE(values<Row>({{"", 587, Security::starttls},
                                        {"<Port>25</Port>", 25, Security::starttls},
                                        {"<Port>587</Port>", 587, Security::starttls},
                                        {"<Port>465</Port>", 465, Security::tls},
                                        {"<Encryption>SSL</Encryption>", 465, Security::tls},
                                        {"<Encryption>TLS</Encryption>", 587, Security::starttls},
                                        {"<SSL>off</SSL>", 587, Security::none}}));
  CAPTURE(row.inner);
  const Read read(settings(protocol("SMTP", row.inner)));
  CHECK(read.first(Protocol::smtp).security == row.security);
  CHECK(read.first(Protocol::smtp).port == row.port);
}

TEST_CASE("The owner of an answer hears what other programs will stumble over", "[read]") {
  CHECK(Read(settings(protocol("SMTP", "<Port>587</Port><SSL>on</SSL>"))).complains("STARTTLS is assumed"));
  CHECK(Read(settings(protocol("IMAP", "<Port>993</Port><Encryption>TLS</Encryption>"))).complains("contradict"));
  CHECK(Read(settings(protocol("IMAP", "<Port>143</Port><SSL>off</SSL>"))).complains("Plain text"));
  CHECK(Read(settings(protocol("IMAP", ""))).complains("<Port> is missing"));
  CHECK(Read(settings(protocol("IMAP", ""))).complains("SMTP"));
  CHECK(Read(settings(protocol("SMTP", ""))).complains("IMAP or POP3"));
  CHECK(Read(settings("<Protocol><Type>IMAP</Type><Server>192.0.2.7</Server></Protocol>")).complains("IP address"));
  CHECK(Read(settings("<Protocol><Type>IMAP</Type><Server>ssl://imap.contoso.example:993/</Server></Protocol>")).complains("URL"));
  CHECK(Read(settings("<Protocol><Type>NNTP</Type></Protocol>")).complains("nntp"));
}

TEST_CASE("A host with a scheme before it is still a host", "[read]") {
  const Read read(settings("<Protocol><Type>IMAP</Type><Server>ssl://IMAP.contoso.example:993/</Server><Port>993</Port></Protocol>"));
  CHECK(read.first(Protocol::imap).host.view() == "imap.contoso.example");
}

TEST_CASE("A user name is the address unless the answer names another", "[read]") {
  struct Row {
    const char* inner;
    const char* asked_as;
    const char* username;
  };
  const Row row = GENERATE(
      values<Row>({{"", "ada@contoso.example", "ada@contoso.example"},
                   {"<LoginName>ada</LoginName>", "ada@contoso.example", "ada"},
                   {"<LoginName>web123p4</LoginName>", "ada@contoso.example", "web123p4"},
                   {"<LoginName>postbox@contoso.example</LoginName>", "postbox@contoso.example", "ada@contoso.example"},
                   {"<LoginName>Postbox@Contoso.Example</LoginName>", "postbox@contoso.example", "ada@contoso.example"},
                   {"<LoginName>POSTBOX</LoginName>", "postbox@contoso.example", "ada"},
                   {"<LoginName>CONTOSO\\postbox</LoginName>", "postbox@contoso.example", "CONTOSO\\ada"},
                   {"<LoginName>CONTOSO\\grace</LoginName>", "postbox@contoso.example", ""},
                   {"<LoginName>two&#10;lines</LoginName>", "ada@contoso.example", "ada@contoso.example"},
                   {"<DomainRequired>on</DomainRequired><DomainName>CONTOSO</DomainName>", "ada@contoso.example", "CONTOSO\\ada"},
                   {"<DomainRequired>on</DomainRequired><DomainName/>", "ada@contoso.example", "ada@contoso.example"},
                   {"<DomainRequired>off</DomainRequired><DomainName>CONTOSO</DomainName>", "ada@contoso.example", "ada@contoso.example"},
                   {"<DomainRequired>on</DomainRequired><DomainName>CONTOSO</DomainName><LoginName>ada</LoginName>", "ada@contoso.example", "ada"}}));
  CAPTURE(row.inner, row.asked_as);
  CHECK(Read(settings(protocol("IMAP", row.inner)), row.asked_as).username() == row.username);
}

TEST_CASE("SPA is NTLM and on where it is absent; a server that wants no sign-in says so", "[read]") {
  const Read absent(settings(protocol("IMAP", "<Port>993</Port>")));
  REQUIRE(absent.first(Protocol::imap).auth.size() == 2);
  CHECK(absent.first(Protocol::imap).auth[0].method == Method::ntlm);
  CHECK(absent.first(Protocol::imap).auth[1].method == Method::password);
  const Read off(settings(protocol("IMAP", "<Port>993</Port><SPA>off</SPA>")));
  REQUIRE(off.first(Protocol::imap).auth.size() == 1);
  CHECK(off.first(Protocol::imap).auth[0].method == Method::password);
  const Read open(settings(protocol("SMTP", "<AuthRequired>off</AuthRequired>")));
  REQUIRE(open.first(Protocol::smtp).auth.size() == 1);
  CHECK(open.first(Protocol::smtp).auth[0].method == Method::none);
}

TEST_CASE("A protocol that cannot be used drops only itself", "[read]") {
  const std::string bad =
      GENERATE(values<std::string>({"<Server></Server>", "<Server>im ap</Server>", "<Server>imap_x.contoso.example</Server>",
                                    "<Server>192.0.2</Server>", "", "<Server>i.contoso.example</Server><Port>0</Port>",
                                    "<Server>i.contoso.example</Server><Port>65536</Port>", "<Server>i.contoso.example</Server><Port>99x</Port>"}));
  CAPTURE(bad);
  const Read read(settings("<Protocol><Type>IMAP</Type>" + bad + "</Protocol>" + protocol("IMAP", "<Port>993</Port>")));
  REQUIRE(read.file().settings.imap.size() == 1);
  CHECK(read.first(Protocol::imap).host.view() == "mail.contoso.example");
  CHECK(read.complains("Dropped"));
}

TEST_CASE("Plain text servers of an answer come last", "[read]") {
  const Read read(settings(protocol("IMAP", "<Port>143</Port><SSL>off</SSL>") + protocol("IMAP", "<Port>993</Port>")));
  REQUIRE(read.file().settings.imap.size() == 2);
  CHECK(read.file().settings.imap[0].port == 993);
  CHECK(read.file().settings.imap[1].security == Security::none);
}

TEST_CASE("Exchange tells its web addresses", "[read]") {
  const Read read(settings(
      "<Protocol><Type>EXCH</Type><Server>0f5c@contoso.example</Server><ASUrl>https://inside.contoso.example/EWS/Exchange.asmx</ASUrl></Protocol>"
      "<Protocol><Type>EXPR</Type><Server>mail.contoso.example</Server><EwsUrl>https://Mail.contoso.example/EWS/Exchange.asmx</EwsUrl>"
      "<ASUrl>https://mail.contoso.example/EWS/Exchange.asmx</ASUrl></Protocol>"
      "<Protocol><Type>WEB</Type><Internal><OWAUrl AuthenticationMethod='Basic'>https://inside.contoso.example/owa/</OWAUrl></Internal>"
      "<External><OWAUrl AuthenticationMethod='Fba'>https://mail.contoso.example/owa/</OWAUrl><Protocol><Type>EXPR</Type>"
      "<ASUrl>https://mail.contoso.example/Microsoft-Server-ActiveSync</ASUrl></Protocol></External></Protocol>"));
  REQUIRE(read.file().exchange.size() == 3);
  CHECK(read.file().exchange[0].type.view() == "EXCH");
  CHECK(read.file().exchange[0].server.view() == "0f5c@contoso.example");
  // MS-OXDSCLI section 2.2.4.1.1.2.5.2: ASUrl is the availability service, which is a part of EWS.
  CHECK(read.file().exchange[0].ews_url.view() == "https://inside.contoso.example/EWS/Exchange.asmx");
  CHECK(read.file().exchange[2].owa_url.view() == "https://mail.contoso.example/owa/");
  CHECK(read.file().exchange[2].activesync_url.view() == "https://mail.contoso.example/Microsoft-Server-ActiveSync");
  std::vector<std::string> services;
  for (const Service& service : read.file().settings.services) services.push_back(std::string(word(service.type)) + " " + service.url.c_str());
  CHECK(services == std::vector<std::string>{"ews https://mail.contoso.example/EWS/Exchange.asmx",
                                             "activesync https://mail.contoso.example/Microsoft-Server-ActiveSync",
                                             "owa https://mail.contoso.example/owa/", "ews https://inside.contoso.example/EWS/Exchange.asmx"});
  CHECK(read.file().problems.empty());
}

TEST_CASE("Only https addresses are services", "[read]") {
  for (const char* const url :
       {"http://mail.contoso.example/owa", "javascript:alert(1)", "https://ada:secret@contoso.example/", "https://", "/owa"}) {
    CAPTURE(url);
    CHECK(Read(settings("<Protocol><Type>EXPR</Type><OWAUrl>" + std::string(url) + "</OWAUrl></Protocol>")).file().settings.services.empty());
  }
}

TEST_CASE("Redirects are told, not followed", "[read]") {
  const Read address(answer("<Account><Action>redirectAddr</Action><RedirectAddr>Ada@Fabrikam.example</RedirectAddr></Account>"));
  CHECK(address.file().action == Action::redirect_address);
  CHECK(address.file().redirect.view() == "Ada@fabrikam.example");
  const Read url(answer(
      "<Account><Action>redirectUrl</Action><RedirectUrl>https://Auto.fabrikam.example/autodiscover/autodiscover.xml</RedirectUrl></Account>"));
  CHECK(url.file().action == Action::redirect_url);
  CHECK(url.file().redirect.view() == "https://auto.fabrikam.example/autodiscover/autodiscover.xml");
}

TEST_CASE("Redirects that cannot be followed are faults", "[read]") {
  for (const char* const account : {"<Action>redirectAddr</Action>", "<Action>redirectAddr</Action><RedirectAddr>nobody</RedirectAddr>",
                                    "<Action>redirectAddr</Action><RedirectAddr>ADA@contoso.example</RedirectAddr>", "<Action>redirectUrl</Action>",
                                    "<Action>redirectUrl</Action><RedirectUrl>http://a.example/</RedirectUrl>",
                                    "<Action>redirectUrl</Action><RedirectUrl>https://a b/</RedirectUrl>", "<Action>format-disk</Action>"}) {
    CAPTURE(account);
    const Read read(answer("<Account>" + std::string(account) + "</Account>"));
    REQUIRE_FALSE(read.result);
    CHECK_FALSE(read.result.error().sentence.empty());
  }
}

TEST_CASE("An error of the server is told with its code", "[read]") {
  const Read unknown(
      "<Autodiscover xmlns='http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006'><Response><Error Time='09:00' Id='1'>"
      "<ErrorCode>500</ErrorCode><Message>The e-mail address\ncannot be found.</Message><DebugData/></Error></Response></Autodiscover>");
  CHECK(unknown.file().action == Action::error);
  CHECK(unknown.file().error_code == 500);
  CHECK(unknown.file().error.view() == "The e-mail address cannot be found.");
  const Read silent(answer("<Error><ErrorCode>600</ErrorCode></Error>"));
  CHECK(silent.file().error_code == 600);
  CHECK_FALSE(silent.file().error.empty());
}

TEST_CASE("The form for ActiveSync is understood", "[read]") {
  const auto mobile = [](const std::string& action) {
    return "<Autodiscover "
           "xmlns:s='http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006'><s:Response><s:Culture>en:us</s:Culture>"
           "<s:Action>" +
           action + "</s:Action></s:Response></Autodiscover>";
  };
  const Read redirect(mobile("<s:Redirect>ada@fabrikam.example</s:Redirect>"));
  CHECK(redirect.file().action == Action::redirect_address);
  CHECK(redirect.file().redirect.view() == "ada@fabrikam.example");
  const Read found(
      mobile("<s:Settings><s:Server><s:Type>MobileSync</s:Type><s:Url>https://m.contoso.example/Microsoft-Server-ActiveSync</s:Url></s:Server></"
             "s:Settings>"));
  REQUIRE(found.file().settings.services.size() == 1);
  CHECK(found.file().settings.services[0].type == ServiceType::activesync);
  const Read error(mobile("<s:Error><Status>1</Status><Message>Directory unavailable</Message></s:Error>"));
  CHECK(error.file().action == Action::error);
  CHECK(error.file().error_code == 1);
  CHECK_FALSE(Read(mobile("")).result);
}

TEST_CASE("What is no Autodiscover answer is a fault", "[read]") {
  for (const char* const xml : {"", "<html><body/></html>", "<Autodiscover/>", "<Autodiscover><Response/></Autodiscover>", "<Autodiscover>",
                                "{\"Protocol\":1}", "<clientConfig/>"}) {
    CAPTURE(xml);
    CHECK_FALSE(Read(xml).result);
  }
}

TEST_CASE("The number of protocols is bounded", "[read]") {
  std::string many;
  for (int i = 0; i < 200; ++i) many += protocol("IMAP", "<Port>993</Port>");
  CHECK(Read(settings(many)).file().settings.imap.size() == 64);
  std::string exchange;
  for (int i = 0; i < 60; ++i) exchange += "<Protocol><Type>EXPR</Type><EwsUrl>https://h" + std::to_string(i) + ".example/</EwsUrl></Protocol>";
  CHECK(Read(settings(exchange)).file().settings.services.size() == 32);
}

TEST_CASE("Whatever bytes an answer has, every text made of it is UTF-8", "[read]") {
  const std::string foreign = "gr\xFC\xDF\x65";
  const Read read(settings("<Protocol><Type>" + foreign + "</Type></Protocol><Protocol><Type>IMAP</Type><Server>" + foreign + "</Server><Port>" +
                           foreign + "</Port></Protocol>" +
                           protocol("IMAP", "<LoginName>" + foreign + "</LoginName><Encryption>" + foreign + "</Encryption>")));
  CHECK(read.username() == "ada@contoso.example");
  for (const Problem& problem : read.file().problems) CHECK(find_invalid_utf8(problem.text) == utf8_is_valid);
  const Read root("<" + foreign + "/>");
  REQUIRE_FALSE(root.result);
  CHECK(find_invalid_utf8(root.result.error().sentence) == utf8_is_valid);
}

TEST_CASE("The request is the one that Microsoft documents, with the address escaped", "[read]") {
  CHECK(autodiscover_request("user@contoso.com") ==
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover "
        "xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\">"
        "<Request><EMailAddress>user@contoso.com</EMailAddress><AcceptableResponseSchema>"
        "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>");
  CHECK_THAT(autodiscover_request("\"<a&b>\"@contoso.example"), Catch::Contains("<EMailAddress>\"&lt;a&amp;b&gt;\"@contoso.example</EMailAddress>"));
}
