// Two token stores as one.
#include <utility>

#include "store/stores.hpp"

namespace homing {
namespace {

class BothStores final : public TokenStore {
 public:
  BothStores(std::unique_ptr<TokenStore> first, std::unique_ptr<TokenStore> other) : first_(std::move(first)), other_(std::move(other)) {}

  Expected<Secret> get(const std::string& key) override {
    Expected<Secret> found = first_->get(key);
    return !found || !found->empty() ? std::move(found) : other_->get(key);
  }
  // What could not be erased is never found, since the first is looked into before.
  Expected<void> put(const std::string& key, const Secret& value) override {
    const Expected<void> put = first_->put(key, value);
    if (put) other_->erase(key);
    return put;
  }
  Expected<void> erase(const std::string& key) override {
    const Expected<void> first = first_->erase(key);
    const Expected<void> other = other_->erase(key);
    return first ? other : first;
  }
  std::string place() const override { return first_->place(); }

 private:
  std::unique_ptr<TokenStore> first_, other_;
};

}  // namespace

std::unique_ptr<TokenStore> both_stores(std::unique_ptr<TokenStore> first, std::unique_ptr<TokenStore> other) {
  return std::make_unique<BothStores>(std::move(first), std::move(other));
}

}  // namespace homing
