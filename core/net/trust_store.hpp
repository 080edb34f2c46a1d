#pragma once
// The certificate authorities that a session trusts, loaded once and shared by all its connections.
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "model/fault.hpp"

namespace homing {

class TrustStore {
 public:
  /// `extra_file`: a PEM file to trust besides the system's authorities; empty: none.
  explicit TrustStore(const std::string& extra_file);

  X509_STORE* store() const { return store_.get(); }

 private:
  std::unique_ptr<X509_STORE, void (*)(X509_STORE*)> store_;
};

/// Whether a file can be read and holds certificates; the fault names it.
Expected<void> check_ca_file(const std::string& path);

}  // namespace homing
