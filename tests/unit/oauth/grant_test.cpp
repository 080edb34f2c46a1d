// The course of a sign-in.
#include "oauth/grant.hpp"

#include "unit/oauth/played.hpp"

using namespace testing;
using namespace std::chrono_literals;

namespace {

// A sign-in in a browser whose page was opened.
struct Opened {
  explicit Opened(GrantOrder what = order(Flow::browser)) : grant(std::move(what)) {
    grant.begin(now, noon);
    REQUIRE(grant.wants_listener());
    grant.hear_port(4711);
    const std::vector<Notice> notices = grant.take_notices();
    REQUIRE(notices.size() == 2);
    REQUIRE(notices[0].what == Notice::What::open);
    REQUIRE(notices[1].what == Notice::What::waiting);
    url = notices[0].url;
    state = parameter(url, "state");
    nonce = parameter(url, "nonce");
  }
  /// The browser comes back with a code, and what is posted then.
  std::string come_back(const std::string& more = "&code=code-1") {
    grant.hear(visit("/?state=" + state + more));
    const auto posting = grant.next_posting(now, noon);
    return posting == nullptr ? std::string() : std::string(posting->body.reveal());
  }
  std::string gift_id() const { return id_token("ada@contoso.example", nonce); }

  Moment now{};
  Grant grant;
  std::string url, state, nonce;
};

}  // namespace

TEST_CASE("A sign-in in a browser opens the authorization endpoint with PKCE, state, nonce, hint and the listener's port", "[oauth]") {
  const Opened opened;
  CHECK(opened.url.starts_with("https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?"));
  CHECK(parameter(opened.url, "response_type") == "code");
  CHECK(parameter(opened.url, "redirect_uri") == "http://localhost:4711");
  CHECK(parameter(opened.url, "code_challenge_method") == "S256");
  CHECK(parameter(opened.url, "code_challenge").size() == 43);  // of 32 bytes (RFC 7636 section 4.2)
  CHECK(parameter(opened.url, "login_hint") == "ada@contoso.example");
  CHECK(opened.state.size() >= 22);
  CHECK(opened.nonce.size() >= 22);
  CHECK(opened.state != Opened().state);
  CHECK_THAT(parameter(opened.url, "scope"), Catch::Matchers::Contains("offline_access"));
}

TEST_CASE("A redirect with a path keeps it behind the port", "[oauth]") {
  GrantOrder what = order(Flow::browser);
  what.authority.redirect = "http://127.0.0.1/back";
  CHECK(parameter(Opened(std::move(what)).url, "redirect_uri") == "http://127.0.0.1:4711/back");
}

TEST_CASE("The code is exchanged with the verifier, for one resource, and what came is kept before the browser is told", "[oauth]") {
  Opened opened;
  const std::string body = opened.come_back();
  CHECK(parameter(body, "grant_type") == "authorization_code");
  CHECK(parameter(body, "code") == "code-1");
  CHECK(parameter(body, "redirect_uri") == "http://localhost:4711");
  CHECK(parameter(body, "code_verifier").size() >= 43);
  CHECK(body.find("graph.microsoft.com") == std::string::npos);
  opened.grant.hear(tokens({.id = opened.gift_id()}), opened.now, noon);
  CHECK_FALSE(opened.grant.over());
  CHECK(opened.grant.take_greetings().empty());
  const std::optional<Record> record = opened.grant.next_record();
  REQUIRE(record.has_value());
  CHECK(record->refresh_token.reveal() == "refresh-1");
  CHECK(record->user == "ada@contoso.example");
  CHECK(record->accesses == std::vector<Access>{Access::imap, Access::smtp});
  opened.grant.kept();
  REQUIRE(opened.grant.over());
  CHECK_FALSE(opened.grant.failure().has_value());
  const std::vector<Greeting> greetings = opened.grant.take_greetings();
  REQUIRE(greetings.size() == 1);
  CHECK(greetings[0].status == 200);
}

TEST_CASE("Strangers at the listener end nothing, and what they bring is not used", "[oauth]") {
  const std::string stranger = GENERATE(as<std::string>{}, "/?code=evil&state=another", "/?code=evil", "/favicon.ico",
                                        "/elsewhere?code=evil&state=STATE", "/?state=STATE&state=STATE&code=evil");
  Opened opened;
  std::string target = stranger;
  for (std::size_t at; (at = target.find("STATE")) != std::string::npos;) target.replace(at, 5, opened.state);
  opened.grant.hear(visit(target));
  const std::vector<Greeting> greetings = opened.grant.take_greetings();
  REQUIRE(greetings.size() == 1);
  CHECK(greetings[0].status == 400);
  CHECK_FALSE(opened.grant.over());
  CHECK(parameter(opened.come_back(), "code") == "code-1");
}

TEST_CASE("A page that reaches the loopback under another name is a stranger", "[oauth]") {
  Opened opened;
  opened.grant.hear(visit("/?code=evil&state=" + opened.state, "evil.example:4711"));
  CHECK(opened.grant.next_posting(opened.now, noon) == nullptr);
  CHECK_FALSE(opened.grant.over());
}

TEST_CASE("The first code that comes with the state is the one; a second is a stranger's", "[oauth]") {
  Opened opened;
  CHECK(parameter(opened.come_back("&code=code-1"), "code") == "code-1");
  opened.grant.hear(visit("/?code=code-2&state=" + opened.state, "localhost:4711", 2));
  const std::vector<Greeting> greetings = opened.grant.take_greetings();
  REQUIRE(greetings.size() == 1);
  CHECK(greetings[0].visitor == 2);
  CHECK(greetings[0].status == 400);
}

TEST_CASE("An answer of another issuer is refused (RFC 9207)", "[oauth]") {
  Opened opened;
  CHECK(opened.come_back("&code=code-1&iss=https%3A%2F%2Fevil.example%2F0f0f%2Fv2.0").empty());
  REQUIRE(opened.grant.failure().has_value());
  CHECK(opened.grant.failure()->words.starts_with("oauth.iss:"));
}

TEST_CASE("An answer without the issuer that its server promises is refused (RFC 9207)", "[oauth]") {
  GrantOrder what = order(Flow::browser);
  what.authority.iss_promised = true;
  Opened opened(std::move(what));
  CHECK(opened.come_back().empty());
  REQUIRE(opened.grant.failure().has_value());
  CHECK(opened.grant.failure()->words.starts_with("oauth.iss:"));
}

TEST_CASE("A refusal in the browser is told by its error", "[oauth]") {
  Opened opened;
  CHECK(opened.come_back("&error=access_denied&error_description=AADSTS65004%3A%20declined").empty());
  REQUIRE(opened.grant.failure().has_value());
  CHECK(opened.grant.failure()->words == "access_denied: AADSTS65004: declined");
  const std::vector<Greeting> greetings = opened.grant.take_greetings();
  REQUIRE(greetings.size() == 1);
  CHECK(greetings[0].status == 400);
}

TEST_CASE("Who signs in as somebody else is not kept", "[oauth]") {
  Opened opened;
  opened.come_back();
  opened.grant.hear(tokens({.id = id_token("grace@contoso.example", opened.nonce)}), opened.now, noon);
  REQUIRE(opened.grant.failure().has_value());
  CHECK(opened.grant.failure()->words == "oauth.wrong_user: signed in as grace@contoso.example, wanted ada@contoso.example");
  CHECK_FALSE(opened.grant.next_record().has_value());
  CHECK(opened.grant.user() == "grace@contoso.example");
}

TEST_CASE("Who signs in for a shared mailbox may be named, and is the hint", "[oauth]") {
  GrantOrder what = order(Flow::browser);
  what.user = what.hint = "grace@contoso.example";
  Opened opened(std::move(what));
  CHECK(parameter(opened.url, "login_hint") == "grace@contoso.example");
  opened.come_back();
  opened.grant.hear(tokens({.id = id_token("Grace@Contoso.example", opened.nonce)}), opened.now, noon);
  const std::optional<Record> record = opened.grant.next_record();
  REQUIRE(record.has_value());
  CHECK(record->address == "ada@contoso.example");
}

TEST_CASE("An ID token of another sign-in, client, issuer or time is refused", "[oauth]") {
  struct Wrong {
    std::string what, nonce, iss;
    std::int64_t expires;
    std::string audience;
  };
  const std::string good = "https://login.microsoftonline.com/0f0f/v2.0";
  const Wrong wrong = GENERATE_COPY(Wrong{"oauth.nonce:", "another", good, 1'800'003'600, "client-of-a-test"},
                                    Wrong{"oauth.iss:", "", "https://evil.example/0f0f/v2.0", 1'800'003'600, "client-of-a-test"},
                                    Wrong{"oauth.clock:", "", good, 1'799'999'000, "client-of-a-test"},
                                    Wrong{"oauth.identity:", "", good, 1'800'003'600, "another-client"});
  Opened opened;
  opened.come_back();
  const std::string nonce = wrong.nonce.empty() ? opened.nonce : wrong.nonce;
  opened.grant.hear(tokens({.id = id_token("ada@contoso.example", nonce, wrong.iss, wrong.expires, wrong.audience)}), opened.now, noon);
  REQUIRE(opened.grant.failure().has_value());
  CAPTURE(opened.grant.failure()->words);
  CHECK(opened.grant.failure()->words.starts_with(wrong.what));
  CHECK_FALSE(opened.grant.next_record().has_value());
}

TEST_CASE("A clock that is wrong here is told, and ends nothing that the server's own time allows", "[oauth]") {
  Opened opened;
  opened.come_back();
  Posted posted = tokens({.id = id_token("ada@contoso.example", opened.nonce, "https://login.microsoftonline.com/0f0f/v2.0", 1'799'996'400)});
  posted.headers.emplace_back("date", "Fri, 15 Jan 2027 06:00:00 GMT");  // 1799992800: two hours before `noon`
  opened.grant.hear(posted, opened.now, noon);
  CHECK_FALSE(opened.grant.failure().has_value());
  REQUIRE(opened.grant.warnings().size() == 1);
  CHECK(opened.grant.warnings()[0] == "This machine's clock is 120 minutes ahead of the server's.");
}

TEST_CASE("What is for another resource is asked for with the refresh token, once that is kept", "[oauth]") {
  Opened opened(order(Flow::browser, {Access::imap, Access::graph}));
  CHECK_THAT(parameter(opened.url, "scope"), Catch::Matchers::Contains("https://graph.microsoft.com/Mail.Send"));
  opened.come_back();
  opened.grant.hear(tokens({.id = opened.gift_id(), .scope = "https://outlook.office.com/IMAP.AccessAsUser.All"}), opened.now, noon);
  CHECK(opened.grant.next_posting(opened.now, noon) == nullptr);
  opened.grant.kept();
  const auto posting = opened.grant.next_posting(opened.now, noon);
  REQUIRE(posting != nullptr);
  CHECK(parameter(posting->body.reveal(), "grant_type") == "refresh_token");
  CHECK(parameter(posting->body.reveal(), "refresh_token") == "refresh-1");
  CHECK(parameter(posting->body.reveal(), "scope").find("outlook.office.com") == std::string::npos);
  SECTION("granted") {
    opened.grant.hear(tokens({.access = "access-2", .refresh = "refresh-2", .scope = "Mail.Send openid"}), opened.now, noon);
    const std::optional<Record> record = opened.grant.next_record();
    REQUIRE(record.has_value());
    CHECK(record->refresh_token.reveal() == "refresh-2");
    REQUIRE(record->token_for(Access::graph, 1'800'000'000, 60) != nullptr);
    CHECK(record->token_for(Access::graph, 1'800'000'000, 60)->token.reveal() == "access-2");
    CHECK(record->token_for(Access::imap, 1'800'000'000, 60)->token.reveal() == "access-1");
    opened.grant.kept();
    CHECK(opened.grant.over());
    CHECK(opened.grant.missing().empty());
  }
  SECTION("not granted") {
    opened.grant.hear(refusal("invalid_grant", "AADSTS65001: The user or administrator has not consented"), opened.now, noon);
    CHECK(opened.grant.over());
    CHECK_FALSE(opened.grant.failure().has_value());
    CHECK(opened.grant.missing() == std::vector<Access>{Access::graph});
  }
}

TEST_CASE("What the same person granted before stays granted, where the new sign-in still has it", "[oauth]") {
  GrantOrder what = order(Flow::browser, {Access::imap});
  what.before = {Access::imap, Access::graph};
  what.before_user = GENERATE(as<std::string>{}, "ada@contoso.example", "grace@contoso.example");
  const bool same = what.before_user == "ada@contoso.example";
  Opened opened(std::move(what));
  opened.come_back();
  opened.grant.hear(tokens({.id = opened.gift_id(), .scope = "https://outlook.office.com/IMAP.AccessAsUser.All"}), opened.now, noon);
  opened.grant.kept();
  const auto posting = opened.grant.next_posting(opened.now, noon);
  CHECK((posting != nullptr) == same);
  if (posting == nullptr) return;
  opened.grant.hear(tokens({.access = "access-2", .scope = "https://graph.microsoft.com/Mail.Send"}), opened.now, noon);
  opened.grant.kept();
  CHECK(opened.grant.granted() == std::vector<Access>{Access::imap, Access::graph});
}

TEST_CASE("What is kept that cannot be is a failure, and the browser is told", "[oauth]") {
  Opened opened;
  opened.come_back();
  opened.grant.hear(tokens({.id = opened.gift_id()}), opened.now, noon);
  opened.grant.fail({"oauth.store: no space", {}, {}});
  CHECK(opened.grant.over());
  const std::vector<Greeting> greetings = opened.grant.take_greetings();
  REQUIRE(greetings.size() == 1);
  CHECK(greetings[0].status == 400);
}

TEST_CASE("The page is not told whose sign-in it is, where nobody is to know", "[oauth]") {
  GrantOrder what = order(Flow::browser);
  what.hint.clear();
  CHECK(Opened(std::move(what)).url.find("contoso.example") == std::string::npos);
}

TEST_CASE("A sign-in that is given up says what it waited for", "[oauth]") {
  Opened opened;
  SECTION("the browser") {
    opened.grant.give_up();
    CHECK(opened.grant.failure()->words.starts_with("oauth.browser_silent:"));
  }
  SECTION("the right state") {
    opened.grant.hear(visit("/?code=evil&state=another"));
    opened.grant.give_up();
    CHECK(opened.grant.failure()->words.starts_with("oauth.state:"));
  }
  SECTION("the server") {
    opened.come_back();
    opened.grant.give_up();
    CHECK(opened.grant.failure()->heard == Heard::timeout);
  }
  SECTION("the lock of another process") {
    opened.come_back();
    opened.grant.hear(tokens({.id = opened.gift_id()}), opened.now, noon);
    opened.grant.give_up();
    CHECK(opened.grant.failure()->words.starts_with("oauth.store:"));
    CHECK_FALSE(opened.grant.next_record().has_value());
  }
}

TEST_CASE("A sign-in of which nothing was granted yet takes the place of none", "[oauth]") {
  Opened opened(order(Flow::browser, {Access::imap, Access::graph}));
  opened.come_back();
  opened.grant.hear(tokens({.id = opened.gift_id(), .scope = "openid"}), opened.now, noon);
  CHECK_FALSE(opened.grant.next_record().has_value());
  REQUIRE(opened.grant.next_posting(opened.now, noon) != nullptr);
  opened.grant.hear(refusal("invalid_grant"), opened.now, noon);
  CHECK_FALSE(opened.grant.next_record().has_value());
  REQUIRE(opened.grant.failure().has_value());
  CHECK(opened.grant.failure()->words.starts_with("oauth.scope_missing:"));
}

TEST_CASE("Without a port to listen on a sign-in in the browser fails at once", "[oauth]") {
  Grant grant(order(Flow::browser));
  grant.begin({}, noon);
  grant.hear_port(0);
  REQUIRE(grant.failure().has_value());
  CHECK(grant.failure()->words.starts_with("oauth.listener:"));
}

namespace {

const std::string device_code =
    R"({"device_code":"device-1","user_code":"ABCD-EFGH","verification_uri":"https://microsoft.com/devicelogin","expires_in":60,"interval":5})";

// A sign-in on any device whose code was shown.
struct Shown {
  Shown() {
    grant.begin(now, noon);
    const auto posting = grant.next_posting(now, noon);
    REQUIRE(posting != nullptr);
    REQUIRE(posting->url.ends_with("/devicecode"));
    grant.hear(says(200, device_code), now, noon);
    notices = grant.take_notices();
  }
  /// Whether it polls after so many seconds from the last look.
  bool polls_after(std::chrono::seconds later) {
    now += later;
    const auto posting = grant.next_posting(now, noon);
    if (posting != nullptr) body = posting->body.reveal();
    return posting != nullptr;
  }

  Moment now{};
  Grant grant{order(Flow::device)};
  std::vector<Notice> notices;
  std::string body;
};

}  // namespace

TEST_CASE("A sign-in on any device shows code and page and polls at the interval (RFC 8628)", "[oauth]") {
  Shown shown;
  REQUIRE(shown.notices.size() == 2);
  CHECK(shown.notices[0].what == Notice::What::code);
  CHECK(shown.notices[0].code == "ABCD-EFGH");
  CHECK(shown.notices[0].url == "https://microsoft.com/devicelogin");
  CHECK(shown.notices[0].lifetime == 60s);
  CHECK_FALSE(shown.polls_after(4s));
  CHECK(shown.polls_after(1s));
  CHECK(parameter(shown.body, "grant_type") == "urn:ietf:params:oauth:grant-type:device_code");
  CHECK(parameter(shown.body, "device_code") == "device-1");
  shown.grant.hear(refusal("authorization_pending"), shown.now, noon);
  CHECK_FALSE(shown.polls_after(4s));
  CHECK(shown.polls_after(1s));
  shown.grant.hear(tokens({.id = id_token("ada@contoso.example", "")}), shown.now, noon);
  shown.grant.kept();
  CHECK(shown.grant.over());
  CHECK_FALSE(shown.grant.failure().has_value());
}

TEST_CASE("slow_down makes every later interval five seconds longer", "[oauth]") {
  Shown shown;
  REQUIRE(shown.polls_after(5s));
  shown.grant.hear(refusal("slow_down"), shown.now, noon);
  CHECK_FALSE(shown.polls_after(9s));
  REQUIRE(shown.polls_after(1s));
  shown.grant.hear(refusal("authorization_pending"), shown.now, noon);
  CHECK_FALSE(shown.polls_after(9s));
  CHECK(shown.polls_after(1s));
}

TEST_CASE("A network that fails between two polls is waited for, longer each time", "[oauth]") {
  Shown shown;
  REQUIRE(shown.polls_after(5s));
  Posted gone;
  gone.heard = Heard::timeout;
  shown.grant.hear(gone, shown.now, noon);
  CHECK_FALSE(shown.grant.over());
  CHECK_FALSE(shown.polls_after(9s));
  CHECK(shown.polls_after(1s));
}

TEST_CASE("Every other answer to a poll ends the sign-in", "[oauth]") {
  const std::string error =
      GENERATE(as<std::string>{}, "authorization_declined", "access_denied", "expired_token", "bad_verification_code", "invalid_client");
  Shown shown;
  REQUIRE(shown.polls_after(5s));
  shown.grant.hear(refusal(error), shown.now, noon);
  REQUIRE(shown.grant.failure().has_value());
  CHECK_THAT(shown.grant.failure()->words, Catch::Matchers::Contains(error));
}

TEST_CASE("A code that nobody types in time has ended", "[oauth]") {
  Shown shown;
  for (int polls = 0; polls < 11; ++polls) {
    REQUIRE(shown.polls_after(5s));
    shown.grant.hear(refusal("authorization_pending"), shown.now, noon);
  }
  REQUIRE(shown.grant.failure().has_value());
  CHECK(shown.grant.failure()->words.starts_with("expired_token:"));
}

TEST_CASE("An application signs itself in, and nobody is asked who it is", "[oauth]") {
  Grant grant(order(Flow::app));
  grant.begin({}, noon);
  const auto posting = grant.next_posting({}, noon);
  REQUIRE(posting != nullptr);
  CHECK(parameter(posting->body.reveal(), "grant_type") == "client_credentials");
  CHECK_THAT(parameter(posting->body.reveal(), "scope"), Catch::Matchers::EndsWith("/.default"));
  grant.hear(tokens({.refresh = "", .scope = ""}), {}, noon);
  const std::optional<Record> record = grant.next_record();
  REQUIRE(record.has_value());
  CHECK(record->flow == Flow::app);
  CHECK(record->refresh_token.empty());
  grant.kept();
  CHECK(grant.over());
  CHECK(grant.warnings().empty());
}
