// What autoconfig files tell besides mail servers.
#include "read/autoconfig.hpp"

#include "catch.hpp"
#include "unit/world.hpp"

using namespace homing;

namespace {

struct Read {
  explicit Read(const std::string& xml) : ada(testing::address()), result(read_autoconfig(xml, ada, arena)) {}
  const Autoconfig& file() const {
    if (!result) FAIL(result.error().sentence);
    return *result;
  }
  bool complains(std::string_view text) const { return testing::complains(file().problems, text); }

  Arena arena;
  Address ada;
  Expected<Autoconfig> result;
};

const std::string imap =
    "<incomingServer type='imap'><hostname>imap.contoso.example</hostname><port>993</port><socketType>SSL</socketType>"
    "<username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></incomingServer>";

std::vector<std::string> services_of(const Read& read) {
  std::vector<std::string> services;
  for (const Service& service : read.file().settings.services) services.push_back(std::string(word(service.type)) + " " + service.url.c_str());
  return services;
}

std::string provider(const std::string& inside, const std::string& beside = "") {
  return "<clientConfig version='1.2'><emailProvider id='x'><domain>contoso.example</domain>" + inside + "</emailProvider>" + beside +
         "</clientConfig>";
}

}  // namespace

TEST_CASE("Servers that are URLs are services and replace no mail server", "[read]") {
  const Read read(
      provider("<incomingServer type='jmap'><url>https://jmap.contoso.example/session</url></incomingServer>"
               "<incomingServer type='activeSync'><url>https://a.contoso.example/</url></incomingServer>"
               "<incomingServer type='activesync'><url>https://a.contoso.example/</url></incomingServer>"
               "<incomingServer type='ews'><url>https://e.contoso.example/EWS/Exchange.asmx</url></incomingServer>"
               "<incomingServer type='graph'><url>https://graph.microsoft.com/</url></incomingServer>"
               "<incomingServer type='owa'><url>https://o.contoso.example/owa/</url></incomingServer>"
               "<outgoingServer type='graph'><url>https://graph.microsoft.com/</url></outgoingServer>"));
  CHECK(services_of(read) == std::vector<std::string>{"jmap https://jmap.contoso.example/session", "activesync https://a.contoso.example/",
                                                      "ews https://e.contoso.example/EWS/Exchange.asmx", "graph https://graph.microsoft.com/",
                                                      "owa https://o.contoso.example/owa/"});
  CHECK(read.file().settings.imap.empty());
  CHECK(read.file().settings.smtp.empty());
}

TEST_CASE("The older elements of Exchange's URLs are read, too", "[read]") {
  const Read read(
      provider("<incomingServer type='exchange'><hostname>mail.contoso.example</hostname><owaURL>https://mail.contoso.example/owa/</owaURL>"
               "<ewsURL>https://mail.contoso.example/EWS/Exchange.asmx</ewsURL>"
               "<easURL>https://mail.contoso.example/Microsoft-Server-ActiveSync</easURL></incomingServer>"));
  CHECK(services_of(read) == std::vector<std::string>{"owa https://mail.contoso.example/owa/", "ews https://mail.contoso.example/EWS/Exchange.asmx",
                                                      "activesync https://mail.contoso.example/Microsoft-Server-ActiveSync"});
}

TEST_CASE("Calendars, contacts and files stand beside the provider", "[read]") {
  const Read read(provider("",
                           "<calendar type='caldav'><url>https://sync.contoso.example/%EMAILADDRESS%/</url></calendar>"
                           "<addressBook><serverURL>https://sync.contoso.example/contacts/</serverURL></addressBook>"
                           "<fileShare type='webdav'><url>https://files.contoso.example/</url></fileShare>"
                           "<webdav><url>https://dav.contoso.example/</url></webdav><chatServer type='xmpp'/>"
                           "<calendar type='novel'><url>https://novel.contoso.example/</url></calendar>"));
  CHECK(services_of(read) == std::vector<std::string>{"caldav https://sync.contoso.example/ada@contoso.example/",
                                                      "carddav https://sync.contoso.example/contacts/", "webdav https://files.contoso.example/",
                                                      "webdav https://dav.contoso.example/"});
}

TEST_CASE("Only https URLs are services, and a bad one never spoils the file", "[read]") {
  for (const std::string url : {"", "http://a.example/", "ftp://a.example/", "https://ada:x@a.example/", "https://192.0.2.7/", "a.example"}) {
    CAPTURE(url);
    const Read read(provider(imap + "<incomingServer type='jmap'><url>" + url + "</url></incomingServer>"));
    CHECK(read.file().settings.services.empty());
    CHECK(read.file().settings.imap.size() == 1);
    CHECK(read.complains("is no https URL"));
  }
}

TEST_CASE("The number of services is bounded, too", "[read]") {
  std::string many;
  for (int i = 0; i < 500; ++i) many += "<calendar><url>https://h" + std::to_string(i) + ".example/</url></calendar>";
  CHECK(Read(provider("", many)).file().settings.services.size() == 32);
}

TEST_CASE("A domain of exchangers is no reason to refuse a provider", "[read]") {
  const Read read(provider("<domain purpose='mx'>mx.fabrikam.example</domain>" + imap));
  REQUIRE(read.file().settings.imap.size() == 1);
  CHECK(read.file().settings.imap[0].host.view() == "imap.contoso.example");
  CHECK_FALSE(read.complains("No <domain>"));
}
