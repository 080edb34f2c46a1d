#include "read/pacc.hpp"

#include "unit/world.hpp"

using namespace homing;

namespace {

// The shape of draft-ietf-mailmaint-pacc.
const char* const whole = R"({
  "protocols": {"imap": {"host": "IMAP.contoso.example"}, "pop3": {"host": "pop.contoso.example"}, "smtp": {"host": "smtp.contoso.example"},
                "managesieve": {"host": "sieve.contoso.example"}, "jmap": {"url": "https://jmap.contoso.example/session"},
                "caldav": {"url": "https://sync.contoso.example/calendar/"}, "carddav": {"url": "https://sync.contoso.example/contacts/"},
                "webdav": {"url": "https://files.contoso.example/"}, "novel": {"host": "x"}},
  "authentication": {"oauth-public": {"issuer": "https://auth.contoso.example"}, "password": true},
  "info": {"provider": {"name": "Contoso Mail", "shortName": "Contoso"}, "help": {"documentation": "https://help.contoso.example/"}}})";

struct Read {
  explicit Read(std::string_view json) : ada(testing::address()), result(read_pacc(json, ada, arena)) {}
  const Pacc& file() const {
    if (!result) FAIL(result.error().sentence);
    return *result;
  }
  bool complains(std::string_view where, std::string_view text) const {
    for (const Problem& problem : file().problems) {
      if (problem.where == where && problem.text.view().find(text) != std::string_view::npos) return true;
    }
    return false;
  }

  Arena arena;
  Address ada;
  Expected<Pacc> result;
};

void check_server(std::span<const Endpoint> servers, const char* host, int port) {
  CAPTURE(host);
  REQUIRE(servers.size() == 1);
  CHECK(servers[0].host.view() == host);
  CHECK(servers[0].port == port);
  CHECK(servers[0].security == Security::tls);
  CHECK(servers[0].username.view() == "ada@contoso.example");
}

}  // namespace

TEST_CASE("Servers of a PACC document speak implicit TLS at their standard ports", "[read]") {
  const Read read(whole);
  check_server(read.file().settings.imap, "imap.contoso.example", 993);
  check_server(read.file().settings.pop3, "pop.contoso.example", 995);
  check_server(read.file().settings.smtp, "smtp.contoso.example", 465);
  CHECK(read.file().provider.view() == "Contoso Mail");
  CHECK(read.file().problems.empty());
}

TEST_CASE("OAuth is preferred where an issuer is named, a password where it is allowed", "[read]") {
  const Read both(whole);
  CHECK(both.file().issuer.view() == "https://auth.contoso.example");
  CHECK(both.file().password);
  REQUIRE(both.file().settings.imap[0].auth.size() == 2);
  CHECK(both.file().settings.imap[0].auth[0].method == Method::oauth2);
  CHECK(both.file().settings.imap[0].auth[1].method == Method::password);
  const Read password(R"({"protocols":{"imap":{"host":"i.example"}},"authentication":{"password":true}})");
  REQUIRE(password.file().settings.imap.size() == 1);
  REQUIRE(password.file().settings.imap[0].auth.size() == 1);
  CHECK(password.file().settings.imap[0].auth[0].method == Method::password);
  CHECK(password.file().issuer.empty());
  const Read oauth(
      R"({"protocols":{"imap":{"host":"i.example"}},"authentication":{"oauth-public":{"issuer":"https://a.example/x"},"password":false}})");
  REQUIRE(oauth.file().settings.imap.size() == 1);
  REQUIRE(oauth.file().settings.imap[0].auth.size() == 1);
  CHECK(oauth.file().settings.imap[0].auth[0].method == Method::oauth2);
}

TEST_CASE("The other protocols of a PACC document are services", "[read]") {
  const Read read(whole);
  std::vector<std::string> services;
  for (const Service& service : read.file().settings.services) services.push_back(std::string(word(service.type)) + " " + service.url.c_str());
  CHECK(services == std::vector<std::string>{"jmap https://jmap.contoso.example/session", "caldav https://sync.contoso.example/calendar/",
                                             "carddav https://sync.contoso.example/contacts/", "webdav https://files.contoso.example/",
                                             "managesieve sieve://sieve.contoso.example"});
}

TEST_CASE("A member that cannot be used drops only itself", "[read]") {
  const Read read(R"({"protocols":{"imap":{"host":"not a host"},"pop3":{"host":"192.0.2.7"},"smtp":{"host":"smtp.contoso.example"},
                      "jmap":{"url":"http://jmap.contoso.example/"},"caldav":[],"managesieve":7},
                      "authentication":{"oauth-public":{"issuer":"http://auth.contoso.example"},"password":true}})");
  CHECK(read.file().settings.imap.empty());
  CHECK(read.file().settings.pop3.empty());
  CHECK(read.file().settings.smtp.size() == 1);
  CHECK(read.file().settings.services.empty());
  CHECK(read.file().issuer.empty());
  CHECK(read.complains("imap", "not a host"));
  CHECK(read.complains("pop3", "192.0.2.7"));
  CHECK(read.complains("jmap", "https"));
  CHECK(read.complains("caldav", "https"));
  CHECK(read.complains("managesieve", "host name"));
  CHECK(read.complains("oauth-public", "issuer"));
}

TEST_CASE("A server that nobody can sign in to is dropped", "[read]") {
  const Read read(R"({"protocols":{"imap":{"host":"imap.contoso.example"}}})");
  CHECK(read.file().settings.imap.empty());
  CHECK(read.complains("imap", "sign in"));
}

TEST_CASE("The short name serves where there is no other", "[read]") {
  CHECK(Read(R"({"protocols":{"jmap":{"url":"https://a.example/"}},"info":{"provider":{"shortName":"Contoso"}}})").file().provider.view() ==
        "Contoso");
  CHECK(Read(R"({"protocols":{"jmap":{"url":"https://a.example/"}},"info":{"provider":{"name":"two\nlines"}}})").file().provider.empty());
}

TEST_CASE("What is no PACC document is a fault", "[read]") {
  for (const char* const json :
       {"", "[]", "{}", "<html/>", R"({"protocols":[]})", R"({"protocols":{}})", R"({"imap":{"host":"imap.contoso.example"}})"}) {
    CAPTURE(json);
    CHECK_FALSE(Read(json).result);
  }
}

namespace {

// printf abc | openssl dgst -sha256 -binary | base64; the digest of "abc" stands in FIPS 180-4.
const std::string abc = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";

}  // namespace

TEST_CASE("A record vouches for the bytes of the document", "[read]") {
  struct Row {
    std::string record;
    PaccDigest verdict;
  };
  const Row row = GENERATE(values<Row>({{"v=UAAC1; a=sha256; d=" + abc, PaccDigest::matches},
                                        {"v=UAAC1;a=sha256;d=" + abc, PaccDigest::matches},
                                        {" v = UAAC1 ; d = " + abc + " ; a = SHA256 ; x=y;", PaccDigest::matches},
                                        {"v=UAAC1; a=sha256; d=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", PaccDigest::differs},
                                        {"v=UAAC1; a=sha256; d=!", PaccDigest::differs},
                                        {"v=UAAC1; a=sha256", PaccDigest::differs},
                                        {"v=UAAC1; a=sha3-256; d=" + abc, PaccDigest::missing},
                                        {"v=UAAC1; d=" + abc, PaccDigest::missing},
                                        {"v=UAAC2; a=sha256; d=" + abc, PaccDigest::missing},
                                        {"a=sha256; v=UAAC1; d=" + abc, PaccDigest::missing},
                                        {"a=sha256; d=" + abc, PaccDigest::missing},
                                        {"v=spf1 -all", PaccDigest::missing},
                                        {";;;", PaccDigest::missing},
                                        {"", PaccDigest::missing}}));
  CAPTURE(row.record);
  CHECK(check_pacc_digest({row.record}, "abc") == row.verdict);
}

TEST_CASE("One record that matches is enough", "[read]") {
  const std::string other = "v=UAAC1; a=sha256; d=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  CHECK(check_pacc_digest({"v=spf1 -all", other, "v=UAAC1; a=sha256; d=" + abc}, "abc") == PaccDigest::matches);
  CHECK(check_pacc_digest({other, "v=UAAC1; a=blake3; d=" + abc}, "abc") == PaccDigest::differs);
  CHECK(check_pacc_digest({}, "abc") == PaccDigest::missing);
}
