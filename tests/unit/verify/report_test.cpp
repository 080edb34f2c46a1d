// The document that a verification comes to.
#include "verify/report.hpp"

#include "schema.hpp"
#include "unit/verify/settings.hpp"

using namespace homing;
using testing::account_with;
using testing::ended_at;
using testing::Found;
using testing::way;
using testing::went_well;
using Secrets = Account::Kind;

namespace {

// Answers the talks of a verification in the order in which they begin, and keeps the document.
class Told {
 public:
  Told(const Found& found, const std::vector<std::shared_ptr<Transcript>>& transcripts, const Account& account = account_with(Secrets::password),
       std::shared_ptr<const Letter> letter = {})
      : verification_(account.copy(), std::move(letter)) {
    verification_.begin(found.resolution, testing::address());
    Time now{};
    for (const std::shared_ptr<Transcript>& transcript : transcripts) {
      now = std::max(now, verification_.next_look().value_or(now));
      const auto open = verification_.next_talk(now);
      REQUIRE(open.has_value());
      verification_.take(now);
      verification_.hear(open->ticket, transcript, now, Time::max());
    }
    json = to_json(verification_, Besides(), found.resolution, testing::catalogue(), 12.5);
    CAPTURE(json);
    CHECK(testing::joined(testing::check_schema("verification", json)).empty());
  }
  bool says(std::string_view part) const { return json.find(part) != std::string::npos; }
  std::size_t count(std::string_view part) const {
    std::size_t times = 0;
    for (std::size_t at = json.find(part); at != std::string::npos; at = json.find(part, at + 1)) ++times;
    return times;
  }
  Text outcome() const { return outcome_of(verification_, Besides()); }

  std::string json;

 private:
  Verification verification_;
};

Found usual(std::vector<SignIn> ways = {way(Method::password)}) {
  Found found;
  found.add(Protocol::imap, "imap.contoso.example", 993, Security::tls, ways);
  found.add(Protocol::smtp, "smtp.contoso.example", 587, Security::starttls, std::move(ways));
  return found;
}

std::shared_ptr<Transcript> signed_in() {
  auto transcript = went_well();
  transcript->address = "192.0.2.1";
  transcript->gist.mechanism = "PLAIN";
  transcript->gist.asked_to_sign_in = true;
  transcript->gist.messages = 3;
  transcript->gist.capabilities = {"IMAP4rev1", "AUTH=PLAIN"};
  return transcript;
}

std::shared_ptr<const Letter> letter() {
  auto made = std::make_shared<Letter>();
  made->message_id = "<1@contoso.example>";
  made->from = "ada@contoso.example";
  made->to = {"grace@contoso.example", "alan@contoso.example"};
  made->bytes = "Subject: x\r\n\r\nx\r\n.\r\n";
  return made;
}

}  // namespace

TEST_CASE("The outcome tells whether all, some or none of the protocols work", "[verify]") {
  CHECK(Told(usual(), {signed_in(), signed_in()}).outcome() == "ok");
  CHECK(Told(usual(), {signed_in(), ended_at(Step::sign_in, Heard::protocol, "535 no")}).outcome() == "partial");
  const auto refused = [] { return ended_at(Step::sign_in, Heard::protocol, "535 no"); };
  CHECK(Told(usual(), {refused(), refused()}).outcome() == "failed");
  CHECK(Told(Found(), {}).outcome() == "failed");
}

TEST_CASE("What worked has nothing to be done about it", "[verify]") {
  const Told told(usual(), {signed_in(), signed_in()});
  CHECK(told.count(R"("next":"none")") == 2);
  CHECK(told.count(R"("diagnosis":{})") == 2);
  CHECK(told.says(R"("messages":3)"));
  CHECK(told.says(R"("mechanism":"PLAIN")"));
}

TEST_CASE("Other servers that were tried are told with their own reasons", "[verify]") {
  Account account = account_with(Secrets::password);
  REQUIRE(account.set("protocols", "imap"));
  const Told told(usual(), {ended_at(Step::connect, Heard::refused), signed_in()}, account);
  CHECK(told.says(R"("attempts":[{"ok":false,"endpoint":{"host":"imap.contoso.example","port":993)"));
  CHECK(told.says("port 143"));
  CHECK(told.outcome() == "ok");
}

TEST_CASE("Ways to sign in are told against what is known of the server", "[verify]") {
  const Told told(usual({way(Method::oauth2), way(Method::password, MethodState::retired)}), {went_well(), signed_in()},
                  account_with(Secrets::nothing));
  CHECK(told.says(R"({"method":"oauth2","state":"current","offered":false})"));
  CHECK(told.says(R"({"method":"password","state":"retired","offered":true})"));
  auto odd = signed_in();
  odd->gist.capabilities = {"AUTH=NTLM", "LOGINDISABLED"};
  CHECK(Told(usual(), {odd, signed_in()}).says(R"({"method":"ntlm","state":"unlisted","offered":true})"));
}

TEST_CASE("The document never holds the secret, whatever is known of the account", "[verify]") {
  const Told told(usual(), {signed_in(), ended_at(Step::sign_in, Heard::protocol, "535 no")});
  CHECK_FALSE(told.says("correct horse"));
  CHECK_FALSE(told.says("Y29ycmVjdCBob3JzZQ"));
}

TEST_CASE("Each party that was spoken to is told once, with the most that it learned", "[verify]") {
  auto silent = ended_at(Step::greeting, Heard::timeout);
  silent->address = "192.0.2.1";
  Account account = account_with(Secrets::password);
  REQUIRE(account.set("protocols", "imap"));
  const Told told(usual(), {silent, signed_in()}, account);
  CHECK(told.count(R"("to":"imap.contoso.example")") == 1);
  CHECK(told.says(R"({"to":"imap.contoso.example","what":"address"})"));
  const Told refused(usual(), {ended_at(Step::dns, Heard::no_such_name)}, account);
  CHECK(refused.says(R"("disclosed":[])"));
}

TEST_CASE("A message is told with what each recipient's server said, and is sent only where it was taken at the end", "[verify]") {
  auto taken = went_well(Step::message);
  taken->gist.recipients = {{"grace@contoso.example", true, "250 one"}, {"alan@contoso.example", false, "550 5.1.1 two"}};
  const Told sent(usual(), {taken}, account_with(Secrets::password), letter());
  CHECK(sent.says(R"("sent":true,"via":"smtp","message_id":"<1@contoso.example>")"));
  CHECK(sent.says(R"({"address":"grace@contoso.example","ok":true,"reply":"250 one"})"));
  CHECK(sent.says(R"({"address":"alan@contoso.example","ok":false,"reply":"550 5.1.1 two"})"));
  auto refused = ended_at(Step::message, Heard::protocol, "554 5.2.0 no");
  refused->gist.recipients = taken->gist.recipients;
  const Told lost(usual(), {refused}, account_with(Secrets::password), letter());
  CHECK(lost.says(R"("sent":false)"));
  CHECK(lost.says(R"({"address":"grace@contoso.example","ok":false,"reply":"250 one"})"));
}

TEST_CASE("A message beyond the limits is told as such, and nobody was asked", "[verify]") {
  Found found = usual();
  found.resolution.settings.limits = R"({"recipients_per_message_maximum": 1})";
  const Told told(found, {}, account_with(Secrets::password), letter());
  CHECK(told.says(R"("id":"message.beyond_limits")"));
  CHECK(told.says(R"("sent":false)"));
  CHECK(told.outcome() == "failed");
}

TEST_CASE("A server that asks for patience is told with a time to wait", "[verify]") {
  Account account = account_with(Secrets::password);
  const auto busy = [] { return ended_at(Step::message, Heard::protocol, "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded"); };
  const Told told(usual(), {busy(), busy(), busy(), busy()}, account, letter());
  CHECK(told.says(R"("next":"wait","wait_s":)"));
}

TEST_CASE("A message that is looked for is told as found or not, and not at all where no mailbox was looked into", "[verify]") {
  Account account = account_with(Secrets::password);
  REQUIRE(account.set("find", "1@contoso.example"));
  auto finder = signed_in();
  finder->gist.found = true;
  CHECK(Told(usual(), {finder, signed_in()}, account).says(R"("message":{"id":"<1@contoso.example>","found":true})"));
  finder->gist.found = false;
  CHECK(Told(usual(), {finder, signed_in()}, account).says(R"("found":false})"));
  CHECK_FALSE(Told(usual(), {signed_in(), signed_in()}, account).says(R"("message")"));
}

TEST_CASE("A certificate is told as it was shown, though there was no TLS", "[verify]") {
  auto distrusted = ended_at(Step::tls, Heard::certificate);
  distrusted->tls.emplace();
  distrusted->tls->certificate = CertificateFacts{"CN=other", "CN=other", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", -3, {"other.example"}};
  Account account = account_with(Secrets::password);
  REQUIRE(account.set("server", "imap.contoso.example:993"));
  const Told told(usual(), {distrusted}, account);
  CHECK(told.says(R"("tls":{"version":null,"cipher":null,"resumed":false,"certificate":{"subject":"CN=other")"));
  CHECK(told.says(R"("days_left":-3)"));
}
