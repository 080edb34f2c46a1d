// A program in C++17 that uses everything of homing.hpp, without exceptions and run-time types.
#include <cstdio>
#include <map>
#include <thread>
#include <vector>

#include "homing/homing.hpp"

namespace {

int failures = 0;

#define expect(...) ((void)((__VA_ARGS__) || (++failures, std::fprintf(stderr, "line %d: %s\n", __LINE__, #__VA_ARGS__), false)))

constexpr const char* answers = HERE "/answers.json";

homing::Options options(std::initializer_list<std::pair<const char*, const char*>> values) {
  homing::Options made;
  for (const auto& [name, value] : values) expect(made.set(name, value));
  return made;
}

bool contains(std::optional<std::string_view> text, std::string_view part) { return text && text->find(part) != std::string_view::npos; }

void settings_are_found() {
  auto session = homing::Session::open(options({{"answers", answers}, {"trace", "on"}}));
  expect(session);
  auto job = session->resolve("ada@fabrikam.example");
  expect(job && job->id() != 0);
  const auto result = job->wait();
  expect(result);
  expect(result->text("/imap/0/host") == "imap.fabrikam.example");
  expect(result->number("/imap/0/port", 0) == 993);
  expect(result->number("/imap/9/port", -1) == -1);
  expect(result->count("/smtp") == 1);
  expect(result->part("/imap/0/port") == "993");
  expect(!result->text("/nowhere") && !result->secret());
  expect(contains(result->json(), "\"outcome\"") && contains(result->trace(), "fabrikam"));
  expect(contains(session->resolve_domain("fabrikam.example")->wait()->json(), "%EMAILLOCALPART%"));
  expect(session->audit("contoso.example")->wait()->text("/domain") == "contoso.example");
  expect(session->options_to_send("contoso.example")->wait()->count("/options") > 1);
  expect(session->check("<clientConfig", "ada@fabrikam.example")->wait()->count("/problems") == 1);
  expect(session->explain("535 5.7.139 SmtpClientAuthentication is disabled for the Tenant")->wait()->text("/matches/0/id") ==
         "smtp.auth.disabled_tenant");
  expect(session->call(R"({"op":"version"})")->wait()->number("/abi", 0) == HOMING_ABI_VERSION);
}

void errors_have_their_sentence() {
  homing::Options wrong;
  const auto unknown = wrong.set("speed", "high");
  expect(!unknown && unknown.error().status == HOMING_UNKNOWN_OPTION && contains(unknown.error().sentence, "speed"));
  expect(wrong["grace_ms"] == "300" && !wrong["speed"]);
  expect(contains(homing::Options::table(), "deadline_ms"));
  expect(wrong.set("answers", "/nowhere/at/all"));
  const auto none = homing::Session::open(wrong);
  expect(!none && none.error().status == HOMING_INVALID_VALUE && contains(none.error().sentence, "/nowhere/at/all"));
  auto session = homing::Session::open();
  const auto refused = session->resolve("ada@@contoso.example");
  expect(!refused && refused.error().status == HOMING_INVALID_ADDRESS && refused.error().position == 4 && !refused.error().sentence.empty());
  expect(session->call("{}").error().status == HOMING_INVALID_REQUEST);
  homing::Account account("ada@contoso.example");
  const auto odd = account.set("protocols", "carrier-pigeon");
  expect(!odd && odd.error().status == HOMING_INVALID_VALUE && contains(odd.error().sentence, "protocols"));
  expect(account.token("").error().status == HOMING_INVALID_VALUE);
  expect(session->store_key("short").error().status == HOMING_INVALID_VALUE);
  expect(session->store_key(std::string(32, 'k')));
  homing::Job moved = *session->resolve("ada@outlook.com");
  const homing::Job taken = std::move(moved);
  expect(moved.run(0).error().status == HOMING_INVALID_HANDLE && taken.id() != 0);
}

void accounts_are_proved() {
  auto session = homing::Session::open(options({{"answers", answers}}));
  homing::Account account("ada@fabrikam.example");
  expect(account.password("correct-horse"));
  auto job = session->verify(account);
  std::vector<std::string> steps;
  expect(job->listen([&steps](std::string_view event) {
    steps.emplace_back(event);
    return 0;
  }));
  const auto proved = job->wait();
  expect(proved && proved->part("/protocols/imap/ok") == "true" && proved->text("/protocols/smtp/diagnosis/id"));
  expect(!steps.empty() && contains(steps.back(), "\"done\""));
  expect(!contains(proved->json(), "correct-horse"));
  homing::Account sender("ada@litware.example");
  expect(sender.password("correct-horse") && sender.client_secret("unused"));
  const auto sent = session->send_test(sender, "grace@litware.example")->wait();
  expect(sent && sent->part("/sent") == "true");
}

void jobs_are_cancelled() {
  auto session = homing::Session::open(options({{"answers", answers}, {"deadline_ms", "5000"}}));
  auto by_listener = session->resolve("ada@tailspin.example");
  expect(by_listener->listen([](std::string_view) { return 1; }));
  expect(by_listener->wait().error().status == HOMING_CANCELLED);
  auto unheard = session->resolve("ada@fabrikam.example");
  expect(unheard->listen([](std::string_view) { return 1; }) && unheard->listen({}) && unheard->wait());  // the later call counts
  auto by_number = session->resolve("ada@tailspin.example");
  const homing::Cancel cancel = by_number->canceller();
  expect(by_number->result().error().status == HOMING_NOT_READY);
  std::thread([cancel] { expect(cancel()); }).join();
  expect(by_number->run(1000).error().status == HOMING_CANCELLED);
  expect(!cancel());
}

void other_programs_are_configured() {
  auto session = homing::Session::open(options({{"answers", answers}}));
  const homing::Account account("ada@fabrikam.example");
  expect(contains(homing::export_formats(), "\"msmtp\""));
  const auto written = session->export_as(account, "msmtp")->wait();
  expect(written && written->text("/outcome") == "written" && contains(written->text("/files/0/text"), "host smtp.fabrikam.example"));
  expect(session->export_as(account, "carrier-pigeon").error().status == HOMING_INVALID_REQUEST);
}

// Counts its objects, and what it is asked.
class Memory : public homing::Store {
 public:
  explicit Memory(int& alive) : alive_(alive) { ++alive_; }
  ~Memory() override { --alive_; }
  bool get(const char* key, std::optional<std::string>& value) override {
    ++asked;
    const auto found = kept_.find(key);
    if (found != kept_.end()) value = found->second;
    return true;
  }
  bool put(const char* key, std::string_view value) override {
    kept_[key] = value;
    return true;
  }
  bool erase(const char* key) override {
    kept_.erase(key);
    return true;
  }

  int asked = 0;

 private:
  int& alive_;
  std::map<std::string, std::string> kept_;
};

void sign_ins_are_kept_by_the_host() {
  int alive = 0;
  {
    auto session = homing::Session::open(options({{"answers", answers}, {"store.folder", FOLDER}}));
    auto store = std::make_unique<Memory>(alive);
    const Memory& seen = *store;
    expect(session->keep_in(std::move(store)));
    const homing::Account account("ada@contoso.example");
    const auto token = session->token(account, "imap")->wait();
    expect(token && token->text("/outcome") == "failed" && !token->secret() && seen.asked > 0);
    expect(session->token(account, "carrier-pigeon").error().status == HOMING_INVALID_REQUEST);
    expect(session->sasl(account, "smtp", "XOAUTH2")->wait()->text("/outcome") == "failed");
    expect(session->sign_out(account)->wait());
    expect(session->authorize(account)->wait()->text("/outcome") == "failed");  // this program is registered nowhere
    expect(alive == 1);
  }
  expect(alive == 0);
}

void many_are_under_way_at_once() {
  auto session = homing::Session::open(options({{"answers", answers}}));
  auto first = session->resolve("ada@contoso.example");
  auto second = session->resolve("ada@fabrikam.example");
  const auto ended = session->next(-1);
  expect(ended && (*ended == first->id() || *ended == second->id()));
  while (*session->run(-1) && !(*first->run(0) && *second->run(0))) continue;
  expect(first->result() && second->result() && first->event());
  const auto other = session->next(-1);
  expect(other && **other + **ended == first->id() + second->id());
  auto slow = session->resolve("ada@tailspin.example");
  const auto pending = session->next(0);
  expect(pending && !*pending);
  slow->canceller()();
  expect(slow->run(-1).error().status == HOMING_CANCELLED);
  const auto cancelled = session->next(-1), none = session->next(-1);
  expect(cancelled && **cancelled == slow->id() && none && **none == 0);
  auto bulk = homing::Bulk::open(*session, true);
  expect(bulk && *bulk->add("ada@outlook.com") && *bulk->add("contoso.example") && bulk->under_way() == 2);
  expect(contains(**bulk->next(-1), "\"input\":\"ada@outlook.com\""));
  expect(contains(**bulk->next(-1), "\"input\":\"contoso.example\""));
  expect(!*bulk->next(-1) && bulk->under_way() == 0);
}

}  // namespace

int main() {
  expect(homing::is_compatible() && homing::version() >= "1");
  settings_are_found();
  errors_have_their_sentence();
  accounts_are_proved();
  jobs_are_cancelled();
  other_programs_are_configured();
  sign_ins_are_kept_by_the_host();
  many_are_under_way_at_once();
  return failures != 0;
}
