// Texts as people paste them, each with what an expert answers.
#include <algorithm>
#include <set>

#include "explained.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

namespace json = boost::json;

struct Example {
  std::string id, text, fixer;
  std::vector<std::string> right;
  bool negative = false;
};

std::vector<Example> examples(const std::string& file) {
  std::vector<Example> list;
  for (const json::value& line : lines_of(file)) {
    Example example;
    example.id = line.at("id").as_string();
    example.text = line.at("text").as_string();
    example.right = texts_in(line, "expect");
    const bool explained = !example.right.empty();
    for (const std::string& also : texts_in(line, "also_ok")) example.right.push_back(also);
    const json::value* const fixer = line.as_object().if_contains("expect_fixer");
    if (explained && fixer != nullptr && fixer->as_string() != "any") example.fixer = fixer->as_string();
    example.negative = file == "errors-negative.jsonl" || line.as_object().contains("negative");
    list.push_back(example);
  }
  return list;
}

bool holds(const std::vector<std::string>& list, const std::string& id) { return std::find(list.begin(), list.end(), id) != list.end(); }

// Ids that came after the examples were judged: where an expert named none of the older ones, one of these may be the answer.
const std::set<std::string> newer{"aadsts.90023",
                                  "aadsts.900561",
                                  "smtp.license_throttled",
                                  "smtp.hello_first",
                                  "smtp.sender_domain_listed",
                                  "smtp.auth.xoauth2_malformed",
                                  "graph.invalid_token",
                                  "ews.password_refused",
                                  "outlook.0x800CCC0B",
                                  "smtp.external_forwarding"};

bool is_right(const Example& example) {
  const std::vector<std::string> ids = explained(example.text);
  if (example.right.empty()) return std::all_of(ids.begin(), ids.end(), [](const std::string& id) { return newer.contains(id); });
  return !ids.empty() && holds(example.right, ids.front());
}

// How many are right, with a word on the others.
double share_right(const std::string& file) {
  std::size_t right = 0, all = 0;
  for (const Example& example : examples(file)) {
    if (example.negative) continue;
    ++all;
    if (is_right(example)) ++right;
    else WARN(example.id << ": " << best(example.text) << " for: " << example.text.substr(0, 160));
  }
  return static_cast<double>(right) / static_cast<double>(all);
}

}  // namespace

TEST_CASE("Of real texts at least 95 in 100 lead to the right entry", "[diagnose]") { CHECK(share_right("errors-real.jsonl") >= 0.95); }

TEST_CASE("Of other texts in the style of forums at least 95 in 100 lead to the right entry", "[diagnose]") {
  CHECK(share_right("errors-own.jsonl") >= 0.95);
}

TEST_CASE("Another provider's error and a line that is no error get no entry but those an expert allows", "[diagnose]") {
  for (const char* const file : {"errors-negative.jsonl", "errors-own.jsonl"}) {
    for (const Example& example : examples(file)) {
      if (!example.negative) continue;
      INFO(example.id << ": " << example.text);
      for (const std::string& id : explained(example.text)) CHECK(holds(example.right, id));
    }
  }
}

TEST_CASE("The first remedy is for whom an expert names", "[diagnose]") {
  for (const Example& example : examples("errors-real.jsonl")) {
    if (example.fixer.empty()) continue;
    Arena arena;
    const std::span<const Diagnosis> told = explain(builtin_catalogue(), example.text, arena);
    INFO(example.id << ": " << example.text);
    if (!told.empty()) CHECK(std::string(word(told.front().who)) == example.fixer);
  }
}
