// What the manifests say about limits, against its contract and what is published.
#include <boost/json.hpp>
#include <cmath>

#include "catch.hpp"
#include "schema.hpp"
#include "unit/world.hpp"

using namespace homing;
namespace json = boost::json;

namespace {

json::object limits_of(const char* provider) {
  const Known known = testing::catalogue().provider(provider);
  return json::parse(std::string_view(known.tables->text(known.provider->limits))).as_object();
}

bool follows(const std::string& limits) { return testing::check_schema("limits", limits).empty(); }

}  // namespace

TEST_CASE("Limits are named, typed and counted as their schema says", "[catalogue]") {
  const table::Tables& tables = builtin_tables();
  for (const table::Provider& provider : tables.providers) {
    const Text limits = tables.text(provider.limits);
    CAPTURE(tables.text(provider.id).view());
    if (!limits.empty()) CHECK(testing::joined(testing::check_schema("limits", limits)).empty());
  }
  CHECK(follows("{}"));
  CHECK(follows(R"({"a_key_that_comes_later":true})"));
  CHECK_FALSE(follows(R"({"recipients_per_day":"10000"})"));
  CHECK_FALSE(follows(R"({"recipients_per_message":0})"));
  CHECK_FALSE(follows(R"({"message_mb":-1})"));
  CHECK_FALSE(follows(R"({"subscriber":{"recipients":1}})"));
  CHECK_FALSE(follows(R"({"day":"week"})"));
  CHECK_FALSE(follows(R"({"inbound_bulk":{"messages_per_day":5000}})"));
  CHECK_FALSE(follows(R"({"tenant_external_recipients_per_day_examples":{"many":1}})"));
  CHECK_FALSE(follows(R"({"onmicrosoft_external_recipients_per_day":{"recipients":100,"refused_with":"550 5.7"}})"));
}

TEST_CASE("Every group of limits says where it stands", "[catalogue]") {
  for (const char* const provider : {"outlook.com", "microsoft365", "microsoft365-gcc-high", "microsoft365-dod", "microsoft365-china"}) {
    CAPTURE(provider);
    const json::object limits = limits_of(provider);
    CHECK(limits.contains("source"));
    CHECK(limits.contains("date"));
    CHECK_FALSE(limits.at("sources").as_array().empty());
  }
}

TEST_CASE("Outlook.com has figures for subscribers and none for free accounts, so nothing is enforced", "[catalogue]") {
  const json::object limits = limits_of("outlook.com");
  CHECK(limits.at("advisory").as_bool());
  CHECK(limits.at("subscriber").at("recipients_per_day") == 5000);
  CHECK(limits.at("subscriber").at("recipients_per_message") == 500);
  CHECK(limits.at("subscriber").at("new_recipients_per_day") == 1000);
  CHECK_FALSE(limits.contains("recipients_per_day"));
  CHECK_FALSE(limits.contains("recipients_per_message"));
  CHECK(limits.at("attachment_mb") == 25);
  CHECK(limits.at("inbound_bulk").at("refused_with").as_string() == "550 5.7.515");
}

TEST_CASE("A Microsoft 365 mailbox has a limit for the message, the minute, the day and its organisation", "[catalogue]") {
  for (const char* const provider : {"microsoft365", "microsoft365-gcc-high", "microsoft365-dod", "microsoft365-china"}) {
    CAPTURE(provider);
    const json::object limits = limits_of(provider);
    CHECK(limits.at("recipients_per_message") == 500);
    CHECK(limits.at("recipients_per_message_maximum") == 1000);
    CHECK(limits.at("messages_per_minute") == 30);
    CHECK(limits.at("recipients_per_day") == 10000);
    CHECK(limits.at("day").as_string() == "rolling");
    CHECK(limits.at("concurrent_smtp_connections") == 3);
    CHECK(limits.at("message_mb") == 35);
    CHECK(limits.at("message_mb_received") == 36);
    CHECK(limits.at("message_mb_maximum") == 150);
    CHECK(limits.at("message_bytes_announced") == 150 * 1024 * 1024);
    // The rule is one of names below onmicrosoft.com, which other clouds do not give.
    CHECK(limits.contains("onmicrosoft_external_recipients_per_day") == (std::string_view(provider) == "microsoft365"));
  }
}

TEST_CASE("The examples are what the formula of an organisation gives", "[catalogue]") {
  const json::object limits = limits_of("microsoft365");
  CHECK(limits.at("tenant_external_recipients_per_day").as_string() == "500 * licences^0.7 + 9500");
  for (const auto& example : limits.at("tenant_external_recipients_per_day_examples").as_object()) {
    const double licences = std::stod(std::string(example.key()));
    CHECK(example.value() == static_cast<std::int64_t>(500 * std::pow(licences, 0.7) + 9500));
  }
}
