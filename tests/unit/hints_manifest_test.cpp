// The weights of the hints, against what they are for.
#include "catch.hpp"
#include "model/catalogue.hpp"
#include "schema.hpp"
#include "unit/world.hpp"

using namespace homing;
using testing::catalogue;

TEST_CASE("The hints follow their schema, and each of their providers exists", "[catalogue]") {
  const std::string hints = testing::slurp(HOMING_SOURCE_DIR "/manifests/hints.json");
  CHECK(testing::joined(testing::check_schema("hints", hints)).empty());
  const table::Tables& tables = catalogue().hints();
  REQUIRE_FALSE(tables.hints.empty());
  for (const table::Clue& clue : tables.clues) {
    CAPTURE(tables.text(clue.provider).view());
    CHECK(catalogue().provider(tables.text(clue.provider)).mailbox().is_microsoft());
  }
}

TEST_CASE("No weak hint settles anything by itself", "[catalogue]") {
  const table::Tables& tables = catalogue().hints();
  for (const table::Hint& hint : tables.hints) {
    if (tables.text(hint.id).view().starts_with("autodiscover-")) continue;  // the domain sends mail programs there
    for (const table::Clue& clue : tables.clues.subspan(hint.clues.first, hint.clues.count)) CHECK(clue.weight < tables.enough_behind_gateway);
  }
  CHECK(catalogue().weighed("microsoft-tenant").weight < tables.enough_behind_gateway);
  CHECK(catalogue().weighed("microsoft-realm").weight < tables.enough_behind_gateway);
}
