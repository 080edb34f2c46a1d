#include "keeping.hpp"

#include <chrono>

#include "net/environment.hpp"
#include "net/files.hpp"
#include "store/stores.hpp"

namespace homing {
namespace {

constexpr std::chrono::milliseconds unlocking_patience{30000};  // somebody may have to type a password first

}  // namespace

void Keeping::replace(std::unique_ptr<TokenStore> store) {
  std::shared_ptr<TokenStore> mine = std::move(store);
  {
    const std::lock_guard lock(mutex_);
    store_.swap(mine);
    host_keeps_ = true;
  }
  // What was replaced is let go when no lock is held: a host's `release` may do what it likes.
}

void Keeping::set_key(std::string_view key) {
  std::shared_ptr<TokenStore> outdated;
  const std::lock_guard lock(mutex_);
  key_ = Secret(key);
  if (!host_keeps_) outdated.swap(store_);
}

std::shared_ptr<TokenStore> Keeping::known() {
  const std::lock_guard lock(mutex_);
  return store_;
}

// Unless the host has come first.
std::shared_ptr<TokenStore> Keeping::remember(std::unique_ptr<TokenStore> store) {
  std::shared_ptr<TokenStore> mine = std::move(store);
  const std::lock_guard lock(mutex_);
  if (!store_) store_ = mine;
  return store_;
}

std::string Keeping::folder() const {
  const std::string_view named = options_.text(Option::store_folder);
  return named.empty() ? state_folder() : std::string(named);
}

std::string Keeping::advice() const {
  if (options_.text(Option::store_place) == "none") return "option store.place forbids any";
  if (options_.text(Option::store_place) == "secret-service") return "no Secret Service answers on the session bus";
  return "give a key (option store.key_file, or the host's), start a Secret Service, or keep them yourself";
}

// Null: there is no key, or nobody has made its file yet.
Expected<std::unique_ptr<TokenStore>> Keeping::open_files(bool make) {
  if (folder().empty()) return Fault{"no folder is known for it: set option store.folder", 0};
  Secret given;
  {
    const std::lock_guard lock(mutex_);
    given = key_.copy();
  }
  if (!given.empty()) return file_store(folder(), std::move(given));
  const std::string file(options_.text(Option::store_key_file));
  if (file.empty() || (!make && !file_exists(file))) return std::unique_ptr<TokenStore>();
  Expected<Secret> key = read_key_file(file, make);
  if (!key) return key.error();
  return file_store(folder(), *std::move(key));
}

// A desktop's sign-ins may have been kept in files when somebody signed in from afar, so that both are looked into.
Expected<std::shared_ptr<TokenStore>> Keeping::store(bool make, const std::function<bool()>& given_up) {
  if (std::shared_ptr<TokenStore> store = known()) return store;
  const std::string_view place = options_.text(Option::store_place);
  const bool named = !hermetic_ || options_.is_set(Option::store_folder);
  if (place == "none" || !named) return std::shared_ptr<TokenStore>();
  std::unique_ptr<TokenStore> service;
  if (place != "file" && !service_is_missing_) service = secret_service_store(unlocking_patience, given_up);
  service_is_missing_ = service == nullptr;
  if (place == "secret-service") return remember(std::move(service));
  Expected<std::unique_ptr<TokenStore>> files = open_files(make && !service);
  if (!files && !service) return files.error();
  if (!service) return remember(*std::move(files));
  return remember(files && *files ? both_stores(std::move(service), *std::move(files)) : std::move(service));
}

}  // namespace homing
