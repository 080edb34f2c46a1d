#pragma once
// Which server a program is told to use, and how it signs in there: the same for all formats.
#include "emit/emission.hpp"

namespace homing {

/// How a program can sign in at the servers of one protocol.
enum class Skill : std::uint8_t { nothing, password, oauth2, both };

/// What a program can do.
struct Abilities {
  std::string_view program;       ///< for sentences
  std::array<Skill, 3> skills{};  ///< by protocol
  bool starttls = true;           ///< it insists on STARTTLS, and gives up where a server does not offer it
};

struct Choice {
  std::optional<ChosenServer> server;
  std::string why_not;        ///< a sentence where there is none
  bool wants_oauth2 = false;  ///< the reason is that the program cannot do OAuth2
};

/// The first server that is encrypted and takes what the program can do; OAuth2 before a password, and never what is retired unless
/// the caller names it.
Choice choose_server(Protocol protocol, const Abilities& abilities, const Emission& emission);

}  // namespace homing
