// Where the sign-ins of a session are kept.
#include "net/files.hpp"
#include "session.hpp"
#include "store/stores.hpp"

namespace homing {
namespace {

constexpr Milliseconds unlocking_patience{60000};  // somebody may have to type a password first

}  // namespace

// The store belongs to the thread on shift. The old one is let go of without the mutex: its host may call the library then.
void Session::set_store(std::unique_ptr<TokenStore> store) {
  std::unique_lock lock(mutex_);
  while (pumping_) {
    network_->wake();
    turned_.wait(lock);
  }
  store_.swap(store);
}

void Session::set_store_key(std::string_view key) {
  std::unique_lock lock(mutex_);
  while (pumping_) {
    network_->wake();
    turned_.wait(lock);
  }
  store_key_ = Secret(key);
}

std::string Session::store_folder() const {
  const std::string_view named = options_.text(Option::store_folder);
  return named.empty() ? default_store_folder() : std::string(named);
}

// What to do where there is none.
std::string Session::wanted_store() const {
  if (options_.text(Option::store_place) == "none") return "option store.place forbids any";
  if (options_.text(Option::store_place) == "secret-service") return "no Secret Service answers on the session bus";
  return "give a key (option store.key_file, or the host's), start a Secret Service, or keep them yourself";
}

// Null: there is no key, or nobody has made its file yet.
Expected<std::unique_ptr<TokenStore>> Session::open_files(bool make) {
  if (store_folder().empty()) return Fault{"no folder is known for it: set option store.folder", 0};
  if (!store_key_.empty()) return file_store(store_folder(), store_key_.copy());
  const std::string file(options_.text(Option::store_key_file));
  if (file.empty() || (!make && !file_exists(file))) return std::unique_ptr<TokenStore>();
  Expected<Secret> key = read_key_file(file, make);
  if (!key) return key.error();
  return file_store(store_folder(), *std::move(key));
}

// Null: there is none, or (without `make`) nothing has been kept yet.
Expected<TokenStore*> Session::token_store(bool make) {
  if (store_) return store_.get();
  const std::string_view place = options_.text(Option::store_place);
  // A replay is to depend on its file alone, unless its caller says otherwise.
  const bool hermetic = answers_ && !options_.is_set(Option::store_folder);
  if (place == "none" || hermetic) return static_cast<TokenStore*>(nullptr);
  if (place != "file") store_ = secret_service_store(unlocking_patience);
  if (store_ || place == "secret-service") return store_.get();
  Expected<std::unique_ptr<TokenStore>> files = open_files(make);
  if (!files) return files.error();
  store_ = *std::move(files);
  return store_.get();
}

}  // namespace homing
