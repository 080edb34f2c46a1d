#pragma once
// A mail server that says anything: the first octet tells whether TLS stands already; packets end with octet 30.
#include <algorithm>

#include "dialog/greeting.hpp"
#include "fuzz.hpp"

inline void demand_commands(const std::string& said) {
  demand(said.empty() || said.ends_with("\r\n"), "commands are whole lines");
  demand(std::count(said.begin(), said.end(), '\n') <= 4, "one answer does not make many commands");
  demand(is_utf8(said), "commands are text");
}

inline int talk(homing::Protocol protocol, const std::uint8_t* data, std::size_t size) {
  using State = homing::Greeting::State;
  if (size == 0) return 0;
  const bool encrypted = (data[0] & 1U) != 0;
  const auto greeting = homing::Greeting::with(protocol, encrypted);
  std::string_view rest = text_of(data + 1, size - 1);
  int handshakes = 0;
  while (!rest.empty()) {
    const std::string_view packet = rest.substr(0, rest.find('\x1E'));
    rest.remove_prefix(std::min(rest.size(), packet.size() + 1));
    const bool over = greeting->state() == State::done || greeting->state() == State::failed;
    const std::string said = greeting->hear(packet);
    demand_commands(said);
    demand(!over || said.empty(), "nothing is said when all is over");
    if (greeting->state() != State::start_tls) continue;
    ++handshakes;
    demand(greeting->capabilities().size() <= 128, "the list is bounded");
    demand_commands(greeting->secured());
    demand(greeting->capabilities().empty(), "what was heard in plain text is forgotten");
  }
  demand(handshakes <= (encrypted ? 0 : 1), "TLS starts once");
  demand(greeting->state() != State::done || encrypted || handshakes == 1, "nothing is learned in plain text");
  demand((greeting->state() == State::failed) == !greeting->fault().empty(), "a failure has a reason");
  demand(greeting->capabilities().size() <= 128 && is_utf8(greeting->fault()), "what is told is bounded text");
  for (const std::string& line : greeting->capabilities()) demand(is_utf8(line) && !line.empty(), "capabilities are text");
  return 0;
}
