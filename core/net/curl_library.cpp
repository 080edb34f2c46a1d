#include "net/curl_library.hpp"

#include <string_view>

namespace homing {
namespace {

const CurlLibrary* load_once() {
  static CurlLibrary curl{};
  if (!find_curl(curl) || curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return nullptr;
  const char* const tls = curl.version_info(CURLVERSION_NOW)->ssl_version;
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
