// The root certificates of the user and the machine, in the system's store. Those that Windows would fetch when they are first needed
// are not among them until some program has needed them.
#include <windows.h>
// After the header that it needs, and before OpenSSL's, which take some of its names back.
#include <wincrypt.h>

#include "net/authorities.hpp"

#include <openssl/x509.h>

#include <memory>

namespace homing {

void add_system_authorities(X509_STORE* store) {
  const HCERTSTORE roots = ::CertOpenSystemStoreW(0, L"ROOT");
  if (roots == nullptr) return;
  for (PCCERT_CONTEXT root = nullptr; (root = ::CertEnumCertificatesInStore(roots, root)) != nullptr;) {
    const unsigned char* bytes = root->pbCertEncoded;
    const std::unique_ptr<X509, void (*)(X509*)> certificate(d2i_X509(nullptr, &bytes, static_cast<long>(root->cbCertEncoded)), X509_free);
    if (certificate) X509_STORE_add_cert(store, certificate.get());
  }
  ::CertCloseStore(roots, 0);
}

}  // namespace homing
