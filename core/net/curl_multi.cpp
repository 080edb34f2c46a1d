#include "net/curl_multi.hpp"

#include <mutex>
#include <new>

namespace homing {

CurlMulti::CurlMulti(const CurlLibrary& curl, Poller& poller, Poller::Owner owner, long most_idle)
    : curl_(curl), poller_(poller), owner_(owner), multi_(curl.multi_init()) {
  if (multi_ == nullptr) throw std::bad_alloc();
  curl_.multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlMulti::on_socket);
  curl_.multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_.multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlMulti::on_timer);
  curl_.multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_.multi_setopt(multi_, CURLMOPT_MAXCONNECTS, most_idle);
}

CurlMulti::~CurlMulti() {
  // Closing its connections, libcurl sets SIGPIPE aside and puts it back: two threads at once could put back the wrong one.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  curl_.multi_cleanup(multi_);
}

// Never let an exception pass through C: without memory the transfer fails.
int CurlMulti::on_socket(CURL*, curl_socket_t socket, int what, void* raw, void*) {
  const bool readable = what == CURL_POLL_IN || what == CURL_POLL_INOUT;
  const bool writable = what == CURL_POLL_OUT || what == CURL_POLL_INOUT;
  const CurlMulti& multi = *static_cast<CurlMulti*>(raw);
  try {
    multi.poller_.watch(static_cast<int>(socket), multi.owner_, readable, writable);
    return 0;
  } catch (const std::bad_alloc&) {
    return -1;
  }
}

int CurlMulti::on_timer(CURLM*, long milliseconds, void* raw) {
  CurlMulti& multi = *static_cast<CurlMulti*>(raw);
  if (milliseconds < 0) multi.timer_.reset();
  else multi.timer_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  return 0;
}

void CurlMulti::serve(const Poller::Ready& ready) {
  int running = 0;
  const int events = (ready.readable ? CURL_CSELECT_IN : 0) | (ready.writable ? CURL_CSELECT_OUT : 0);
  curl_.multi_socket_action(multi_, ready.socket, events, &running);
}

void CurlMulti::serve_timeouts() {
  if (!timer_ || *timer_ > std::chrono::steady_clock::now()) return;
  timer_.reset();
  int running = 0;
  curl_.multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
}

const CURLMsg* CurlMulti::next_done() {
  int left = 0;
  while (const CURLMsg* const message = curl_.multi_info_read(multi_, &left)) {
    if (message->msg == CURLMSG_DONE) return message;
  }
  return nullptr;
}

}  // namespace homing
