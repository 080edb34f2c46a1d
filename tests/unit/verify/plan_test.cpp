// Which servers are tried, in which order, and how.
#include "verify/plan.hpp"

#include "unit/verify/settings.hpp"

using namespace homing;
using testing::account_with;
using testing::Found;
using testing::names_of;
using testing::way;
using Secrets = Account::Kind;

namespace {

std::vector<Trial> planned(const Found& found, Protocol protocol, const Account& account) {
  return trials(protocol, found.resolution, testing::address(), account);
}

Trial only(const Found& found, const Account& account) {
  const std::vector<Trial> all = planned(found, Protocol::imap, account);
  REQUIRE_FALSE(all.empty());
  return all.front();
}

Found imap_with(std::vector<SignIn> ways) {
  Found found;
  found.add(Protocol::imap, "imap.contoso.example", 993, Security::tls, std::move(ways));
  return found;
}

}  // namespace

TEST_CASE("The servers of the settings come first, then the other port of each host", "[verify]") {
  Found found;
  found.add(Protocol::imap, "one.contoso.example", 993, Security::tls).add(Protocol::imap, "two.contoso.example", 143, Security::starttls);
  found.add(Protocol::pop3, "pop.contoso.example", 995, Security::tls);
  const std::vector<Trial> all = planned(found, Protocol::imap, account_with(Secrets::password));
  CHECK(names_of(all) ==
        "imaps://one.contoso.example:993 imap://two.contoso.example:143 imap://one.contoso.example:143 imaps://two.contoso.example:993");
  CHECK(all[1].listed);
  CHECK_FALSE(all[2].listed);
  CHECK(names_of(planned(found, Protocol::pop3, account_with(Secrets::password))) ==
        "pop3s://pop.contoso.example:995 pop3://pop.contoso.example:110");
}

TEST_CASE("A server that the settings name with both its ports is tried once at each", "[verify]") {
  Found found;
  found.add(Protocol::imap, "imap.contoso.example", 993, Security::tls).add(Protocol::imap, "imap.contoso.example", 143, Security::starttls);
  CHECK(names_of(planned(found, Protocol::imap, account_with(Secrets::password))) ==
        "imaps://imap.contoso.example:993 imap://imap.contoso.example:143");
}

TEST_CASE("For submission other ports are tried on request only", "[verify]") {
  Found found;
  found.add(Protocol::smtp, "smtp.contoso.example", 587, Security::starttls);
  Account account = account_with(Secrets::password);
  CHECK(names_of(planned(found, Protocol::smtp, account)) == "submission://smtp.contoso.example:587");
  REQUIRE(account.set("ports", "465,25"));
  CHECK(names_of(planned(found, Protocol::smtp, account)) ==
        "submission://smtp.contoso.example:587 submissions://smtp.contoso.example:465 submission://smtp.contoso.example:25");
  found.add(Protocol::imap, "imap.contoso.example", 993, Security::tls);
  CHECK(names_of(planned(found, Protocol::imap, account)) == "imaps://imap.contoso.example:993 imap://imap.contoso.example:143");
  CHECK(planned(Found(), Protocol::smtp, account).empty());
}

TEST_CASE("What is said to be plain text is tried with STARTTLS only", "[verify]") {
  Found found;
  found.add(Protocol::imap, "imap.contoso.example", 143, Security::none).add(Protocol::smtp, "smtp.contoso.example", 25, Security::none);
  CHECK(names_of(planned(found, Protocol::imap, account_with(Secrets::password))) ==
        "imap://imap.contoso.example:143 imaps://imap.contoso.example:993");
  for (const Protocol protocol : {Protocol::imap, Protocol::smtp}) {
    for (const Trial& trial : planned(found, protocol, account_with(Secrets::password))) CHECK(trial.security != Security::none);
  }
}

TEST_CASE("A named server takes the place of all others, with what is known of it", "[verify]") {
  Found found;
  found.add(Protocol::imap, "imap.contoso.example", 993, Security::tls, {way(Method::password, MethodState::retired)});
  found.add(Protocol::smtp, "smtp.contoso.example", 587, Security::starttls);
  Account account = account_with(Secrets::password);
  REQUIRE(account.set("server", "other.example:993"));
  const std::vector<Trial> all = planned(found, Protocol::imap, account);
  CHECK(names_of(all) == "imaps://other.example:993");
  CHECK(all.front().username == "ada@contoso.example");
  CHECK(all.front().method == Method::password);
  CHECK(planned(found, Protocol::smtp, account).empty());
  REQUIRE(account.set("server", "imap.contoso.example:143"));
  CHECK_FALSE(only(found, account).method.has_value());
  CHECK(names_of(planned(Found(), Protocol::imap, account)) == "imap://imap.contoso.example:143");
}

TEST_CASE("A user name that is given comes before that of the settings", "[verify]") {
  Account account = account_with(Secrets::password);
  CHECK(only(imap_with({way(Method::password)}), account).username == "ada@contoso.example");
  REQUIRE(account.set("username", "CONTOSO\\ada"));
  CHECK(only(imap_with({way(Method::password)}), account).username == "CONTOSO\\ada");
  REQUIRE(account.set("server", "other.example:993"));
  CHECK(only(imap_with({way(Method::password)}), account).username == "CONTOSO\\ada");
}

TEST_CASE("A retired way is not tried, and it is said why; where it is named it is", "[verify]") {
  const Found found = imap_with({way(Method::oauth2), way(Method::password, MethodState::retired)});
  Account account = account_with(Secrets::password);
  const Trial kept_back = only(found, account);
  CHECK_FALSE(kept_back.method.has_value());
  CHECK(kept_back.refusal == "password is retired here since 2024-09-16, so that it was not sent. It ended.");
  REQUIRE(account.set("method", "password"));
  CHECK(only(found, account).method == Method::password);
  CHECK(only(found, account).refusal.empty());
}

TEST_CASE("A way that ends soon is still tried", "[verify]") {
  CHECK(only(imap_with({way(Method::oauth2), way(Method::password, MethodState::legacy)}), account_with(Secrets::password)).method ==
        Method::password);
}

TEST_CASE("A secret that suits no way of the server is not sent", "[verify]") {
  const Trial token = only(imap_with({way(Method::password)}), account_with(Secrets::token));
  CHECK_FALSE(token.method.has_value());
  CHECK(token.refusal == "oauth2 is no way to sign in here, so that it was not sent");
  const Trial password = only(imap_with({way(Method::oauth2), way(Method::client_certificate)}), account_with(Secrets::password));
  CHECK(password.refusal == "password is no way to sign in here, so that it was not sent");
}

TEST_CASE("Of a server of which nothing is known the usual way is tried", "[verify]") {
  CHECK(only(imap_with({}), account_with(Secrets::password)).method == Method::password);
  CHECK(only(imap_with({}), account_with(Secrets::token)).method == Method::oauth2);
}

TEST_CASE("Where a password may be sent in any form the form is the server's choice", "[verify]") {
  const Found found = imap_with({way(Method::password_encrypted), way(Method::password)});
  CHECK(only(found, account_with(Secrets::password)).method == Method::password);
  CHECK(only(imap_with({way(Method::password_encrypted)}), account_with(Secrets::password)).method == Method::password_encrypted);
  const Found half_retired = imap_with({way(Method::password_encrypted), way(Method::password, MethodState::retired)});
  CHECK(only(half_retired, account_with(Secrets::password)).method == Method::password_encrypted);
}

TEST_CASE("Without a secret nobody signs in, and nothing was kept back", "[verify]") {
  Account account = account_with(Secrets::nothing);
  REQUIRE(account.set("method", "password"));
  const Trial trial = only(imap_with({way(Method::password, MethodState::retired)}), account);
  CHECK_FALSE(trial.method.has_value());
  CHECK(trial.refusal.empty());
}
