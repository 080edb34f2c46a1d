#pragma once
// Postings: requests that hold secrets. libcurl makes the connection (proxy, TLS, names and certificates) and no more; what is said over
// it is ours, since libcurl's own buffers of requests and responses are not wiped when they are freed.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/posting.hpp"
#include "net/curl_easy.hpp"
#include "net/curl_multi.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"
#include "net/trust_store.hpp"
#include "read/http_response.hpp"

namespace homing {

/// Why a posting cannot be sent at all; empty: it can. Its URL is https and names a host; no field of its own begins in a value.
std::string unsendable(const Posting& posting);

/// What became of a posting without an answer.
std::shared_ptr<const Posted> unanswered(Heard heard, std::string why);

class Courier {
 public:
  using Time = Network::Time;
  struct Done {
    Ticket ticket;
    std::shared_ptr<const Posted> posted;
  };

  Courier(const NetworkOptions& options, Poller& poller, TrustStore& trust) : options_(options), poller_(poller), trust_(trust) {}
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  /// The pin's socket becomes ours, also where this fails. `posting` can be sent (see above).
  void start(Ticket ticket, std::shared_ptr<const Posting> posting, const Pin& pin, Time until);
  void drop(Ticket ticket);
  void serve(const Poller::Ready& ready);
  void serve_timeouts();
  std::optional<Time> next_timeout() const;
  std::vector<Done> take();

 private:
  struct Delivery {
    Delivery(const CurlLibrary& curl, CURLM* multi);
    ~Delivery();
    Delivery(const Delivery&) = delete;
    Delivery& operator=(const Delivery&) = delete;

    Ticket ticket = 0;
    std::shared_ptr<const Posting> posting;
    std::string head;      // holds the bearer
    std::size_t sent = 0;  // of head and body
    int socket = -1;       // once it is connected
    HttpResponse response;
    char error[CURL_ERROR_SIZE] = {};
    CurlEasy easy;  // it looks at all the others, and goes first
  };
  enum class Went : std::uint8_t { on, waits, failed };

  bool prepare();
  void connected(Delivery& delivery);
  void go_on(Delivery& delivery);
  Went send(Delivery& delivery);
  Went receive(Delivery& delivery);
  void fail(Delivery& delivery, Heard heard, std::string why);
  void succeed(Delivery& delivery);
  void watch(const Delivery& delivery, bool readable, bool writable);
  void end(Delivery& delivery, std::shared_ptr<const Posted> posted);

  const NetworkOptions& options_;
  Poller& poller_;
  TrustStore& trust_;
  const CurlLibrary* curl_ = nullptr;
  std::unique_ptr<CurlMulti> multi_;
  std::map<Ticket, std::unique_ptr<Delivery>> deliveries_;
  std::unordered_map<int, Ticket> sockets_;  // those that are connected
  std::vector<Done> done_;
};

}  // namespace homing
