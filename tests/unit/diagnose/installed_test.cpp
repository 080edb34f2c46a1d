// What an administrator installs beside the compiled-in errors: entries of their own, and other languages.
#include <filesystem>
#include <fstream>

#include "explained.hpp"
#include "operations.hpp"

using namespace homing;
using namespace homing::testing;

namespace {

class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "homing-errors-test") {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(const char* name, const std::string& content) const { std::ofstream(path_ / name) << content; }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

Options options(const std::string& folder, const char* language = nullptr) {
  Options set;
  REQUIRE(set.set("catalog.dir", folder).has_value());
  if (language != nullptr) REQUIRE(set.set("language", language).has_value());
  return set;
}

std::string document(const Options& set, std::string_view text) {
  const std::shared_ptr<Session> session = Session::open(set).value();
  const std::shared_ptr<Job> job = Operations(*session).explain(text);
  CHECK(session->state(*job) == JobState::done);
  CHECK(joined(check_schema("explanation", job->result->document)).empty());
  return job->result->document;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr const char* own =
    R"({"homing":"1","layer":"smtp","errors":[
      {"id":"smtp.auth.basic_disabled","match":[{"all":["basic authentication is disabled"]}],"meaning":"Ask the help desk of Contoso.","remedies":[{"who":"user","steps":["Call 4711."]}]},
      {"id":"contoso.gateway","match":[{"all":["contoso gateway says no"]}],"meaning":"The gateway.","remedies":[{"who":"admin","steps":["Look at it."]}]}]})";
constexpr const char* german =
    R"({"homing":"1","errors":[
      {"id":"net.refused","meaning":"An diesem Host und Port nimmt niemand Verbindungen an.","remedies":[{"who":"user","steps":["Host und Port pr\u00fcfen."]}]},
      {"id":"unknown.text","meaning":"Kein Fehler ist bekannt.","remedies":[{"who":"user","steps":["Den ganzen Text an den Hersteller."]}]}]})";

}  // namespace

TEST_CASE("An installed entry replaces the compiled one of its id, and new ones are added", "[diagnose]") {
  const Folder folder;
  folder.write("errors-contoso.json", own);
  CHECK(joined(check_schema("errors", own)).empty());
  const std::string replaced = document(options(folder.path()), "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.");
  CHECK(has(replaced, "Call 4711."));
  CHECK_FALSE(has(replaced, "Sign in with OAuth2"));
  CHECK(has(document(options(folder.path()), "Contoso gateway says: no!"), "contoso.gateway"));
  CHECK(has(document(options(folder.path()), "connect ECONNREFUSED"), "net.refused"));
}

TEST_CASE("Another language changes the texts and nothing else", "[diagnose]") {
  const Folder folder;
  folder.write("errors.de.json", german);
  folder.write("errors.fr.json", "this is not even JSON, and nobody asks for it");
  CHECK(joined(check_schema("errors", german)).empty());
  const std::string translated = document(options(folder.path(), "de"), "connect ECONNREFUSED 192.0.2.1:587");
  CHECK(has(translated, "An diesem Host und Port"));
  CHECK(has(translated, "net.refused"));
  CHECK(has(document(options(folder.path(), "de"), "nothing"), "Kein Fehler ist bekannt."));
  CHECK(has(document(options(folder.path(), "de"), "getaddrinfo ENOTFOUND x"), "The name of the server"));
  CHECK(has(document(options(folder.path()), "connect ECONNREFUSED"), "Nobody listens"));
}

TEST_CASE("A language that is not there is refused, with the file that would hold it", "[diagnose]") {
  const Folder folder;
  const auto refused = [&](const Options& set) { return Session::open(set).error().sentence; };
  CHECK(has(refused(options(folder.path(), "de")), "errors.de.json"));
  Options alone;
  REQUIRE(alone.set("language", "de").has_value());
  CHECK(has(refused(alone), "errors.de.json"));
  CHECK_FALSE(alone.set("language", "../../etc/x").has_value());
  CHECK_FALSE(alone.set("language", "").has_value());
  folder.write("errors.de.json",
               R"({"homing":"1","errors":[{"id":"a.b","match":[{"all":["xyz"]}],"meaning":"m","remedies":[{"who":"user","steps":["s"]}]}]})");
  CHECK(has(refused(options(folder.path(), "de")), "/errors/0/match"));
}

TEST_CASE("The JSON door explains as the function does", "[diagnose]") {
  const std::shared_ptr<Session> session = Session::open(Options()).value();
  const std::string request = R"({"op":"explain","text":"535 5.7.3 Authentication unsuccessful"})";
  CHECK(joined(check_schema("request", request)).empty());
  CHECK(Operations(*session).call(request)->result->document == Operations(*session).explain("535 5.7.3 Authentication unsuccessful")->result->document);
  const std::shared_ptr<Job> job = Operations(*session).call(R"({"op":"explain"})");
  CHECK(session->state(*job) == JobState::refused);
  CHECK(job->malformed_request);
  CHECK(has(job->fault.sentence, "/text"));
}
