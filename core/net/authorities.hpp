#pragma once
// The certificate authorities that this system trusts.
#include <openssl/x509_vfy.h>

namespace homing {

/// Adds what can be found; that there is nothing shows when a certificate is checked.
void add_system_authorities(X509_STORE* store);

}  // namespace homing
