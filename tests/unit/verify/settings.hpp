#pragma once
// Servers as a search for settings would have found them, an account, and what came of talks with those servers.
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "unit/world.hpp"
#include "verify/verification.hpp"

namespace homing::testing {

inline SignIn way(Method method, MethodState state = MethodState::current) {
  SignIn sign_in{method, state, "", "", ""};
  if (state == MethodState::retired) sign_in.since = "2024-09-16", sign_in.why = "It ended.";
  return sign_in;
}

/// Found settings that live as long as this.
class Found {
 public:
  Found& add(Protocol protocol, std::string_view host, int port, Security security, std::vector<SignIn> ways = {way(Method::password)}) {
    std::vector<Endpoint>& list = *lists_[static_cast<std::size_t>(protocol)];
    list.push_back({arena_->keep(host), static_cast<std::uint16_t>(port), security, "ada@contoso.example", arena_->keep_list<SignIn>(ways)});
    resolution.settings.imap = *lists_[0];
    resolution.settings.pop3 = *lists_[1];
    resolution.settings.smtp = *lists_[2];
    return *this;
  }

  Resolution resolution = of_address();

 private:
  static Resolution of_address() {
    Resolution made;
    made.address = "ada@contoso.example";
    return made;
  }

  std::shared_ptr<Arena> arena_ = std::make_shared<Arena>();
  std::array<std::shared_ptr<std::vector<Endpoint>>, 3> lists_ = {
      std::make_shared<std::vector<Endpoint>>(), std::make_shared<std::vector<Endpoint>>(), std::make_shared<std::vector<Endpoint>>()};
};

inline Account account_with(Account::Kind kind, std::string_view secret = "correct horse") {
  Account account;
  account.address = "ada@contoso.example";
  if (kind != Account::Kind::nothing) REQUIRE(account.set_secret(kind, secret));
  return account;
}

/// `imaps://imap.contoso.example:993 imap://...`
inline std::string names_of(const std::vector<Trial>& trials) {
  std::string names;
  for (const Trial& trial : trials) names += (names.empty() ? "" : " ") + trial.name();
  return names;
}

/// A talk that ended at a step; all before it went well.
inline std::shared_ptr<Transcript> ended_at(Step step, Heard heard, std::string reply = {}) {
  auto transcript = std::make_shared<Transcript>();
  for (int i = 0; i < static_cast<int>(step); ++i) transcript->steps.push_back({static_cast<Step>(i), true, 1, "", false});
  transcript->steps.push_back({step, false, 1, std::move(reply), false});
  transcript->heard = heard;
  transcript->fault = "it went wrong";
  return transcript;
}

inline std::shared_ptr<Transcript> went_well(Step last = Step::mailbox) {
  const auto transcript = ended_at(last, Heard::answered);
  transcript->steps.back().ok = true;
  transcript->fault.clear();
  return transcript;
}

}  // namespace homing::testing
