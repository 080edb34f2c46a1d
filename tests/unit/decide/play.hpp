#pragma once
// A race on a virtual clock, played by hand.
#include <map>
#include <string>
#include <vector>

#include "decide/race.hpp"
#include "model/document.hpp"
#include "schema.hpp"
#include "unit/world.hpp"

namespace homing::testing {

inline const std::string mx = "MX contoso.example";
inline const std::string own = "GET https://autoconfig.contoso.example/mail/config-v1.1.xml";
inline const std::string well_known = "GET https://contoso.example/.well-known/autoconfig/mail/config-v1.1.xml";
inline const std::string directory = "GET https://directory.example/contoso.example";

inline Answer microsoft() { return records({"0 contoso-example.mail.protection.outlook.com."}); }
inline Answer own_server() { return records({"10 mx.contoso.example."}); }
inline Answer file(const std::string& domain = "contoso.example") { return page(published(domain)); }

// What the first four ways to learn settings ask; most tests need no other.
inline bool is_usual(const std::string& key) {
  return key.starts_with("MX ") || key.find("//autoconfig.") != std::string::npos || key.find("/.well-known/autoconfig") != std::string::npos ||
         key.find("//directory.") != std::string::npos;
}

enum class Others { missing, asked };

class Play {
 public:
  /// `missing`: the DNS knows nothing of what the other sources ask for, and says so at once.
  explicit Play(std::string_view typed = "ada@contoso.example", Pace pace = {}, Others others = Others::missing,
                Permissions permissions = default_permissions())
      : permissions_(std::move(permissions)),
        address_(address(typed)),
        subject_{address_, catalogue(), permissions_, arena_},
        race_(subject_, pace, start_) {
    take();
    for (const std::string& key : open()) {
      if (others == Others::missing && !is_usual(key)) hear(key, failure(Heard::no_such_name), 0);
    }
  }

  void hear(const std::string& key, const Answer& answer, int ms) {
    const auto open = open_.find(key);
    REQUIRE(open != open_.end());
    race_.hear(open->second, answer, at(ms));
    open_.erase(open);
    take();
  }
  void exists(const std::string& key) { race_.host_exists(open_.at(key)); }
  void nobody_else(int ms) {
    while (!open_.empty()) hear(std::string(open_.begin()->first), failure(Heard::refused), ms);
  }
  void wake(int ms) {
    race_.wake(at(ms));
    take();
  }
  bool asks(const std::string& key) const { return open_.contains(key); }
  bool over(int ms) const { return race_.over(at(ms)); }
  long long next_look() const { return std::chrono::duration_cast<Milliseconds>(race_.next_look() - start_).count(); }
  Resolution verdict(int ms) const {
    const Resolution result = race_.verdict(at(ms));
    CHECK(joined(check_schema("result", to_json(result))).empty());
    return result;
  }
  std::vector<std::string> open() const {
    std::vector<std::string> keys;
    for (const auto& [key, ticket] : open_) keys.push_back(key);
    return keys;
  }
  Race& race() { return race_; }
  Time at(int ms) const { return start_ + Milliseconds(ms); }

 private:
  void take() {
    while (const std::optional<Race::Open> open = race_.next_question()) {
      race_.take(open->ticket);
      CHECK(open_.emplace(open->question.key(), open->ticket).second);
    }
  }

  Permissions permissions_;
  Address address_;
  Arena arena_;
  Subject subject_;
  Time start_ = Time() + std::chrono::hours(1);
  Race race_;
  std::map<std::string, std::uint32_t> open_;
};

}  // namespace homing::testing
