// As which program somebody is signed in.
#include "clients.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "catch.hpp"

using namespace homing;

namespace {

constexpr const char* microsoft = "login.microsoftonline.com";

// A file of clients of its own, and an environment that names none.
struct Desk {
  explicit Desk(const std::string& content, mode_t mode = 0600) {
    ::unsetenv("HOMING_CLIENT_ID");
    std::ofstream(file) << content;
    ::chmod(file.c_str(), mode);
    REQUIRE(options.set("oauth.clients", file).has_value());
  }
  ~Desk() {
    std::filesystem::remove(file);
    ::unsetenv("HOMING_CLIENT_ID");
  }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  std::string id(std::string_view issuer = microsoft) const {
    const Expected<Registration> found = registration_for(issuer, wishes, options);
    return found ? found->client.id : found.error().sentence;
  }

  std::string file = (std::filesystem::temp_directory_path() / ("clients-of-a-test-" + std::to_string(::getpid()))).string();
  Options options;
  SignInWishes wishes;
};

const std::string listed =
    R"({"login.microsoftonline.com":{"client_id":"of-the-file","tenant":"contoso.example","redirect":"http://localhost/back"},)"
    R"("accounts.google.com":{"client_id":"of-google","client_secret":"secret-of-google"}})";

}  // namespace

TEST_CASE("The account's client id comes before the option, that before the environment, and that before the file", "[oauth]") {
  Desk desk(listed);
  CHECK(desk.id() == "of-the-file");
  ::setenv("HOMING_CLIENT_ID", "of-the-environment", 1);
  CHECK(desk.id() == "of-the-environment");
  REQUIRE(desk.options.set("oauth.client_id", "of-the-option").has_value());
  CHECK(desk.id() == "of-the-option");
  desk.wishes.client_id = "of-the-account";
  CHECK(desk.id() == "of-the-account");
}

TEST_CASE("The file tells authorization servers apart by the hosts of their issuers", "[oauth]") {
  const Desk desk(listed);
  CHECK(desk.id("https://accounts.google.com") == "of-google");
  CHECK(desk.id("https://sso.contoso.example").starts_with("oauth.no_client: no client id is known for https://sso.contoso.example;"));
}

TEST_CASE("What stands beside a client's id is used with no other id", "[oauth]") {
  Desk desk(listed);
  Expected<Registration> found = registration_for("https://accounts.google.com", desk.wishes, desk.options);
  REQUIRE(found.has_value());
  CHECK(found->client.secret.reveal() == "secret-of-google");
  CHECK(found->is_listed);
  desk.wishes.client_id = "another";
  found = registration_for("https://accounts.google.com", desk.wishes, desk.options);
  REQUIRE(found.has_value());
  CHECK(found->client.secret.empty());
  CHECK_FALSE(found->is_listed);
}

TEST_CASE("Tenant and redirect of the file count unless the account says otherwise", "[oauth]") {
  Desk desk(listed);
  Expected<Registration> found = registration_for(microsoft, desk.wishes, desk.options);
  REQUIRE(found.has_value());
  CHECK(found->tenant == "contoso.example");
  CHECK(found->redirect == "http://localhost/back");
  desk.wishes.tenant = "fabrikam.example";
  found = registration_for(microsoft, desk.wishes, desk.options);
  REQUIRE(found.has_value());
  CHECK(found->tenant == "fabrikam.example");
}

TEST_CASE("A file with a client secret that others may read is refused with what to do", "[oauth]") {
  const Desk desk(listed, 0644);
  CHECK(desk.id() == "of-the-file");  // no secret stands there
  CHECK(desk.id("https://accounts.google.com") ==
        "oauth.no_client: " + desk.file + " holds a client secret and can be read by others: chmod 600 '" + desk.file + "'" +
            "; register this program with https://accounts.google.com and give its client id by option oauth.client_id, the environment variable "
            "HOMING_CLIENT_ID, or the file of option oauth.clients");
}

TEST_CASE("A file that is none of clients is named with what was expected", "[oauth]") {
  const std::string content =
      GENERATE(as<std::string>{}, "", "[]", "{", R"({"login.microsoftonline.com":{}})", R"({"login.microsoftonline.com":{"client_secret":"x"}})");
  const Desk desk(content);
  CAPTURE(content, desk.id());
  const bool names_nobody = content == R"({"login.microsoftonline.com":{}})";
  CHECK(desk.id().starts_with(names_nobody ? "oauth.no_client: no client id" : "oauth.no_client: " + desk.file));
}

TEST_CASE("A certificate that cannot be read is told by its name", "[oauth]") {
  Desk desk(listed);
  desk.wishes.certificate = "/nowhere/certificate.pem";
  CHECK(desk.id().starts_with("oauth.client: Cannot read /nowhere/certificate.pem"));
}
