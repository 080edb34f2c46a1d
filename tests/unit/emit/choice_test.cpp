#include "emit/choice.hpp"

#include "world.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

constexpr SignIn oauth2{Method::oauth2, MethodState::current, {}, {}, {}};
constexpr SignIn password{Method::password, MethodState::current, {}, {}, {}};
constexpr SignIn ended{Method::password, MethodState::retired, "2024-09-16", {}, "It ended."};
constexpr SignIn kerberos{Method::gssapi, MethodState::current, {}, {}, {}};

struct World {
  explicit World(std::initializer_list<SignIn> auth, Security security = Security::tls) : ways(auth) {
    endpoints.push_back({"imap.contoso.example", 993, security, "ada", ways});
    resolution.settings.oauth2 = &known;
  }
  Choice choose(Skill skill, bool starttls = true) {
    resolution.settings.imap = endpoints;
    const Emission emission{resolution, who, wishes};
    return choose_server(Protocol::imap, {"The program", {skill, skill, skill}, starttls}, emission);
  }

  std::vector<SignIn> ways;
  std::vector<Endpoint> endpoints;
  OAuth known;
  Resolution resolution;
  Address who = address();
  EmissionWishes wishes;
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("OAuth2 comes before a password, where the program can do it and it is known how to get a token", "[emit]") {
  World world({password, oauth2});
  REQUIRE(world.choose(Skill::both).server);
  CHECK(world.choose(Skill::both).server->method == Method::oauth2);
  CHECK(world.choose(Skill::password).server->method == Method::password);
  world.resolution.settings.oauth2 = nullptr;
  CHECK(world.choose(Skill::both).server->method == Method::password);
}

TEST_CASE("What is retired is chosen only when it is named", "[emit]") {
  World world({oauth2, ended});
  CHECK(world.choose(Skill::both).server->method == Method::oauth2);
  const Choice choice = world.choose(Skill::password);
  CHECK_FALSE(choice.server);
  CHECK(choice.wants_oauth2);
  CHECK(has(choice.why_not, "The program cannot sign in with OAuth2, and imap.contoso.example takes nothing else. It ended."));
  world.wishes.method = Method::password;
  REQUIRE(world.choose(Skill::both).server);
  CHECK(world.choose(Skill::both).server->known.state == MethodState::retired);
}

TEST_CASE("Nothing is chosen in plain text, and STARTTLS only by a program that insists on it", "[emit]") {
  World plain({password}, Security::none);
  CHECK(has(plain.choose(Skill::both).why_not, "in plain text only"));
  World upgraded({password}, Security::starttls);
  CHECK(upgraded.choose(Skill::both).server);
  CHECK(has(upgraded.choose(Skill::both, false).why_not, "does not insist on STARTTLS"));
  upgraded.endpoints.push_back({"other.contoso.example", 993, Security::tls, "ada", upgraded.ways});
  CHECK(upgraded.choose(Skill::both, false).server->host == "other.contoso.example");
}

TEST_CASE("A server that names no way to sign in takes a password", "[emit]") {
  World world({});
  CHECK(world.choose(Skill::both).server->method == Method::password);
  CHECK_FALSE(world.choose(Skill::oauth2).server->method == Method::password);
}

TEST_CASE("Ways that no file can carry are not chosen", "[emit]") {
  World world({kerberos});
  CHECK(has(world.choose(Skill::both).why_not, "The program cannot sign in at imap.contoso.example in any way that it takes."));
  CHECK_FALSE(world.choose(Skill::both).wants_oauth2);
}

TEST_CASE("What the caller wants counts before what the settings say", "[emit]") {
  World world({password});
  world.wishes.username = "grace";
  CHECK(world.choose(Skill::both).server->username == "grace");
  world.wishes.protocols = {Protocol::pop3};
  CHECK(has(world.choose(Skill::both).why_not, "IMAP was not asked for"));
  world.wishes.protocols.clear();
  world.wishes.server.emplace();
  world.wishes.server->host = "imap.fabrikam.example";
  world.wishes.server->port = 1993;
  const Choice choice = world.choose(Skill::both);
  REQUIRE(choice.server);
  CHECK(choice.server->host == "imap.fabrikam.example");
  CHECK(choice.server->port == 1993);
}

TEST_CASE("A user name that is not known is the address, and one with control characters is refused", "[emit]") {
  World world({password});
  world.endpoints.front().username = "";
  CHECK(world.choose(Skill::both).server->username == "ada@contoso.example");
  world.endpoints.front().username = "ada\nhost evil.example";
  CHECK(has(world.choose(Skill::both).why_not, "holds a control character"));
}
