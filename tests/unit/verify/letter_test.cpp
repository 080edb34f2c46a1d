// The message of a test, from what the caller says.
#include "verify/letter.hpp"

#include "unit/verify/settings.hpp"

using namespace homing;
using testing::account_with;

namespace {

const std::chrono::system_clock::time_point date{std::chrono::seconds(1795507200)};

Expected<std::shared_ptr<const Letter>> written(const Account& account, std::string_view to) {
  return write_letter(account, testing::address(), to, "0123abc", date);
}
Expected<std::shared_ptr<const Letter>> written(std::string_view to) { return written(account_with(Account::Kind::password), to); }

}  // namespace

TEST_CASE("Recipients may be typed in any form, and nobody gets the message twice", "[verify]") {
  const auto letter = written("Grace <grace@Contoso.Example>, mailto:alan@fabrikam.example,grace@contoso.example");
  REQUIRE(letter);
  CHECK((*letter)->to == std::vector<std::string>{"grace@contoso.example", "alan@fabrikam.example"});
}

TEST_CASE("A message goes to somebody, but not to thousands", "[verify]") {
  CHECK(written("").error().sentence == "to: a test message wants an address to go to.");
  CHECK(written("grace@contoso.example,nobody").error().sentence.starts_with("to: "));
  CHECK_FALSE(written("grace@contoso.example\r\nRCPT TO:<eve@contoso.example"));
  std::string many;
  for (int i = 0; i < 1001; ++i) many += "a" + std::to_string(i) + "@contoso.example,";
  CHECK(written(many).error().sentence.find("at the most") != std::string::npos);
  many.resize(many.find("a1000@"));
  CHECK(written(many));
}

TEST_CASE("The sender is the account's address unless another is named, which must be one", "[verify]") {
  CHECK((*written("grace@contoso.example"))->from == "ada@contoso.example");
  Account account = account_with(Account::Kind::password);
  REQUIRE(account.set("from", "Info <info@Fabrikam.Example>"));
  const auto letter = written(account, "grace@contoso.example");
  REQUIRE(letter);
  CHECK((*letter)->from == "info@fabrikam.example");
  CHECK((*letter)->message_id == "<0123abc@fabrikam.example>");
  REQUIRE(account.set("from", "nobody"));
  CHECK(written(account, "grace@contoso.example").error().sentence.starts_with("from: "));
}

TEST_CASE("The message is RFC 5322 with CRLF, dot-stuffed and ended, whatever its text holds", "[verify]") {
  Account account = account_with(Account::Kind::password);
  REQUIRE(account.set("subject",
                      "Gr\xC3\xBC\xC3\x9F"
                      "e"));
  REQUIRE(account.set("text", "one\n.\n.two\r\nthree"));
  const auto letter = written(account, "grace@contoso.example");
  REQUIRE(letter);
  const std::string& bytes = (*letter)->bytes;
  CHECK(bytes.ends_with("\r\n.\r\n"));
  CHECK(bytes.find("\r\n.\r\n") == bytes.size() - 5);
  CHECK(bytes.find("Message-ID: <0123abc@contoso.example>\r\n") != std::string::npos);
  for (std::size_t at = bytes.find('\n'); at != std::string::npos; at = bytes.find('\n', at + 1)) CHECK((at > 0 && bytes[at - 1] == '\r'));
  CHECK(bytes.find("correct horse") == std::string::npos);
}

TEST_CASE("An address in another script needs SMTPUTF8; reports are handed on", "[verify]") {
  CHECK_FALSE((*written("grace@contoso.example"))->needs_utf8);
  CHECK((*written("gr\xC3\xA4"
                  "ce@contoso.example"))
            ->needs_utf8);
  Account account = account_with(Account::Kind::password);
  REQUIRE(account.set("dsn", "success,failure"));
  CHECK((*written(account, "grace@contoso.example"))->notify == "SUCCESS,FAILURE");
}
