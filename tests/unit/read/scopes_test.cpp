#include "read/scopes.hpp"

#include "unit/world.hpp"

using namespace homing;
using Scopes = std::vector<std::string>;

namespace {

Scopes texts(std::span<const Text> list) {
  Scopes result;
  for (const Text& text : list) result.emplace_back(text.view());
  return result;
}

struct Sorted {
  Sorted(const Scopes& scopes, OtherScopes others) { sort_scopes(scopes, others, oauth, arena); }
  Arena arena;
  OAuth oauth;
};

}  // namespace

TEST_CASE("A scope that names a protocol is for that protocol alone", "[read]") {
  const Scopes microsoft{"https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/POP.AccessAsUser.All",
                         "https://outlook.office.com/SMTP.Send", "offline_access"};
  for (const OtherScopes others : {OtherScopes::for_all, OtherScopes::left_out}) {
    const Sorted sorted(microsoft, others);
    CHECK(texts(sorted.oauth.imap_scopes) == Scopes{microsoft[0]});
    CHECK(texts(sorted.oauth.pop3_scopes) == Scopes{microsoft[1]});
    CHECK(texts(sorted.oauth.smtp_scopes) == Scopes{microsoft[2]});
    CHECK(texts(sorted.oauth.refresh_scopes) == Scopes{microsoft[3]});
  }
  const Sorted older({"https://www.contoso.example/dev/protocol-imap", "https://www.contoso.example/dev/protocol-smtp"}, OtherScopes::left_out);
  CHECK(texts(older.oauth.imap_scopes) == Scopes{"https://www.contoso.example/dev/protocol-imap"});
  CHECK(texts(older.oauth.smtp_scopes) == Scopes{"https://www.contoso.example/dev/protocol-smtp"});
  CHECK(older.oauth.pop3_scopes.empty());
}

TEST_CASE("A scope that names mail is for all protocols", "[read]") {
  const Sorted sorted({"urn:ietf:params:oauth:scope:mail", "urn:ietf:params:oauth:scope:contacts"}, OtherScopes::left_out);
  const Scopes mail{"urn:ietf:params:oauth:scope:mail"};
  CHECK(texts(sorted.oauth.imap_scopes) == mail);
  CHECK(texts(sorted.oauth.pop3_scopes) == mail);
  CHECK(texts(sorted.oauth.smtp_scopes) == mail);
  CHECK(sorted.oauth.refresh_scopes.empty());
}

TEST_CASE("Other scopes are for all where an author lists them for mail, and for nothing in a server's whole list", "[read]") {
  const Scopes others{"https://mail.google.com/", "openid", "email", "Mail.ReadWrite", "urn:ietf:params:jmap:mail"};
  const Sorted listed(others, OtherScopes::for_all);
  CHECK(texts(listed.oauth.imap_scopes) == others);
  const Sorted whole(others, OtherScopes::left_out);
  CHECK(whole.oauth.imap_scopes.empty());
  CHECK(whole.oauth.smtp_scopes.empty());
}

TEST_CASE("What is no scope is dropped, and there are at most 64", "[read]") {
  const Sorted bad({"", "two words", "imap\"", "imap\\",
                    "im\x01"
                    "ap",
                    "imap\xC3\xBC", std::string(256, 'i')},
                   OtherScopes::for_all);
  CHECK(bad.oauth.imap_scopes.empty());
  CHECK(Sorted(Scopes(5000, "imap"), OtherScopes::left_out).oauth.imap_scopes.size() == 64);
  Scopes late(100, "openid");
  late.emplace_back("imap");
  CHECK(Sorted(late, OtherScopes::left_out).oauth.imap_scopes.size() == 1);
}

TEST_CASE("A list of scopes is split at its blanks", "[read]") {
  CHECK(split_scopes("  a\tb\n c ") == Scopes{"a", "b", "c"});
  CHECK(split_scopes("").empty());
  CHECK(split_scopes(" \n").empty());
}
