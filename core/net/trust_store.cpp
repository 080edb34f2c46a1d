#include "net/trust_store.hpp"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <new>

#include "net/authorities.hpp"
#include "net/files.hpp"

namespace homing {

X509_STORE* TrustStore::store() {
  if (store_) return store_.get();
  store_.reset(X509_STORE_new());
  if (!store_) throw std::bad_alloc();
  add_system_authorities(store_.get());
  if (!extra_file_.empty()) X509_STORE_load_file(store_.get(), extra_file_.c_str());
  return store_.get();
}

Expected<void> check_ca_file(const std::string& path) {
  constexpr std::size_t largest_bundle = std::size_t{16} * 1024 * 1024;
  const Expected<std::string> content = read_file(path, largest_bundle);
  if (!content) return Fault{"Option tls.ca_file: " + content.error().sentence, 0};
  const std::unique_ptr<X509_STORE, void (*)(X509_STORE*)> store(X509_STORE_new(), X509_STORE_free);
  if (!store) throw std::bad_alloc();
  ERR_clear_error();
  if (X509_STORE_load_file(store.get(), path.c_str()) == 1) return {};
  if (ERR_GET_REASON(ERR_peek_last_error()) == ERR_R_MALLOC_FAILURE) throw std::bad_alloc();
  return Fault{"Option tls.ca_file: " + path + " holds no certificate in PEM form.", 0};
}

}  // namespace homing
