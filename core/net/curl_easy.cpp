#include "net/curl_easy.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <new>

#include "net/sockets.hpp"

namespace homing {

void CurlList::append(const std::string& text) {
  curl_slist* const longer = curl_.slist_append(list_, text.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  list_ = longer;
}

CurlEasy::CurlEasy(const CurlLibrary& curl, CURLM* multi) : curl_(curl), multi_(multi), easy_(curl.easy_init()), resolve_(curl) {
  if (easy_ == nullptr) throw std::bad_alloc();
}

CurlEasy::~CurlEasy() {
  curl_.multi_remove_handle(multi_, easy_);
  curl_.easy_cleanup(easy_);
  if (connected_ >= 0) close_socket(connected_);  // curl had a connection of its own to use
}

void CurlEasy::configure(const NetworkOptions& options, TrustStore& trust, std::chrono::milliseconds longest) {
  const auto most = static_cast<long>(std::max<std::chrono::milliseconds::rep>(longest.count(), 1));
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TIMEOUT_MS, most);
  set(CURLOPT_CONNECTTIMEOUT_MS, most);
  set(CURLOPT_PROXY, options.proxy.c_str());  // empty: none, whatever the environment says
  set(CURLOPT_OPENSOCKETFUNCTION, &CurlEasy::on_open);
  set(CURLOPT_OPENSOCKETDATA, this);
  set(CURLOPT_SOCKOPTFUNCTION, &CurlEasy::on_options);
  set(CURLOPT_SOCKOPTDATA, this);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (curl_.speaks_openssl3) {
    // The session's store takes the place of the bundle that curl would load for each connection.
    set(CURLOPT_CAINFO, static_cast<const char*>(nullptr));
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    set(CURLOPT_SSL_CTX_FUNCTION, &CurlEasy::on_tls_context);
    set(CURLOPT_SSL_CTX_DATA, &trust);
  } else if (!options.ca_file.empty()) {
    set(CURLOPT_CAINFO, options.ca_file.c_str());
  }
}

void CurlEasy::pin(const Pin& pin) {
  connected_ = pin.socket;
  if (pin.addresses.empty()) return;
  std::string entry = pin.key() + ':';
  for (const IpAddress& address : pin.addresses) {
    if (entry.back() != ':') entry += ',';
    entry += address.is_v6 ? '[' + address.text() + ']' : address.text();
  }
  resolve_.append(entry);
  set(CURLOPT_RESOLVE, resolve_.list());
}

curl_socket_t CurlEasy::on_open(void* raw, curlsocktype, curl_sockaddr* address) {
  CurlEasy& easy = *static_cast<CurlEasy*>(raw);
  if (easy.connected_ < 0) return static_cast<curl_socket_t>(open_socket(address->family, address->socktype, address->protocol));
  return static_cast<curl_socket_t>(easy.handed_ = std::exchange(easy.connected_, -1));
}

int CurlEasy::on_options(void* raw, curl_socket_t socket, curlsocktype) {
  return static_cast<int>(socket) == static_cast<CurlEasy*>(raw)->handed_ ? CURL_SOCKOPT_ALREADY_CONNECTED : CURL_SOCKOPT_OK;
}

// What came in the clear is wiped before the memory is used again (SSL_CTX_set_options(3)).
CURLcode CurlEasy::on_tls_context(CURL*, void* context, void* trust) {
  SSL_CTX_set1_cert_store(static_cast<SSL_CTX*>(context), static_cast<TrustStore*>(trust)->store());
  SSL_CTX_set_options(static_cast<SSL_CTX*>(context), SSL_OP_CLEANSE_PLAINTEXT);
  return CURLE_OK;
}

}  // namespace homing
