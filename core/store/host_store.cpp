// Tokens that the host keeps itself.
#include <new>

#include "store/stores.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_token = std::size_t{1024} * 1024;

struct Found {
  Secret value;
  bool too_large = false, no_memory = false;
};

// Called by the host: nothing may be thrown through it.
void take(void* to, const char* value, std::size_t size) {
  Found& found = *static_cast<Found*>(to);
  found.too_large = size > longest_token;
  if (found.too_large || value == nullptr) return;
  try {
    found.value = Secret({value, size});
  } catch (const std::bad_alloc&) {
    found.no_memory = true;
  }
}

class HostKeeps final : public TokenStore {
 public:
  explicit HostKeeps(const HostStore& host) : host_(host) {}
  ~HostKeeps() override {
    if (host_.release != nullptr) host_.release(host_.context);
  }
  HostKeeps(const HostKeeps&) = delete;
  HostKeeps& operator=(const HostKeeps&) = delete;

  Expected<Secret> get(const std::string& key) override {
    Found found;
    const std::int32_t status = host_.get != nullptr ? host_.get(host_.context, key.c_str(), take, &found) : -1;
    if (found.no_memory) throw std::bad_alloc();
    if (status != 0) return fault("read from", status);
    if (found.too_large) return Fault{"The host's token store gave more than 1 MiB for one account. Sign in again.", 0};
    return std::move(found.value);
  }
  Expected<void> put(const std::string& key, const Secret& value) override {
    const std::string_view text = value.reveal();
    const std::int32_t status = host_.put != nullptr ? host_.put(host_.context, key.c_str(), text.data(), text.size()) : -1;
    if (status != 0) return fault("written to", status);
    return {};
  }
  Expected<void> erase(const std::string& key) override {
    const std::int32_t status = host_.erase != nullptr ? host_.erase(host_.context, key.c_str()) : -1;
    if (status != 0) return fault("erased from", status);
    return {};
  }
  std::string place() const override { return "the host's own token store"; }

 private:
  static Fault fault(const char* doing, std::int32_t status) {
    return {std::string("The token could not be ") + doing + " the host's token store: its function returned " + std::to_string(status) + '.', 0};
  }
  HostStore host_;
};

}  // namespace

std::unique_ptr<TokenStore> host_store(const HostStore& host) { return std::make_unique<HostKeeps>(host); }

}  // namespace homing
