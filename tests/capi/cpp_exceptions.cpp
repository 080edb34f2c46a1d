// What a program's own functions throw goes no further than homing.hpp.
#include <cstdio>
#include <stdexcept>

#include "homing/homing.hpp"

namespace {

int failures = 0;

#define expect(...) ((void)((__VA_ARGS__) || (++failures, std::fprintf(stderr, "line %d: %s\n", __LINE__, #__VA_ARGS__), false)))

class Broken : public homing::Store {
 public:
  bool get(const char*, std::optional<std::string>&) override { throw std::runtime_error("the disk is full"); }
  bool put(const char*, std::string_view) override { throw std::runtime_error("the disk is full"); }
  bool erase(const char*) override { throw std::runtime_error("the disk is full"); }
};

}  // namespace

int main() {
  homing::Options options;
  expect(options.set("answers", HERE "/answers.json") && options.set("store.folder", FOLDER));
  auto session = homing::Session::open(options);
  auto job = session->resolve("ada@fabrikam.example");
  expect(job->listen([](std::string_view) -> std::int32_t { throw std::runtime_error("of the listener"); }));
  expect(job->wait().error().status == HOMING_CANCELLED);
  expect(session->resolve("ada@fabrikam.example")->wait());  // the session works on
  expect(session->keep_in(std::make_unique<Broken>()));
  const auto token = session->token(homing::Account("ada@contoso.example"), "imap")->wait();
  expect(token && token->text("/diagnosis/id") == "oauth.store");
  return failures != 0;
}
