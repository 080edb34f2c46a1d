// What signs that the mailbox is at a provider add up to.
#include "decide/hints.hpp"

#include "catch.hpp"
#include "source/clues.hpp"
#include "unit/world.hpp"

using namespace homing;
using testing::catalogue;
using testing::records;

namespace {

struct Desk {
  Address address = testing::address();
  Permissions permissions = testing::default_permissions();
  Arena arena;
  Subject subject{address, catalogue(), permissions, arena};

  Hint hint(std::string_view provider, std::uint8_t weight, std::uint8_t cloud, Text id) const {
    Hint made;
    made.provider = catalogue().provider(provider);
    const table::Weighed known = catalogue().weighed(id);
    made.weighs = {known.id, weight, cloud};
    made.origin = id;
    return made;
  }
};

const table::Hint& row(std::string_view id) {
  const table::Tables& tables = catalogue().hints();
  for (const table::Hint& hint : tables.hints) {
    if (tables.text(hint.id) == id) return hint;
  }
  throw std::out_of_range(std::string(id));
}

std::optional<Hint> clue(std::string_view id, std::vector<std::string> answer, Arena& arena) {
  return find_clue(catalogue(), row(id), records(std::move(answer)), arena);
}

}  // namespace

TEST_CASE("Behind a gateway less is enough than behind exchangers that nobody knows", "[decide]") {
  const Desk desk;
  const std::vector<Hint> hints{desk.hint("microsoft365", 60, 60, "autodiscover-redirect")};
  const std::optional<Finding> gateway = weigh(desk.subject, hints, Delivery::gateway);
  REQUIRE(gateway);
  CHECK(gateway->weight == Weight::decisive);
  CHECK(gateway->mailbox.kind == Kind::microsoft365);
  CHECK(gateway->mailbox.confidence == Confidence::strong);
  const std::optional<Finding> unknown = weigh(desk.subject, hints, Delivery::unknown);
  REQUIRE(unknown);
  CHECK(unknown->weight == Weight::provisional);
  CHECK(unknown->mailbox.confidence == Confidence::weak);
}

TEST_CASE("Two answers to the same question are one sign", "[decide]") {
  const Desk desk;
  const Hint once = desk.hint("microsoft365", 40, 0, "microsoft-tenant");
  CHECK_FALSE(weigh(desk.subject, std::vector<Hint>{once, once}, Delivery::gateway));
  CHECK(weigh(desk.subject, std::vector<Hint>{once, desk.hint("microsoft365", 40, 0, "microsoft-realm")}, Delivery::gateway));
}

TEST_CASE("The clouds of one provider share the weight of the mailbox and are told apart by what tells the cloud", "[decide]") {
  const Desk desk;
  const std::vector<Hint> hints{desk.hint("microsoft365", 40, 10, "autodiscover-redirect"),
                                desk.hint("microsoft365-dod", 20, 90, "microsoft-tenant")};
  const std::optional<Finding> finding = weigh(desk.subject, hints, Delivery::gateway);
  REQUIRE(finding);
  CHECK(finding->mailbox.cloud == Cloud::dod);
  CHECK(which_cloud(desk.subject, hints).mailbox().cloud == Cloud::dod);
  CHECK_FALSE(which_cloud(desk.subject, std::vector<Hint>{hints[0]}));
}

TEST_CASE("Nothing at all adds up to nothing", "[decide]") {
  const Desk desk;
  CHECK_FALSE(weigh(desk.subject, {}, Delivery::gateway));
  CHECK_FALSE(which_cloud(desk.subject, {}));
}

TEST_CASE("An alias is a clue where it is the name or lies below it, however it is written", "[source]") {
  Arena arena;
  CHECK(clue("autodiscover-alias", {"Autodiscover.Outlook.COM."}, arena)->provider.mailbox().cloud == Cloud::worldwide);
  CHECK(clue("autodiscover-alias", {"alias.contoso.example.", "autodiscover.office365.us."}, arena)->provider.mailbox().cloud == Cloud::gcc_high);
  CHECK(clue("dkim-first-key", {"selector1-x._domainkey.contoso.onmicrosoft.com."}, arena));
  for (const char* const other : {"autodiscover.outlook.com.evil.example.", "xautodiscover.outlook.com.", "outlook.com.", "mail.contoso.example."}) {
    CAPTURE(other);
    CHECK_FALSE(clue("autodiscover-alias", {other}, arena));
  }
  CHECK_FALSE(clue("dkim-first-key", {"onmicrosoft.com."}, arena));
  CHECK_FALSE(clue("dkim-first-key", {"xonmicrosoft.com."}, arena));
  CHECK_FALSE(clue("autodiscover-alias", {}, arena));
}

TEST_CASE("Rules of sending are a clue only where they include the provider", "[source]") {
  Arena arena;
  CHECK(clue("sending-rules", {"other", "v=spf1 include:spf.protection.outlook.com -all"}, arena));
  CHECK_FALSE(clue("sending-rules", {"v=spf1 include:_spf.google.com -all"}, arena));
  CHECK_FALSE(clue("sending-rules", {"include:spf.protection.outlook.com"}, arena));
  CHECK(clue("domain-verification", {"MS=ms12345678"}, arena));
  CHECK_FALSE(clue("domain-verification", {"xMS=ms12345678"}, arena));
}
