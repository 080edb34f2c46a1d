#pragma once
// One connection or transfer of libcurl, as all of ours are: it resolves nothing, follows nothing, and checks the certificate.
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "net/curl_library.hpp"
#include "net/ip.hpp"
#include "net/network.hpp"
#include "net/trust_store.hpp"

namespace homing {

/// A host and port and where it is.
struct Pin {
  std::string host;
  int port = 443;
  std::vector<IpAddress> addresses;
  int socket = -1;  ///< connected to one of them already; handed over

  std::string key() const { return host + ':' + std::to_string(port); }
};

class CurlList {
 public:
  explicit CurlList(const CurlLibrary& curl) : curl_(curl) {}
  ~CurlList() { curl_.slist_free_all(list_); }
  CurlList(const CurlList&) = delete;
  CurlList& operator=(const CurlList&) = delete;

  void append(const std::string& text);
  curl_slist* list() const { return list_; }

 private:
  const CurlLibrary& curl_;
  curl_slist* list_ = nullptr;
};

/// Where it is once it has begun, it must stay: libcurl keeps its address.
class CurlEasy {
 public:
  CurlEasy(const CurlLibrary& curl, CURLM* multi);
  ~CurlEasy();
  CurlEasy(const CurlEasy&) = delete;
  CurlEasy& operator=(const CurlEasy&) = delete;

  CURL* get() const { return easy_; }
  template <class Value>
  void set(CURLoption option, Value value) {
    curl_.easy_setopt(easy_, option, value);
  }
  /// The options must outlive this, and so must the trust store.
  void configure(const NetworkOptions& options, TrustStore& trust, std::chrono::milliseconds longest);
  /// Where the host (or the proxy) is. The socket becomes ours.
  void pin(const Pin& pin);
  /// Hands it to the multi handle.
  void begin() { curl_.multi_add_handle(multi_, easy_); }

 private:
  static curl_socket_t on_open(void* easy, curlsocktype, curl_sockaddr* address);
  static int on_options(void* easy, curl_socket_t socket, curlsocktype);
  static CURLcode on_tls_context(CURL*, void* context, void* trust);

  const CurlLibrary& curl_;
  CURLM* multi_;
  CURL* easy_;
  CurlList resolve_;
  int connected_ = -1;  // handed to curl when it asks for a socket
  int handed_ = -1;     // the same, once it has asked
};

}  // namespace homing
