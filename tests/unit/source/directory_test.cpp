#include "source/directory.hpp"

#include <algorithm>

#include "catch.hpp"
#include "source/catalogue.hpp"
#include "source/ladder.hpp"
#include "unit/diary.hpp"

using namespace homing;
using Directory = testing::Asked<DirectorySource>;

TEST_CASE("The public directory learns the domain and nothing else", "[source]") {
  const Directory source("ada+secret@contoso.example");
  CHECK(source.diary.questions() == std::vector<std::string>{"GET https://directory.example/contoso.example"});
  CHECK(source.diary.asked[0].discloses == Disclosure::domain);
}

TEST_CASE("A local folder comes first and tells nobody", "[source]") {
  Permissions permissions = testing::default_permissions();
  permissions.directory_folder = "/etc/isp";
  const Directory source("ada@contoso.example", permissions);
  REQUIRE(source.diary.questions() == std::vector<std::string>{"FILE /etc/isp/contoso.example.xml", "GET https://directory.example/contoso.example"});
  CHECK(source.diary.asked[0].discloses == Disclosure::nothing);
  CHECK(source.diary.asked[0].place < source.diary.asked[1].place);
}

TEST_CASE("Offline only the folder is asked", "[source]") {
  Permissions permissions = testing::default_permissions();
  permissions.directory_folder = "/etc/isp";
  permissions.network = false;
  CHECK(Directory("ada@contoso.example", permissions).diary.questions() == std::vector<std::string>{"FILE /etc/isp/contoso.example.xml"});
}

TEST_CASE("A file of the folder is trusted as its owner is", "[source]") {
  Permissions permissions = testing::default_permissions();
  permissions.directory_folder = "/etc/isp";
  Directory source("ada@contoso.example", permissions);
  Answer file;
  file.body = testing::published("contoso.example");
  source.hear(0, file);
  REQUIRE(source.diary.found.size() == 1);
  CHECK(source.diary.found[0].trust == Trust::builtin);
}

TEST_CASE("The catalogue asks nobody and is decisive for tier 1 only", "[source]") {
  const testing::Asked<CatalogueSource> certain("ada@outlook.com");
  CHECK(certain.diary.asked.empty());
  REQUIRE(certain.diary.found.size() == 1);
  CHECK(certain.diary.found[0].weight == Weight::decisive);
  const testing::Asked<CatalogueSource> listed("ada@outlook.nl");
  REQUIRE(listed.diary.found.size() == 1);
  CHECK(listed.diary.found[0].weight == Weight::provisional);
  CHECK(testing::Asked<CatalogueSource>("ada@contoso.example").diary.found.empty());
}

TEST_CASE("The ladder starts with who asks nobody and ends with who leads over plain DNS", "[source]") {
  REQUIRE(ladder().size() >= 5);
  CHECK(ladder().front().source == SourceId::catalogue);
  std::vector<SourceId> order;
  for (const Rung& rung : ladder()) order.push_back(rung.source);
  const auto place = [&](SourceId id) { return std::find(order.begin(), order.end(), id) - order.begin(); };
  CHECK(place(SourceId::mx) < place(SourceId::autoconfig));
  CHECK(place(SourceId::autoconfig) < place(SourceId::directory));
  CHECK(place(SourceId::directory) < place(SourceId::mx_autoconfig));
}

TEST_CASE("Offline only who needs no network is built", "[source]") {
  Permissions offline;
  offline.network = false;
  for (const Rung& rung : ladder()) CHECK(rung.wanted(offline) == (rung.source == SourceId::catalogue));
  offline.directory_folder = "/etc/isp";
  for (const Rung& rung : ladder()) CHECK(rung.wanted(offline) == (rung.source == SourceId::catalogue || rung.source == SourceId::directory));
}
