// As files and folders, which OpenSSL reads itself.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "net/authorities.hpp"
#include "net/files.hpp"

namespace homing {
namespace {

// OpenSSL's own variables and defaults (SSL_CTX_set_default_verify_paths(3)).
std::string from_environment(const char* variable, const char* otherwise) {
  const char* const value = std::getenv(variable);
  return value != nullptr && *value != '\0' ? value : otherwise;
}

// A folder prepared by c_rehash has names such as 1a2b3c4d.0.
bool is_hashed_folder(const std::string& folder) {
  const auto found = list_files(folder, ".0");
  if (!found) return false;
  return std::any_of(found->begin(), found->end(), [](const std::string& path) {
    const std::string stem = std::filesystem::path(path).stem().string();
    return stem.size() == 8 && stem.find_first_not_of("0123456789abcdef") == std::string::npos;
  });
}

// Debian, Fedora, openSUSE, Alpine and the BSDs, for an OpenSSL whose default file is missing.
constexpr std::array<const char*, 4> usual_bundles{"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
                                                   "/etc/ssl/cert.pem"};

}  // namespace

void add_system_authorities(X509_STORE* store) {
  const std::string folder = from_environment(X509_get_default_cert_dir_env(), X509_get_default_cert_dir());
  // A hashed folder costs nothing now: the few authorities that are needed are read when a chain ends at them. Reading a
  // whole bundle costs 20 ms and more.
  if (is_hashed_folder(folder) && X509_STORE_load_path(store, folder.c_str()) == 1) return;
  const std::string file = from_environment(X509_get_default_cert_file_env(), X509_get_default_cert_file());
  if (X509_STORE_load_file(store, file.c_str()) == 1) return;
  for (const char* const bundle : usual_bundles) {
    if (X509_STORE_load_file(store, bundle) == 1) return;
  }
}

}  // namespace homing
