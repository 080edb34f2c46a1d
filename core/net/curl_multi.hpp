#pragma once
// What libcurl's connections have in common: their sockets are watched by our loop, and so is its timer.
#include <optional>

#include "net/curl_library.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"

namespace homing {

class CurlMulti {
 public:
  /// `most_idle`: how many connections are kept; each holds a TLS session.
  CurlMulti(const CurlLibrary& curl, Poller& poller, Poller::Owner owner, long most_idle);
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;

  CURLM* get() const { return multi_; }
  void serve(const Poller::Ready& ready);
  void serve_timeouts();
  std::optional<Network::Time> next_timeout() const { return timer_; }
  /// The next transfer that has ended; null: none.
  const CURLMsg* next_done();

 private:
  static int on_socket(CURL*, curl_socket_t socket, int what, void* multi, void*);
  static int on_timer(CURLM*, long milliseconds, void* multi);

  const CurlLibrary& curl_;
  Poller& poller_;
  Poller::Owner owner_;
  CURLM* multi_;
  std::optional<Network::Time> timer_;
};

}  // namespace homing
