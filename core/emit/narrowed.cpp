#include "emit/narrowed.hpp"

namespace homing {
namespace {

Text text_of(const std::string& owned) { return Text::terminated(owned.c_str(), owned.size()); }

bool wants_nothing(const EmissionWishes& wishes) { return wishes.protocols.empty() && !wishes.method && wishes.username.empty() && !wishes.server; }

}  // namespace

NarrowedSettings::NarrowedSettings(const Emission& emission) : settings_(emission.resolution.settings) {
  if (wants_nothing(emission.wishes)) return;
  const std::array<std::span<const Endpoint>*, 3> lists{&settings_.imap, &settings_.pop3, &settings_.smtp};
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const std::optional<ChosenServer>& server = emission.servers[i];
    *lists[i] = {};
    if (!server) continue;
    ways_[i] = {server->method, MethodState::current, {}, {}, {}};  // it was asked for
    endpoints_[i] = {text_of(server->host), static_cast<std::uint16_t>(server->port), server->security, text_of(server->username),
                     std::span(&ways_[i], 1)};
    *lists[i] = std::span(&endpoints_[i], 1);
  }
}

}  // namespace homing
