// The race on a virtual clock: nothing here waits.
#include "decide/race.hpp"

#include <algorithm>
#include <random>

#include "catch.hpp"
#include "unit/decide/play.hpp"

using namespace homing;
using testing::directory;
using testing::failure;
using testing::file;
using testing::microsoft;
using testing::mx;
using testing::Others;
using testing::own;
using testing::own_server;
using testing::page;
using testing::Play;
using testing::records;
using testing::well_known;

namespace {

bool advises(const Resolution& result, std::string_view id) {
  return std::any_of(result.advice.begin(), result.advice.end(), [&](const Advice& advice) { return advice.id.view() == id; });
}

std::string first_imap(const Resolution& result) { return result.settings.imap.empty() ? "" : std::string(result.settings.imap[0].host.view()); }

}  // namespace

TEST_CASE("Each question is handed out once, although two sources want the MX", "[decide]") {
  Play play("ada@contoso.example", {}, Others::asked);  // taking them checks that none comes twice
  for (const std::string& key : {own, well_known, directory, mx}) CHECK(play.asks(key));
  CHECK_FALSE(play.race().next_question());
}

TEST_CASE("What the catalogue is sure of needs no question", "[decide]") {
  const Play play("ada@outlook.com");
  CHECK(play.open().empty());
  CHECK(play.over(0));
  CHECK(play.verdict(0).mailbox.kind == Kind::outlook_com);
}

TEST_CASE("A Microsoft MX ends the race although everybody else is silent", "[decide]") {
  Play play;
  CHECK_FALSE(play.over(19));
  play.hear(mx, microsoft(), 20);
  CHECK(play.next_look() <= 20 + 10);
  CHECK(play.over(30));
  const Resolution result = play.verdict(30);
  CHECK(result.outcome == Outcome::found);
  CHECK(result.mailbox.kind == Kind::microsoft365);
  CHECK(result.timing.questions > 4);
  CHECK(result.timing.answers == result.timing.questions - 3);
  CHECK(result.timing.total_ms == Approx(30));
}

TEST_CASE("Once the MX has decided, an existing autoconfig host is heard for the grace", "[decide]") {
  Play play;
  play.exists(own);
  play.hear(mx, microsoft(), 20);
  CHECK_FALSE(play.over(30));
  CHECK_FALSE(play.over(319));
  CHECK(play.over(320));
  CHECK(play.next_look() == 320);
}

TEST_CASE("The contradiction ends the waiting", "[decide]") {
  Play play;
  play.exists(own);
  play.hear(mx, microsoft(), 20);
  play.hear(own, file(), 100);
  CHECK(play.over(100));
  const Resolution result = play.verdict(100);
  CHECK(result.mailbox.kind == Kind::microsoft365);
  CHECK(first_imap(result) == "outlook.office365.com");
  CHECK(advises(result, "published-settings-contradict-mx"));
}

TEST_CASE("That no autoconfig host exists ends the waiting at once", "[decide]") {
  Play play;
  play.hear(own, failure(Heard::no_such_name), 15);
  play.hear(mx, microsoft(), 20);
  CHECK(play.over(20));
}

TEST_CASE("Whoever does not want contradictions does not wait for them", "[decide]") {
  Pace pace;
  pace.hear_contradictions = false;
  Play play("ada@contoso.example", pace);
  play.exists(own);
  play.hear(mx, microsoft(), 20);
  CHECK(play.over(20));
}

TEST_CASE("A usable file waits for what ranks above it, at most the grace", "[decide]") {
  Play play;
  play.hear(well_known, file(), 50);
  CHECK_FALSE(play.over(50));
  CHECK_FALSE(play.over(349));
  CHECK(play.over(350));
  play.hear(mx, own_server(), 60);
  CHECK_FALSE(play.over(60));
  play.hear(own, page("", 404), 80);
  CHECK(play.over(80));
}

TEST_CASE("What ranks below is not waited for", "[decide]") {
  Play play;
  play.hear(mx, own_server(), 20);
  play.hear(own, file(), 50);
  CHECK(play.over(50));
  CHECK(first_imap(play.verdict(50)) == "imap.contoso.example");
}

TEST_CASE("A higher rung beats an earlier arrival", "[decide]") {
  Play play;
  play.hear(directory, file("first.example"), 10);
  play.hear(mx, own_server(), 20);
  play.hear(own, file("better.example"), 200);
  CHECK(play.over(200));
  CHECK(first_imap(play.verdict(200)) == "imap.better.example");
}

TEST_CASE("Half a file does not end the race", "[decide]") {
  Play play;
  const std::string whole = testing::published("contoso.example");
  const std::string half = whole.substr(0, whole.find("<outgoingServer")) + "</emailProvider></clientConfig>";
  play.hear(mx, own_server(), 20);
  play.hear(own, page(half), 50);
  CHECK_FALSE(play.over(50));
  play.nobody_else(60);
  CHECK(play.over(60));
  CHECK(play.verdict(60).outcome == Outcome::partial);
}

TEST_CASE("A listed domain waits for its MX and no longer", "[decide]") {
  Play play("ada@outlook.nl");
  CHECK_FALSE(play.over(3999));
  CHECK(play.over(4000));
  CHECK(play.verdict(4000).mailbox.kind == Kind::outlook_com);
  CHECK(advises(play.verdict(4000), "unconfirmed"));
  play.hear("MX outlook.nl", records({"10 outlook-nl.olc.protection.outlook.com."}), 25);
  CHECK(play.over(40));
  CHECK(play.verdict(40).mailbox.confidence == Confidence::certain);
  CHECK_FALSE(advises(play.verdict(40), "unconfirmed"));
}

TEST_CASE("At the deadline the race is over, whatever is silent", "[decide]") {
  Pace pace;
  pace.deadline = Milliseconds(700);
  const Play play("ada@contoso.example", pace);
  CHECK_FALSE(play.over(699));
  CHECK(play.over(700));
  CHECK(play.next_look() == 700);
  CHECK(play.verdict(700).outcome == Outcome::unreachable);
}

TEST_CASE("When all have answered there is nothing to wait for", "[decide]") {
  Play play;
  play.hear(mx, failure(Heard::no_such_name), 20);
  play.nobody_else(30);
  CHECK(play.over(30));
  CHECK(play.verdict(30).outcome == Outcome::not_found);
}

TEST_CASE("A domain that takes no mail is decided, whoever is silent", "[decide]") {
  Play play;
  play.exists(own);
  play.exists(directory);
  play.hear(mx, records({"0 ."}), 20);
  CHECK(play.over(20));
  const Resolution result = play.verdict(20);
  CHECK(result.outcome == Outcome::not_found);
  CHECK(advises(result, "domain-takes-no-mail"));
  CHECK_FALSE(advises(result, "nobody-answered"));
}

TEST_CASE("Tickets that are unknown or answered change nothing", "[decide]") {
  Play play;
  play.race().hear(999, microsoft(), play.at(1));
  play.race().host_exists(999);
  play.hear(mx, own_server(), 20);
  play.race().hear(0, microsoft(), play.at(30));
  play.race().hear(0, microsoft(), play.at(30));
  CHECK(play.verdict(40).mailbox.kind == Kind::unknown);
}

TEST_CASE("The clock may start anew before anybody was heard", "[decide]") {
  Play play("ada@outlook.nl");
  play.race().restart(play.at(10000));
  CHECK_FALSE(play.over(10000));
  CHECK_FALSE(play.over(13999));
  CHECK(play.over(14000));
  CHECK(play.verdict(14000).timing.total_ms == Approx(4000));
}

TEST_CASE("Questions of a long redirect are bounded", "[decide]") {
  Play play;
  std::string last = own;
  int hops = 0;
  for (; hops < 100; ++hops) {
    const std::string next = "https://h" + std::to_string(hops) + ".contoso.example/";
    play.hear(last, testing::redirect(next), hops);
    last = "GET " + next;
    const std::vector<std::string> open = play.open();
    if (std::find(open.begin(), open.end(), last) == open.end()) break;
  }
  CHECK(hops <= 5);
}

TEST_CASE("Whatever is heard and when, the race is over when it said it would look", "[decide]") {
  std::mt19937 dice(20261121);  // always the same games
  const std::vector<Answer> answers{microsoft(),
                                    own_server(),
                                    records({"0 mx1.pphosted.com."}),
                                    records({"0 ."}),
                                    file(),
                                    file("other.example"),
                                    page("", 404),
                                    page("<html/>"),
                                    failure(Heard::timeout),
                                    failure(Heard::certificate),
                                    records({}),
                                    testing::redirect("https://x.contoso.example/")};
  const std::vector<std::string> people{"ada@contoso.example", "ada@outlook.nl", "ada@hotmail.pt"};
  for (int game = 0; game < 400; ++game) {
    Play play(people[dice() % people.size()], {}, dice() % 2 == 0 ? Others::missing : Others::asked);
    int now = 0;
    while (!play.open().empty() && dice() % 6 != 0) {
      now += static_cast<int>(dice() % 120);
      const std::vector<std::string> open = play.open();
      const std::string key = open[dice() % open.size()];
      if (dice() % 3 == 0) play.exists(key);
      const std::size_t first = key.starts_with("MX") ? 0 : 4;
      play.hear(key, answers[first + dice() % (answers.size() - first)], now);
    }
    CAPTURE(game, now);
    for (int looks = 0; looks < 5 && !play.over(now); ++looks) {
      const int look = static_cast<int>(play.next_look());
      CHECK(look >= now);
      CHECK(look <= 4000);
      now = look + 1;
      play.wake(now);
    }
    CHECK(play.over(now));
  }
}

TEST_CASE("The order in which answers come does not change the verdict", "[decide]") {
  struct Said {
    std::string key;
    Answer answer;
  };
  std::vector<Said> said{{mx, own_server()}, {own, page("", 404)}, {well_known, file("second.example")}, {directory, file("third.example")}};
  std::vector<std::size_t> order{0, 1, 2, 3};
  do {
    Play play;
    for (const std::size_t i : order) play.hear(said[i].key, said[i].answer, 10);
    play.nobody_else(10);
    CHECK(play.over(10));
    CHECK(first_imap(play.verdict(10)) == "imap.second.example");
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("Those who send wait for their records, whatever the exchangers decide, and no longer than the deadline", "[decide]") {
  Permissions permissions = testing::default_permissions();
  permissions.sending = true;
  Play play("ada@contoso.example", {}, Others::asked, permissions);
  play.hear(mx, microsoft(), 10);
  CHECK_FALSE(play.over(3999));
  CHECK(play.next_look() > 10);
  CHECK(play.over(4000));
  play.hear("TXT contoso.example", records({"v=spf1 include:spf.protection.outlook.com -all"}), 20);
  REQUIRE(play.asks("TXT spf.protection.outlook.com"));
  for (const char* const key :
       {"TXT _dmarc.contoso.example", "CNAME selector1._domainkey.contoso.example", "CNAME selector2._domainkey.contoso.example",
        "TXT _mta-sts.contoso.example", "CNAME selector1-azurecomm-prod-net._domainkey.contoso.example"})
    play.hear(key, failure(Heard::no_such_name), 30);
  CHECK_FALSE(play.over(3999));
  play.hear("TXT spf.protection.outlook.com", records({"v=spf1 -all"}), 1000);
  play.wake(1400);
  CHECK(play.over(1400));
}
