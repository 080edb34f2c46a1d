#pragma once
// What a sign-in is asked to do, and what it tells meanwhile.
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "model/question.hpp"
#include "oauth/authority.hpp"

namespace homing {

/// Why it went no further. `words` begin with what the catalogue of errors knows it by.
struct SignInFailure {
  std::string words;
  Heard heard = Heard::answered;  ///< how the network ended, where that is why
  std::chrono::seconds wait{0};   ///< the server has asked for patience
};

struct GrantOrder {
  Authority authority;
  Client client;
  Flow flow = Flow::browser;
  std::string address;               ///< the mailbox
  std::string user;                  ///< who is to sign in; the address, unless the mailbox is shared or its owner signs in by another name
  std::vector<Access> wanted;        ///< all of them offered by the authority
  std::vector<std::string> hosts{};  ///< the mailbox's servers
  Kind kind = Kind::unknown;
  Cloud cloud = Cloud::none;
  std::string hint{};            ///< whose sign-in the page is to begin with; empty: it is not told
  std::string before_user{};     ///< of a sign-in at the same place by the same program that is kept; it is replaced
  std::vector<Access> before{};  ///< what that is for
};

/// What the person has to be told.
struct Notice {
  enum class What : std::uint8_t { open, code, waiting };
  What what = What::waiting;
  std::string url;            ///< the page to open
  std::string code;           ///< to be typed there
  std::string url_with_code;  ///< the same page that knows the code already; may be empty
  std::chrono::seconds lifetime{0};
};

/// What a visitor of the listener gets to see.
struct Greeting {
  std::uint32_t visitor = 0;
  int status = 200;
  std::string page;
};

}  // namespace homing
