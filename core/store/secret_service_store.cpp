// Tokens in the desktop's Secret Service (the Secret Service API of freedesktop.org), through libsecret.
#include <algorithm>
#include <functional>
#include <utility>

#include "model/utf8.hpp"
#include "net/environment.hpp"
#include "net/files.hpp"
#include "store/secret_library.hpp"
#include "store/stores.hpp"

namespace homing {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t longest_token = std::size_t{1024} * 1024;
constexpr milliseconds between_looks{100};  // at whether anybody still wants to know
constexpr milliseconds farewell{200};       // how long what was cancelled is waited for
constexpr int open_session = 1 << 1;        // SECRET_SERVICE_OPEN_SESSION
constexpr int every_item = 1 << 1;          // SECRET_SEARCH_ALL
constexpr int unlock = 1 << 2;              // SECRET_SEARCH_UNLOCK
constexpr int load_secrets = 1 << 3;        // SECRET_SEARCH_LOAD_SECRETS
constexpr const char* default_collection = "default";

constexpr const char* schema_name = "org.homing.Token";

// GNOME's keyring does not find locked items by the name of their schema: an attribute holds it as well, and is what is looked for.
constexpr SecretSchema schema() {
  SecretSchema made{};
  made.name = schema_name;
  made.flags = 1 << 1;                  // SECRET_SCHEMA_DONT_MATCH_NAME
  made.attributes[0].name = "account";  // its type, 0, is a string
  made.attributes[1].name = "service";
  return made;
}
constexpr SecretSchema token_schema = schema();

constexpr const char* unlock_it = " Unlock the keyring of your desktop and try again.";

bool has_session_bus() {
  if (!environment("DBUS_SESSION_BUS_ADDRESS").empty()) return true;
  const std::string folder = environment("XDG_RUNTIME_DIR");
  return folder.starts_with('/') && file_exists(folder + "/bus");
}

// One call that GIO does in the background. It lives on its own: it may be told of when nobody waits any more.
struct Call {
  explicit Call(const SecretLibrary& loaded) : library(loaded) {}
  static void ready(void*, void* result, void* data) {
    auto* const call = static_cast<Call*>(data);
    if (call->given_up) delete call;
    else call->result = call->library.object_ref(result);
  }
  const SecretLibrary& library;
  void* result = nullptr;
  bool given_up = false;
};

int note_late(void* data) {
  *static_cast<bool*>(data) = true;
  return 0;  // once
}

class SecretService final : public TokenStore {
 public:
  SecretService(const SecretLibrary& library, milliseconds patience, std::function<bool()> given_up)
      : library_(library), patience_(patience), given_up_(std::move(given_up)), context_(library.context_new()) {}
  ~SecretService() override;
  SecretService(const SecretService&) = delete;
  SecretService& operator=(const SecretService&) = delete;

  bool open();
  Expected<Secret> get(const std::string& key) override;
  Expected<void> put(const std::string& key, const Secret& value) override;
  Expected<void> erase(const std::string& key) override;
  std::string place() const override { return "the Secret Service"; }

 private:
  // What is called with a cancellable, whom to tell, and a word for it.
  using Start = std::function<void(void* cancellable, SecretLibrary::Ready ready, void* data)>;

  void tick(const Call& call, milliseconds longest);
  void iterate(const Call& call, milliseconds longest);
  void* run(const Start& start);
  void* attributes(const std::string& key) const;
  Expected<GlibList*> search(const std::string& key, int flags);
  void free_items(GlibList* items) const;
  Expected<Secret> secret_of(GlibList* items) const;
  Fault fault(const char* doing, GlibError* error) const;

  const SecretLibrary& library_;
  milliseconds patience_;
  std::function<bool()> given_up_;
  void* context_;
  void* service_ = nullptr;
};

SecretService::~SecretService() {
  if (service_ != nullptr) library_.object_unref(service_);
  for (int left = 64; left > 0 && library_.context_iteration(context_, 0) != 0; --left) continue;
  library_.context_unref(context_);
}

// Goes on for a moment, or until the result is there.
void SecretService::tick(const Call& call, milliseconds longest) {
  bool late = false;
  void* const timer = library_.timeout_source_new(static_cast<unsigned>(longest.count()));
  library_.source_set_callback(timer, note_late, &late, nullptr);
  library_.source_attach(timer, context_);
  while (call.result == nullptr && !late) library_.context_iteration(context_, 1);
  library_.source_destroy(timer);
  library_.source_unref(timer);
}

void SecretService::iterate(const Call& call, milliseconds longest) {
  const auto until = std::chrono::steady_clock::now() + longest;
  while (call.result == nullptr && !given_up_()) {
    const auto left = std::chrono::ceil<milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return;
    tick(call, std::min(left, between_looks));
  }
}

// The result, which the caller lets go; null: it did not come in time.
void* SecretService::run(const Start& start) {
  auto call = std::make_unique<Call>(library_);
  void* const cancellable = library_.cancellable_new();
  library_.context_push(context_);
  start(cancellable, Call::ready, call.get());
  iterate(*call, patience_);
  const bool in_time = call->result != nullptr;
  if (!in_time) {
    library_.cancellable_cancel(cancellable);
    tick(*call, farewell);
  }
  library_.context_pop(context_);
  library_.object_unref(cancellable);
  if (in_time) return call->result;
  if (call->result != nullptr) library_.object_unref(call->result);
  else call.release()->given_up = true;
  return nullptr;
}

Fault SecretService::fault(const char* doing, GlibError* error) const {
  std::string sentence = std::string("The token could not be ") + doing + " the Secret Service";
  if (error == nullptr) return {sentence + ": it did not answer in time, or is locked." + unlock_it, 0};
  sentence += std::string(": ") + error->message + '.' + unlock_it;
  library_.error_free(error);
  return {to_utf8(sentence), 0};
}

bool SecretService::open() {
  void* const result = run([&](void* cancellable, SecretLibrary::Ready ready, void* data) {
    library_.service_open(library_.service_get_type(), nullptr, open_session, cancellable, ready, data);
  });
  if (result == nullptr) return false;
  GlibError* error = nullptr;
  service_ = library_.service_open_finish(result, &error);
  library_.object_unref(result);
  if (error != nullptr) library_.error_free(error);
  if (service_ == nullptr) return false;
  // Otherwise GIO ends the process when the bus goes away (g_bus_get).
  library_.connection_set_exit_on_close(library_.proxy_get_connection(service_), 0);
  return true;
}

// With copies of its own, since libsecret may hold it longer than a call that is given up.
void* SecretService::attributes(const std::string& key) const {
  void* const table = library_.table_new(library_.string_hash, library_.string_equal, library_.free, library_.free);
  library_.table_insert(table, library_.string_copy("account"), library_.string_copy(key.c_str()));
  library_.table_insert(table, library_.string_copy("service"), library_.string_copy(schema_name));
  return table;
}

Expected<GlibList*> SecretService::search(const std::string& key, int flags) {
  void* const table = attributes(key);
  void* const result = run([&](void* cancellable, SecretLibrary::Ready ready, void* data) {
    library_.service_search(service_, &token_schema, table, flags, cancellable, ready, data);
  });
  library_.table_unref(table);
  if (result == nullptr) return fault("read from", nullptr);
  GlibError* error = nullptr;
  GlibList* const items = library_.service_search_finish(service_, result, &error);
  library_.object_unref(result);
  if (error != nullptr) return fault("read from", error);
  return items;
}

void SecretService::free_items(GlibList* items) const {
  for (const GlibList* item = items; item != nullptr; item = item->next) library_.object_unref(item->data);
  library_.list_free(items);
}

// An item without a secret is locked.
Expected<Secret> SecretService::secret_of(GlibList* items) const {
  for (const GlibList* item = items; item != nullptr; item = item->next) {
    void* const value = library_.item_get_secret(item->data);
    if (value == nullptr) continue;
    std::size_t size = 0;
    const char* const text = library_.value_get(value, &size);
    Secret secret(size <= longest_token ? std::string_view(text, size) : std::string_view());
    library_.value_unref(value);
    if (size > longest_token) return Fault{"The Secret Service holds more than 1 MiB for one account. Erase it there and sign in again.", 0};
    return secret;
  }
  return fault("read from", nullptr);
}

Expected<Secret> SecretService::get(const std::string& key) {
  const Expected<GlibList*> items = search(key, every_item | unlock | load_secrets);
  if (!items) return items.error();
  if (*items == nullptr) return Secret();
  Expected<Secret> secret = secret_of(*items);
  free_items(*items);
  return secret;
}

// The service replaces an item whose attributes are the same, as one step of its own.
Expected<void> SecretService::put(const std::string& key, const Secret& value) {
  const std::string_view text = value.reveal();
  const std::string label = "Homing: " + key;
  void* const table = attributes(key);
  void* const wrapped = library_.value_new(text.data(), static_cast<std::ptrdiff_t>(text.size()), "text/plain");
  void* const result = run([&](void* cancellable, SecretLibrary::Ready ready, void* data) {
    library_.service_store(service_, &token_schema, table, default_collection, label.c_str(), wrapped, cancellable, ready, data);
  });
  library_.value_unref(wrapped);
  library_.table_unref(table);
  if (result == nullptr) return fault("written to", nullptr);
  GlibError* error = nullptr;
  const bool stored = library_.service_store_finish(service_, result, &error) != 0;
  library_.object_unref(result);
  if (!stored) return fault("written to", error);
  return {};
}

// That nothing was erased may mean that it is locked: what is still there tells.
Expected<void> SecretService::erase(const std::string& key) {
  void* const table = attributes(key);
  void* const result = run([&](void* cancellable, SecretLibrary::Ready ready, void* data) {
    library_.service_clear(service_, &token_schema, table, cancellable, ready, data);
  });
  library_.table_unref(table);
  if (result == nullptr) return fault("erased from", nullptr);
  GlibError* error = nullptr;
  library_.service_clear_finish(service_, result, &error);
  library_.object_unref(result);
  if (error != nullptr) return fault("erased from", error);
  const Expected<GlibList*> left = search(key, every_item);
  if (!left) return left.error();
  const bool gone = *left == nullptr;
  free_items(*left);
  if (!gone) return fault("erased from", nullptr);
  return {};
}

}  // namespace

std::unique_ptr<TokenStore> secret_service_store(milliseconds patience, std::function<bool()> given_up) {
  if (!has_session_bus()) return nullptr;
  const SecretLibrary* const library = SecretLibrary::load();
  if (library == nullptr) return nullptr;
  auto service = std::make_unique<SecretService>(*library, patience, std::move(given_up));
  if (!service->open()) return nullptr;
  return service;
}

}  // namespace homing
