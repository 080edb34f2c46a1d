#pragma once
// GET and POST through libcurl, which neither resolves nor follows: it gets the addresses, and hands back redirects.
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/curl_easy.hpp"
#include "net/curl_multi.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"
#include "net/trust_store.hpp"

namespace homing {

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

  /// The pin's socket becomes ours, also where this fails.
  void start(Ticket ticket, Request request, const Pin& pin, std::chrono::milliseconds longest);
  void drop(Ticket ticket) { transfers_.erase(ticket); }
  void serve(const Poller::Ready& ready) { multi_.serve(ready); }
  void serve_timeouts() { multi_.serve_timeouts(); }
  std::optional<Network::Time> next_timeout() const { return multi_.next_timeout(); }
  std::vector<Done> take();

 private:
  struct Transfer {
    Transfer(const CurlLibrary& curl, CURLM* multi) : headers(curl), easy(curl, multi) {}

    Request request;
    Ticket ticket = 0;
    Answer answer;
    std::size_t header_bytes = 0;
    char error[CURL_ERROR_SIZE] = {};
    CurlList headers;
    CurlEasy easy;  // it looks at all the others, and goes first
  };

  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* transfer);
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* transfer);
  void configure(Transfer& transfer, std::chrono::milliseconds longest);
  void configure_body(Transfer& transfer);
  void finish(Transfer& transfer, CURLcode code);

  const CurlLibrary& curl_;
  const NetworkOptions& options_;
  TrustStore& trust_;
  CurlMulti multi_;
  std::map<Ticket, std::unique_ptr<Transfer>> transfers_;
};

}  // namespace homing
