#pragma once
// The token stores there are.
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "store/token_store.hpp"

namespace homing {

/// A folder with one sealed file an account (AES-256-GCM under a key that is derived from `key`), mode 0600, replaced atomically.
/// The folder is made, mode 0700, when something is put.
std::unique_ptr<TokenStore> file_store(std::string folder, Secret key);

/// The desktop's Secret Service, through libsecret, which is loaded when this is called. Null where there is no session bus, no
/// libsecret, or nobody who answers. It waits no longer than `patience` for somebody who is to unlock it.
/// `given_up` is asked now and then: nobody wants to know any more.
std::unique_ptr<TokenStore> secret_service_store(
    std::chrono::milliseconds patience, std::function<bool()> given_up = [] { return false; });

/// One that is looked into first and written to, beside another that may hold what was kept before; what is written or erased is no
/// longer in the other.
std::unique_ptr<TokenStore> both_stores(std::unique_ptr<TokenStore> first, std::unique_ptr<TokenStore> other);

/// Where a host keeps them itself. The functions are those of homing.h: 0 is success.
struct HostStore {
  void* context = nullptr;
  std::int32_t (*get)(void* context, const char* key, void (*found)(void* to, const char* value, std::size_t size), void* to) = nullptr;
  std::int32_t (*put)(void* context, const char* key, const char* value, std::size_t size) = nullptr;
  std::int32_t (*erase)(void* context, const char* key) = nullptr;
  void (*release)(void* context) = nullptr;
};
std::unique_ptr<TokenStore> host_store(const HostStore& host);

/// The content of a key file: 32 bytes at least, readable by its owner alone. Made with 32 random bytes (as base64) where it does not
/// exist and `make` is set; the folder, too.
Expected<Secret> read_key_file(const std::string& path, bool make);

}  // namespace homing
