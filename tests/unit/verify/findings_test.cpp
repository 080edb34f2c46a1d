// What attempts mean, and what to be warned about although they worked.
#include "verify/findings.hpp"

#include "unit/verify/settings.hpp"

using namespace homing;
using testing::ended_at;
using testing::way;
using testing::went_well;

namespace {

Attempt attempt(Protocol protocol, std::shared_ptr<Transcript> transcript) {
  Attempt one;
  one.trial.protocol = protocol;
  one.trial.host = "imap.contoso.example";
  one.trial.port = 993;
  one.trial.method = Method::oauth2;
  one.transcript = std::move(transcript);
  return one;
}

std::shared_ptr<Transcript> with_certificate(std::int64_t days_left) {
  auto transcript = went_well();
  transcript->tls.emplace();
  transcript->tls->certificate.emplace();
  transcript->tls->certificate->not_after = "2026-12-01T08:00:00Z";
  transcript->tls->certificate->days_left = days_left;
  return transcript;
}

std::string id_of(const Attempt& failed, const std::vector<Inquiry>& all = {}, Kind kind = Kind::other) {
  Arena arena;
  return std::string(diagnose(failed, all, {kind, Cloud::none, Confidence::certain, "x"}, testing::catalogue(), arena).id.view());
}

std::vector<Inquiry> smtp_worked() {
  Inquiry inquiry;
  inquiry.protocol = Protocol::smtp;
  inquiry.attempts.push_back(attempt(Protocol::smtp, went_well()));
  return {inquiry};
}

}  // namespace

TEST_CASE("A certificate near its end is warned of, and one with time left is not", "[verify]") {
  const auto warnings = warnings_of(attempt(Protocol::imap, with_certificate(20)));
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0] == "The certificate of imap.contoso.example ends in 20 days, on 2026-12-01.");
  CHECK(warnings_of(attempt(Protocol::imap, with_certificate(0))).size() == 1);
  CHECK(warnings_of(attempt(Protocol::imap, with_certificate(21))).empty());
  CHECK(warnings_of(attempt(Protocol::imap, went_well())).empty());
}

TEST_CASE("Another port than the settings name is warned of, where it works", "[verify]") {
  Attempt other = attempt(Protocol::imap, went_well());
  other.trial.listed = false;
  other.trial.port = 143;
  CHECK(warnings_of(other) == std::vector<std::string>{"Not the server that the settings name answered, but port 143."});
  other.transcript = ended_at(Step::connect, Heard::refused);
  CHECK(warnings_of(other).empty());
}

TEST_CASE("An older TLS, and a retired way that was accepted, are warned of", "[verify]") {
  auto transcript = went_well();
  transcript->tls.emplace();
  transcript->tls->older_version = true;
  Attempt odd = attempt(Protocol::imap, transcript);
  odd.trial.method = Method::password;
  odd.trial.known = {way(Method::oauth2), way(Method::password, MethodState::retired)};
  CHECK(warnings_of(odd) == std::vector<std::string>{"The server broke off when it heard of TLS 1.3, and took TLS 1.2.",
                                                     "password is said to be retired here, and was accepted all the same."});
  odd.transcript = ended_at(Step::sign_in, Heard::protocol, "a NO no");
  CHECK(warnings_of(odd).empty());
}

TEST_CASE("What the dialogue warns of is handed on; of a talk under way nothing is known", "[verify]") {
  auto transcript = went_well();
  transcript->gist.warnings = {"the server does not offer delivery reports (DSN)"};
  CHECK(warnings_of(attempt(Protocol::smtp, transcript)) == transcript->gist.warnings);
  CHECK(warnings_of(attempt(Protocol::smtp, nullptr)).empty());
  CHECK(steps_of(attempt(Protocol::smtp, nullptr)).empty());
  CHECK(fault_of(attempt(Protocol::smtp, nullptr)) == "the time was up");
}

TEST_CASE("A way that was kept back is the last step, and why is the fault", "[verify]") {
  Attempt kept_back = attempt(Protocol::imap, went_well(Step::capabilities));
  kept_back.trial.method.reset();
  kept_back.trial.refusal = "password is retired here";
  const std::vector<StepTaken> steps = steps_of(kept_back);
  REQUIRE(steps.size() == 6);
  CHECK(steps.back().step == Step::sign_in);
  CHECK_FALSE(steps.back().ok);
  CHECK(fault_of(kept_back) == "password is retired here");
  kept_back.transcript = ended_at(Step::connect, Heard::refused);
  CHECK(steps_of(kept_back).size() == 2);
  CHECK(fault_of(kept_back) == "it went wrong");
}

TEST_CASE("A way that is retired at Microsoft is told as Microsoft would refuse it; elsewhere in the manifest's words", "[verify]") {
  Attempt kept_back = attempt(Protocol::imap, went_well(Step::capabilities));
  kept_back.trial.method.reset();
  kept_back.trial.refusal = "password is retired here";
  kept_back.trial.known = {way(Method::password, MethodState::retired)};
  CHECK(id_of(kept_back, {}, Kind::microsoft365) == "imap.basic_disabled");
  CHECK(id_of(kept_back, {}, Kind::other) == "sign_in.not_allowed");
  kept_back.trial.protocol = Protocol::pop3;
  CHECK(id_of(kept_back, {}, Kind::outlook_com) == "pop3.basic_disabled");
  kept_back.trial.protocol = Protocol::smtp;
  CHECK(id_of(kept_back, {}, Kind::outlook_com) == "smtp.auth.basic_disabled");
}

TEST_CASE("That another protocol took the same credential tells more about a refusal", "[verify]") {
  const Attempt refused = attempt(Protocol::imap, ended_at(Step::sign_in, Heard::protocol, "b NO AUTHENTICATE failed."));
  CHECK(id_of(refused, {}, Kind::outlook_com) == "imap.authenticate_failed");
  CHECK(id_of(refused, smtp_worked(), Kind::outlook_com) == "imap.off_for_mailbox");
}

TEST_CASE("How the network ended tells as much as words do", "[verify]") {
  CHECK(id_of(attempt(Protocol::imap, ended_at(Step::connect, Heard::refused))) == "net.refused");
  CHECK(id_of(attempt(Protocol::imap, ended_at(Step::connect, Heard::timeout))) == "net.timeout");
  CHECK(id_of(attempt(Protocol::imap, ended_at(Step::greeting, Heard::timeout))) == "net.silent_server");
  CHECK(id_of(attempt(Protocol::imap, ended_at(Step::dns, Heard::no_such_name))) == "net.dns");
}

TEST_CASE("Where nobody knows a server, or the message is too large, it is said who can mend it", "[verify]") {
  Arena arena;
  const Diagnosis nobody = without_server(Protocol::pop3, arena);
  CHECK(nobody.next == Next::ask_admin);
  CHECK(nobody.meaning.view().find("pop3") != std::string_view::npos);
  const Diagnosis beyond = beyond_limits("The message has 3 recipients.", arena);
  CHECK(beyond.who == Fixer::user);
  CHECK(beyond.meaning == "The message has 3 recipients.");
}
