// The manifests of errors: each keeps the contract, and each sample leads to its own entry.
#include <algorithm>
#include <filesystem>
#include <map>

#include "explained.hpp"
#include "read/manifest.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

namespace json = boost::json;

std::vector<std::string> manifests() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(HOMING_SOURCE_DIR "/manifests/errors")) paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  REQUIRE(paths.size() >= 10);
  return paths;
}

std::vector<json::value> entries() {
  std::vector<json::value> all;
  for (const std::string& path : manifests()) {
    const json::value read = json::parse(slurp(path));
    for (const json::value& entry : read.at("errors").as_array()) all.push_back(entry);
  }
  return all;
}

bool speaks_to_administrators(std::string_view text) {
  for (const char* const word : {"administrator", "admin.microsoft.com", "Set-CASMailbox", "Entra admin center", "Exchange admin center"}) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

bool speaks_of_personal_settings(std::string_view text) { return text.find("outlook.live.com >") != std::string_view::npos; }

// Registering a program is its developer's affair, whatever the mailbox.
std::string everything(const Diagnosis& diagnosis) {
  std::string all;
  for (const Cure& cure : diagnosis.remedies) {
    if (cure.who == Fixer::developer) continue;
    for (const Text step : cure.steps) all.append(step.view()).append("\n");
  }
  return all;
}

}  // namespace

TEST_CASE("Each manifest of errors keeps its schema", "[diagnose]") {
  for (const std::string& path : manifests()) {
    INFO(path);
    CHECK(joined(check_schema("errors", slurp(path))).empty());
  }
}

TEST_CASE("Each id is there once, with a date and a remedy for each fixer once", "[diagnose]") {
  std::map<std::string, int> ids;
  for (const json::value& entry : entries()) {
    const std::string id(entry.at("id").as_string());
    INFO(id);
    CHECK(++ids[id] == 1);
    CHECK(entry.as_object().contains("as_of"));
  }
  CHECK(ids.size() >= 200);
}

TEST_CASE("Each sample leads to its own entry first", "[diagnose]") {
  std::size_t samples = 0;
  for (const json::value& entry : entries()) {
    for (const std::string& sample : texts_in(entry, "samples")) {
      INFO(sample);
      CHECK(best(sample) == std::string(entry.at("id").as_string()));
      ++samples;
    }
  }
  CHECK(samples >= 200);
}

TEST_CASE("No entry tells the owner of a personal mailbox about administrators, nor a worker about Outlook.com's settings", "[diagnose]") {
  for (const json::value& entry : entries()) {
    for (const std::string& sample : texts_in(entry, "samples")) {
      INFO(sample);
      Arena arena;
      Circumstances known;
      known.step = Step::sign_in;
      known.kind = Kind::outlook_com;
      CHECK_FALSE(speaks_to_administrators(everything(diagnose(builtin_catalogue(), known, sample, arena))));
      known.kind = Kind::microsoft365;
      const Diagnosis work = diagnose(builtin_catalogue(), known, sample, arena);
      CHECK_FALSE(speaks_of_personal_settings(everything(work)));
      CHECK_FALSE(work.steps.empty());
    }
  }
}

TEST_CASE("A manifest that cannot be meant is refused, with its place", "[diagnose]") {
  const auto refused = [](const char* errors) {
    ManifestReader reader;
    const Expected<void> added = reader.add_errors(std::string(R"({"homing":"1","layer":"x","errors":[)") + errors + "]}", "errors.json");
    return added ? std::string() : added.error().sentence;
  };
  CHECK(refused(R"({"id":"a.b","meaning":"m","match":[{"all":["some words"]}],"remedies":[{"who":"user","steps":["s"]}]})").empty());
  CHECK(refused(R"({"id":"a.b","meaning":"m","match":[{"all":["ab"]}],"remedies":[{"who":"user","steps":["s"]}]})").find("/errors/0/match/0/all/0") !=
        std::string::npos);
  CHECK(refused(R"({"id":"a.b","meaning":"m","match":[{"replies":["535"]}],"remedies":[{"who":"user","steps":["s"]}]})").find("/match/0") !=
        std::string::npos);
  CHECK(refused(R"({"id":"a.b","meaning":"m","remedies":[]})").find("remed") != std::string::npos);
  CHECK(refused(R"({"id":"a.b","meaning":"m","remedies":[{"who":"nobody","steps":["s"]}]})").find("/who") != std::string::npos);
  CHECK(refused("7").find("errors.json") != std::string::npos);
}
