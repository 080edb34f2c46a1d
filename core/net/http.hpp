#pragma once
// GET and POST through libcurl, which neither resolves nor follows: it gets the addresses, and hands back redirects.
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/curl_library.hpp"
#include "net/ip.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"
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

/// What is asked of a web server.
struct Request {
  std::string url;                     ///< https, or http where it says so
  std::string body{};                  ///< of a POST
  const char* content_type = nullptr;  ///< of the body; null: a GET
};

class Http {
 public:
  struct Done {
    Ticket ticket;
    Answer answer;
  };

  Http(const CurlLibrary& curl, const NetworkOptions& options, Poller& poller, TrustStore& trust);
  ~Http();
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;

  /// The pin's socket becomes ours, also where this fails.
  void start(Ticket ticket, Request request, const Pin& pin, std::chrono::milliseconds longest);
  void drop(Ticket ticket) { transfers_.erase(ticket); }
  void serve(const Poller::Ready& ready);
  void serve_timeouts();
  std::optional<Network::Time> next_timeout() const { return timer_; }
  std::vector<Done> take();

 private:
  struct Transfer {
    Transfer(const CurlLibrary& library, CURLM* owner) : curl(library), multi(owner), easy(library.easy_init()) {}
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    const CurlLibrary& curl;
    CURLM* multi;
    CURL* easy;
    curl_slist *resolve = nullptr, *headers = nullptr;
    Request request;
    Ticket ticket = 0;
    Answer answer;
    std::size_t header_bytes = 0;
    char error[CURL_ERROR_SIZE] = {};
    int connected = -1;  // handed to curl when it asks for a socket
    int handed = -1;     // the same, once it has asked
  };

  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* transfer);
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* transfer);
  static curl_socket_t on_open(void* transfer, curlsocktype, curl_sockaddr* address);
  static int on_options(void* transfer, curl_socket_t socket, curlsocktype);
  static CURLcode on_tls_context(CURL*, void* context, void* http);
  static int on_socket(CURL*, curl_socket_t socket, int what, void* http, void*);
  static int on_timer(CURLM*, long milliseconds, void* http);
  void configure(Transfer& transfer, std::chrono::milliseconds longest);
  void configure_tls(CURL* easy);
  void configure_body(Transfer& transfer);
  void append(curl_slist*& list, const std::string& text);
  void pin_addresses(Transfer& transfer, const Pin& pin);
  void finish(Transfer& transfer, CURLcode code);

  const CurlLibrary& curl_;
  const NetworkOptions& options_;
  Poller& poller_;
  TrustStore& trust_;
  CURLM* multi_;
  std::map<Ticket, std::unique_ptr<Transfer>> transfers_;
  std::optional<Network::Time> timer_;
};

}  // namespace homing
