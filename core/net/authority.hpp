#pragma once
// Who is meant by a URL.
#include <string>
#include <string_view>

namespace homing {

struct Authority {
  std::string host;
  int port = 0;  ///< 0: what stands there is none
};

/// Of `scheme://user@host:port/...`.
Authority authority_of(std::string_view url, int usual_port);

/// A port number in decimal, else 0.
int port_of(std::string_view digits);

}  // namespace homing
