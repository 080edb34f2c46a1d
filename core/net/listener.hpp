#pragma once
// Servers on the loopback for the browser that comes back from a sign-in (RFC 8252 section 7.3). Anybody on the machine may come, and any
// web page may send the browser here: visitors are told of, and whoever asked for the listener judges them.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/posting.hpp"
#include "net/network.hpp"
#include "net/poller.hpp"

namespace homing {

class Listeners {
 public:
  using Time = Network::Time;
  struct Came {
    Ticket ticket;
    std::shared_ptr<const Visit> visit;
  };

  explicit Listeners(Poller& poller) : poller_(poller) {}
  ~Listeners();
  Listeners(const Listeners&) = delete;
  Listeners& operator=(const Listeners&) = delete;

  /// On 127.0.0.1 and, where the machine has it, on [::1] at the same port. Returns the port; 0: there is none to be had.
  std::uint16_t open(Ticket ticket);
  /// One page for one visitor; who has gone meanwhile gets none.
  void welcome(Ticket ticket, std::uint32_t visitor, int status, std::string_view page);
  /// Nobody is let in any more; pages under way are sent.
  void drop(Ticket ticket);

  void serve(const Poller::Ready& ready);
  void serve_timeouts(Time now);
  std::optional<Time> next_timeout() const;
  std::vector<Came> take() { return std::exchange(came_, {}); }

 private:
  enum class Stage : std::uint8_t {
    silent,     // nothing has come yet
    asking,     // a part of the head has come
    told,       // waits for its page
    answering,  // the page is under way
    leaving     // all was sent; what it still says is passed over until it closes
  };
  struct Guest {
    Guest() = default;
    ~Guest();
    Guest(Guest&&) = delete;

    Ticket ticket = 0;
    std::uint32_t visitor = 0;
    Stage stage = Stage::silent;
    Time until{};
    std::string heard;  // holds the code
    std::string page;
    std::size_t sent = 0;
  };
  using Guests = std::unordered_map<int, std::unique_ptr<Guest>>;  // by socket
  struct Door {
    std::vector<int> sockets;
    std::optional<Time> closed_until;  // there were no sockets left for guests
  };

  void let_in(Ticket ticket, int door);
  bool make_room(Ticket ticket);
  void hear(int socket, Guest& guest);
  void read_head(int socket, Guest& guest);
  void answer(int socket, Guest& guest, int status, std::string_view type, std::string_view text);
  bool send(int socket, Guest& guest);
  void pass_over(int socket);
  void watch(int socket, bool readable, bool writable) { poller_.watch(socket, Poller::Owner::listeners, readable, writable); }
  void close(int socket);

  Poller& poller_;
  std::map<Ticket, Door> doors_;
  std::unordered_map<int, Ticket> door_sockets_;
  Guests guests_;
  std::uint32_t last_visitor_ = 0;
  std::vector<Came> came_;
};

}  // namespace homing
