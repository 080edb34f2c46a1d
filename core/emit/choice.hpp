#pragma once
// Which server a program is told to use, and how it signs in there: the same for all formats.
#include "emit/emission.hpp"

namespace homing {

/// How a program can sign in at the servers of one protocol.
enum class Skill : std::uint8_t { nothing, password, oauth2, both };

struct Choice {
  std::optional<ChosenServer> server;
  std::string why_not;        ///< a sentence where there is none
  bool wants_oauth2 = false;  ///< the reason is that the program cannot do OAuth2
};

/// The first server that is encrypted and takes what the program can do; OAuth2 before a password, and never what is retired unless
/// the caller names it. `program`: for the sentence.
Choice choose_server(Protocol protocol, Skill skill, std::string_view program, const Emission& emission);

}  // namespace homing
