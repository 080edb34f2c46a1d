#include "emit/limits.hpp"

#include "catch.hpp"
#include "unit/world.hpp"

using namespace homing;

namespace {

constexpr std::size_t mebibyte = std::size_t{1024} * 1024;

std::string limits_of(const char* provider) {
  const Known known = testing::catalogue().provider(provider);
  return std::string(known.tables->text(known.provider->limits));
}

bool says(const std::optional<Fault>& fault, std::string_view text) { return fault && fault->sentence.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("A message within the limits passes without a word", "[emit]") {
  const MessageSize small{2000, 1};
  for (const char* const provider : {"microsoft365", "outlook.com", "gmail", "posteo"}) {
    CHECK_FALSE(check_limits(small, limits_of(provider)));
    CHECK(limit_warnings(small, limits_of(provider)).empty());
  }
}

TEST_CASE("Beyond a maximum a message is refused, and the sentence names the limit and its source", "[emit]") {
  const std::string limits = limits_of("microsoft365");
  CHECK_FALSE(check_limits({2000, 1000}, limits));
  const auto recipients = check_limits({2000, 1001}, limits);
  CHECK(says(recipients, "has 1001 recipients; the provider takes at most 1000"));
  CHECK(says(recipients, "recipients_per_message_maximum, https://learn.microsoft.com/"));
  CHECK_FALSE(check_limits({150 * mebibyte, 1}, limits));
  const auto size = check_limits({150 * mebibyte + 1, 1}, limits);
  CHECK(says(size, "has 150.1 MB; the provider takes at most 150 MB"));
  CHECK(says(size, "message_mb_maximum, https://"));
}

TEST_CASE("What an administrator may have raised is only warned of", "[emit]") {
  const std::string limits = limits_of("microsoft365");
  CHECK_FALSE(check_limits({40 * mebibyte, 600}, limits));
  const std::vector<std::string> warnings = limit_warnings({40 * mebibyte, 600}, limits);
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[0].find("600 recipients; usually 500") != std::string::npos);
  CHECK(warnings[1].find("40.1 MB; usually 35 MB") != std::string::npos);
  CHECK(limit_warnings({35 * mebibyte, 500}, limits).empty());
}

TEST_CASE("For a personal account nothing is refused: its figures hold for subscribers", "[emit]") {
  const std::string limits = limits_of("outlook.com");
  CHECK_FALSE(check_limits({500 * mebibyte, 100000}, limits));
  const std::vector<std::string> warnings = limit_warnings({2000, 501}, limits);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].find("accounts that pay may have 500") != std::string::npos);
  // 25 MB of attachments are some 34 MB in base64.
  CHECK(limit_warnings({34 * mebibyte, 1}, limits).empty());
  CHECK(limit_warnings({36 * mebibyte, 1}, limits).size() == 1);
  CHECK_FALSE(check_limits({2000, 2}, R"({"advisory":true,"recipients_per_message_maximum":1})"));
}

TEST_CASE("Google's limit for SMTP is smaller than its limit for the web", "[emit]") {
  const std::vector<std::string> warnings = limit_warnings({2000, 101}, limits_of("google-workspace"));
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].find("recipients_per_message_smtp") != std::string::npos);
}

TEST_CASE("Limits that cannot be read limit nothing", "[emit]") {
  for (const char* const broken :
       {"", "{", "[]", "null", R"({"recipients_per_message_maximum":"1"})", R"({"subscriber":1})", R"({"source":1})", R"({"advisory":"x"})"}) {
    CAPTURE(broken);
    CHECK_FALSE(check_limits({500 * mebibyte, 100000}, broken));
    CHECK(limit_warnings({500 * mebibyte, 100000}, broken).empty());
  }
}
