// The course of a verification, on a clock that a test turns.
#include "verify/verification.hpp"

#include "unit/verify/settings.hpp"

using namespace homing;
using std::chrono::seconds;
using testing::account_with;
using testing::ended_at;
using testing::Found;
using testing::way;
using testing::went_well;
using Secrets = Account::Kind;

namespace {

const Time begin{};
const Time until = begin + seconds(300);

std::shared_ptr<const Letter> letter() {
  auto made = std::make_shared<Letter>();
  made->message_id = "<1@contoso.example>";
  made->from = "ada@contoso.example";
  made->to = {"grace@contoso.example"};
  made->bytes = "Subject: x\r\n\r\nx\r\n.\r\n";
  return made;
}

Found usual() {
  Found found;
  found.add(Protocol::imap, "imap.contoso.example", 993, Security::tls).add(Protocol::smtp, "smtp.contoso.example", 587, Security::starttls);
  return found;
}

Found imap_only(std::vector<SignIn> ways = {way(Method::password)}) {
  Found found;
  found.add(Protocol::imap, "imap.contoso.example", 993, Security::tls, std::move(ways));
  return found;
}

// A verification whose talks the test answers.
class Course {
 public:
  explicit Course(const Found& found, const Account& account = account_with(Secrets::password), std::shared_ptr<const Letter> message = {})
      : verification(account.copy(), std::move(message)) {
    verification.begin(found.resolution, testing::address());
  }

  // What is begun now: `imaps://... submission://...`; "" where nothing is.
  std::string starts() {
    std::string names;
    while (const auto open = verification.next_talk(now)) {
      names += (names.empty() ? "" : " ") + open->server;
      errand = open->errand;
      last = open->ticket;
      verification.take(now);
    }
    return names;
  }
  void hear(std::shared_ptr<const Transcript> transcript) { hear(last, std::move(transcript)); }
  void hear(std::uint32_t ticket, std::shared_ptr<const Transcript> transcript) { verification.hear(ticket, std::move(transcript), now, until); }

  Verification verification;
  Time now = begin;
  std::shared_ptr<const Errand> errand;
  std::uint32_t last = 0;
};

const Inquiry& first(const Course& course) { return course.verification.inquiries().front(); }

}  // namespace

TEST_CASE("All protocols are asked at once, each server by its rank", "[verify]") {
  Course course(usual());
  CHECK(course.verification.has_begun());
  CHECK(course.starts() == "imaps://imap.contoso.example:993 submission://smtp.contoso.example:587");
  CHECK(course.starts().empty());
  course.hear(1, went_well());
  CHECK(course.starts().empty());
  CHECK_FALSE(course.verification.over());
  course.hear(0, went_well());
  CHECK(course.verification.over());
}

TEST_CASE("After a failed connection the next server is tried", "[verify]") {
  for (const auto& [step, heard] : {std::pair(Step::connect, Heard::refused), std::pair(Step::connect, Heard::timeout),
                                    std::pair(Step::tls, Heard::certificate), std::pair(Step::greeting, Heard::timeout)}) {
    CAPTURE(word(step).view());
    Course course(imap_only());
    course.starts();
    course.hear(ended_at(step, heard));
    CHECK(course.starts() == "imap://imap.contoso.example:143");
    course.hear(went_well());
    CHECK(course.verification.over());
    REQUIRE(first(course).best() != nullptr);
    CHECK(first(course).best()->trial.port == 143);
  }
}

TEST_CASE("After a failed connection the next server is tried, also where nobody is to sign in", "[verify]") {
  Course course(imap_only({way(Method::oauth2), way(Method::password, MethodState::retired)}));
  course.starts();
  CHECK(course.errand->login == nullptr);
  course.hear(ended_at(Step::connect, Heard::refused));
  CHECK(course.starts() == "imap://imap.contoso.example:143");
  course.hear(went_well(Step::capabilities));
  CHECK(course.verification.over());
  CHECK_FALSE(first(course).best()->ok());
}

TEST_CASE("After a refused sign-in nothing more is tried", "[verify]") {
  for (const Step step : {Step::sign_in, Step::mailbox}) {
    Course course(imap_only());
    course.starts();
    course.hear(ended_at(step, Heard::protocol, "a NO [AUTHENTICATIONFAILED] no"));
    CHECK(course.starts().empty());
    CHECK(course.verification.over());
    CHECK(first(course).attempts.size() == 1);
  }
}

TEST_CASE("A host that does not exist has no other port, but another host is tried", "[verify]") {
  Found found = imap_only();
  found.add(Protocol::imap, "other.contoso.example", 993, Security::tls);
  Course course(found);
  course.starts();
  course.hear(ended_at(Step::dns, Heard::no_such_name));
  CHECK(course.starts() == "imaps://other.contoso.example:993");
  course.hear(ended_at(Step::connect, Heard::refused));
  CHECK(course.starts() == "imap://other.contoso.example:143");
  course.hear(ended_at(Step::connect, Heard::refused));
  CHECK(course.verification.over());
}

TEST_CASE("No other server is tried when the time is up", "[verify]") {
  Course course(imap_only());
  course.starts();
  course.now = until;
  course.hear(ended_at(Step::connect, Heard::timeout));
  CHECK(course.starts().empty());
  CHECK(course.verification.over());
}

TEST_CASE("Of several attempts the one that worked is told, else the one that came farthest, else the first", "[verify]") {
  Course farther(imap_only());
  farther.starts();
  farther.hear(ended_at(Step::tls, Heard::certificate));
  farther.starts();
  farther.hear(ended_at(Step::greeting, Heard::timeout));
  CHECK(first(farther).best()->trial.port == 143);
  Course equal(imap_only());
  equal.starts();
  equal.hear(ended_at(Step::connect, Heard::refused));
  equal.starts();
  equal.hear(ended_at(Step::connect, Heard::refused));
  CHECK(first(equal).best()->trial.port == 993);
  CHECK(Inquiry().best() == nullptr);
}

TEST_CASE("A busy server is asked again after 5, 10 and 20 seconds, and no oftener", "[verify]") {
  for (const char* const reply : {"432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", "451 4.7.500 Server busy", "452 4.3.1 full"}) {
    CAPTURE(reply);
    Course course(usual(), account_with(Secrets::password), letter());
    CHECK(course.starts() == "submission://smtp.contoso.example:587");
    for (const int wait : {5, 10, 20}) {
      course.hear(ended_at(Step::message, Heard::protocol, reply));
      CHECK(course.starts().empty());
      CHECK(course.verification.next_look() == course.now + seconds(wait));
      course.now += seconds(wait) - std::chrono::milliseconds(1);
      CHECK(course.starts().empty());
      course.now += std::chrono::milliseconds(1);
      CHECK(course.starts() == "submission://smtp.contoso.example:587");
      CHECK_FALSE(course.verification.next_look().has_value());
    }
    course.hear(ended_at(Step::message, Heard::protocol, reply));
    CHECK(course.verification.over());
    CHECK(first(course).attempts.size() == 4);
  }
}

TEST_CASE("A server that was busy and then takes the message has worked", "[verify]") {
  Course course(usual(), account_with(Secrets::password), letter());
  course.starts();
  course.hear(ended_at(Step::message, Heard::protocol, "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded"));
  course.now += seconds(5);
  course.starts();
  course.hear(went_well(Step::message));
  CHECK(course.verification.over());
  CHECK(first(course).best()->ok());
  CHECK(first(course).attempts.size() == 2);
}

TEST_CASE("Nobody waits beyond the deadline, for another reply, or where nothing is sent", "[verify]") {
  Course late(usual(), account_with(Secrets::password), letter());
  late.starts();
  late.now = until - seconds(5);
  late.hear(ended_at(Step::message, Heard::protocol, "451 4.7.500 Server busy"));
  CHECK(late.verification.over());
  Course refused(usual(), account_with(Secrets::password), letter());
  refused.starts();
  refused.hear(ended_at(Step::message, Heard::protocol, "550 5.7.60 SMTP; Client does not have permissions to send as this sender"));
  CHECK(refused.verification.over());
  Course no_message(imap_only());
  no_message.starts();
  no_message.hear(ended_at(Step::mailbox, Heard::protocol, "451 4.7.500 Server busy"));
  CHECK(no_message.verification.over());
}

TEST_CASE("A credential that was refused for now is not sent again (RFC 4954: 432 wants another password)", "[verify]") {
  Course course(usual(), account_with(Secrets::password), letter());
  course.starts();
  course.hear(ended_at(Step::sign_in, Heard::protocol, "432 4.7.12 A password transition is needed"));
  CHECK(course.verification.over());
  CHECK(first(course).attempts.size() == 1);
}

TEST_CASE("The errand has all that the talk needs, and outlives the account that the caller had", "[verify]") {
  Found found;
  found.add(Protocol::imap, "imap.contoso.example", 143, Security::starttls);
  auto account = std::make_unique<Account>(account_with(Secrets::password));
  REQUIRE(account->set("find", "1@contoso.example"));
  Course course(found, *account);
  course.starts();
  account.reset();
  REQUIRE(course.errand->login != nullptr);
  CHECK(course.errand->login->secret->reveal() == "correct horse");
  CHECK(course.errand->login->username == "ada@contoso.example");
  CHECK(course.errand->login->host == "imap.contoso.example");
  CHECK(course.errand->login->port == 143);
  CHECK(course.errand->find == "<1@contoso.example>");
  CHECK(course.errand->sender == "ada@contoso.example");
  CHECK_FALSE(course.errand->implicit_tls);
  CHECK(course.errand->letter == nullptr);
}

TEST_CASE("A message goes by submission alone; protocols that are wanted are the only ones", "[verify]") {
  Account account = account_with(Secrets::password);
  REQUIRE(account.set("protocols", "imap"));
  CHECK(Course(usual(), account).starts() == "imaps://imap.contoso.example:993");
  CHECK(Course(usual(), account, letter()).starts() == "submission://smtp.contoso.example:587");
}

TEST_CASE("A protocol without a server is told where it was asked for, or where nobody knows any", "[verify]") {
  CHECK(Course(usual()).verification.inquiries().size() == 2);
  Account account = account_with(Secrets::password);
  REQUIRE(account.set("protocols", "pop3"));
  Course wanted(usual(), account);
  REQUIRE(wanted.verification.inquiries().size() == 1);
  CHECK(first(wanted).best() == nullptr);
  CHECK(wanted.verification.over());
  Course nothing{Found()};
  CHECK(nothing.verification.over());
  CHECK(nothing.verification.inquiries().size() == 2);
}

TEST_CASE("What is beyond the provider's limits is not sent at all; what is beyond the usual ones is sent with a warning", "[verify]") {
  Found found = usual();
  found.resolution.settings.limits = R"({"recipients_per_message": 1, "recipients_per_message_maximum": 2})";
  auto message = std::make_shared<Letter>(*letter());
  message->to = {"a@contoso.example", "b@contoso.example"};
  Course warned(found, account_with(Secrets::password), message);
  CHECK(warned.verification.refusal().empty());
  CHECK(warned.verification.warnings().size() == 1);
  CHECK(warned.starts() == "submission://smtp.contoso.example:587");
  message->to.push_back("c@contoso.example");
  Course refused(found, account_with(Secrets::password), message);
  CHECK(refused.verification.refusal().find("3 recipients") != std::string::npos);
  CHECK(refused.starts().empty());
  CHECK(refused.verification.over());
}
