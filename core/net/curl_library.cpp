#include "net/curl_library.hpp"

#include <dlfcn.h>

#include <string_view>

namespace homing {
namespace {

// The name that has been the same since 2006 (curl's docs/libcurl/ABI.md).
constexpr const char* soname = "libcurl.so.4";

template <class Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

bool find_all(void* library, CurlLibrary& curl) {
  return find(library, "curl_easy_init", curl.easy_init) && find(library, "curl_easy_setopt", curl.easy_setopt) &&
         find(library, "curl_easy_getinfo", curl.easy_getinfo) && find(library, "curl_easy_send", curl.easy_send) &&
         find(library, "curl_easy_recv", curl.easy_recv) && find(library, "curl_easy_cleanup", curl.easy_cleanup) &&
         find(library, "curl_easy_strerror", curl.easy_strerror) && find(library, "curl_multi_init", curl.multi_init) &&
         find(library, "curl_multi_setopt", curl.multi_setopt) && find(library, "curl_multi_add_handle", curl.multi_add_handle) &&
         find(library, "curl_multi_remove_handle", curl.multi_remove_handle) && find(library, "curl_multi_socket_action", curl.multi_socket_action) &&
         find(library, "curl_multi_info_read", curl.multi_info_read) && find(library, "curl_multi_cleanup", curl.multi_cleanup) &&
         find(library, "curl_slist_append", curl.slist_append) && find(library, "curl_slist_free_all", curl.slist_free_all);
}

// Never unloaded: TLS libraries register things that outlive a dlclose.
const CurlLibrary* load_once() {
  static CurlLibrary curl{};
  void* const library = ::dlopen(soname, RTLD_NOW | RTLD_LOCAL);
  decltype(&::curl_global_init) global_init = nullptr;
  decltype(&::curl_version_info) version_info = nullptr;
  if (library == nullptr || !find_all(library, curl)) return nullptr;
  if (!find(library, "curl_global_init", global_init) || !find(library, "curl_version_info", version_info)) return nullptr;
  if (global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return nullptr;
  const char* const tls = version_info(CURLVERSION_NOW)->ssl_version;
  curl.speaks_openssl3 = tls != nullptr && std::string_view(tls).starts_with("OpenSSL/3.");
  return &curl;
}

}  // namespace

const CurlLibrary* CurlLibrary::load() {
  static const CurlLibrary* const curl = load_once();
  return curl;
}

Heard heard_of(CURLcode code) {
  switch (code) {
    case CURLE_OK: return Heard::answered;
    case CURLE_OPERATION_TIMEDOUT: return Heard::timeout;
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return Heard::refused;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR: return Heard::certificate;
    case CURLE_WRITE_ERROR:
    case CURLE_FILESIZE_EXCEEDED: return Heard::too_large;
    default: return Heard::protocol;
  }
}

}  // namespace homing
