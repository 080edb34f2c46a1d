#pragma once
// Where tokens are kept: texts by name.
#include <memory>
#include <optional>
#include <string>

#include "model/fault.hpp"
#include "model/secret.hpp"

namespace homing {

/// Used by one thread at a time. A fault is a sentence that says what could not be done and what to do about it.
class TokenStore {
 public:
  virtual ~TokenStore() = default;
  /// Empty: there is none.
  virtual Expected<Secret> get(const std::string& key) = 0;
  /// All or nothing: after a crash at any moment the old value is there or the new one.
  virtual Expected<void> put(const std::string& key, const Secret& value) = 0;
  /// That there is none is no fault.
  virtual Expected<void> erase(const std::string& key) = 0;
  /// For people: "the Secret Service", "the file /home/ada/.local/state/homing/...".
  virtual std::string place() const = 0;
};

}  // namespace homing
