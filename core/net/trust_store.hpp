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
  explicit TrustStore(std::string extra_file) : extra_file_(std::move(extra_file)), store_(nullptr, X509_STORE_free) {}

  /// Loaded at the first call, which may take 20 ms and more.
  X509_STORE* store();

 private:
  std::string extra_file_;
  std::unique_ptr<X509_STORE, void (*)(X509_STORE*)> store_;
};

/// Whether a file can be read and holds certificates; the fault names it.
Expected<void> check_ca_file(const std::string& path);

}  // namespace homing
