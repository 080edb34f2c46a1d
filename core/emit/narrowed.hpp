#pragma once
// The settings as those formats want them that tell a program of several servers.
#include "emit/emission.hpp"

namespace homing {

/// All that is known, or, where the caller wants something else than the settings say, the servers that were chosen and no others.
class NarrowedSettings {
 public:
  explicit NarrowedSettings(const Emission& emission);
  NarrowedSettings(const NarrowedSettings&) = delete;
  NarrowedSettings& operator=(const NarrowedSettings&) = delete;

  const Settings& settings() const { return settings_; }

 private:
  Settings settings_;
  std::array<SignIn, 3> ways_{};
  std::array<Endpoint, 3> endpoints_{};
};

}  // namespace homing
