#pragma once
// Where the sign-ins of a session are kept.
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "options.hpp"
#include "store/token_store.hpp"

namespace homing {

class Keeping {
 public:
  /// `hermetic`: nothing but what the options name is looked into.
  Keeping(const Options& options, bool hermetic) : options_(options), hermetic_(hermetic) {}

  /// From any thread: the host keeps them itself. What is replaced is let go when nobody uses it any more.
  void replace(std::unique_ptr<TokenStore> store);
  /// From any thread: the key of the sealed files (store/stores.hpp).
  void set_key(std::string_view key);

  /// For the thread on shift. Null: there is no place, or (without `make`) nothing has been kept yet. `given_up` is asked while somebody
  /// may have to unlock it.
  Expected<std::shared_ptr<TokenStore>> store(bool make, const std::function<bool()>& given_up);
  /// Of the sealed files, and of the locks by which processes take turns.
  std::string folder() const;
  /// What to do where there is no place, for people.
  std::string advice() const;

 private:
  std::shared_ptr<TokenStore> known();
  std::shared_ptr<TokenStore> remember(std::unique_ptr<TokenStore> store);
  Expected<std::unique_ptr<TokenStore>> open_files(bool make);

  const Options& options_;
  const bool hermetic_;
  bool service_is_missing_ = false;  // of the thread on shift
  std::mutex mutex_;                 // guards the rest
  Secret key_;
  std::shared_ptr<TokenStore> store_;
  bool host_keeps_ = false;
};

}  // namespace homing
