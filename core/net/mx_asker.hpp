#pragma once
// Asks one name server for the mail exchangers of very many domains: one socket, many datagrams in a system call. What it
// cannot settle (no reply, no server) is told as silence, for somebody who has more patience and more servers.
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/dns_socket.hpp"
#include "net/network.hpp"

namespace homing {

class MxAsker {
 public:
  using Time = Network::Time;
  /// Hears what becomes of the questions. What throws is told again later.
  class Listener {
   public:
    virtual void on_reply(std::uint32_t who, std::string_view message) = 0;
    virtual void on_silence(std::uint32_t who) = 0;

   protected:
    ~Listener() = default;
  };

  /// `most`: so many questions may be out at once.
  MxAsker(const NetworkOptions& options, std::size_t most);

  /// Whether there is a name server that answers; one that did not is tried again after a while.
  bool is_open(Time now);
  /// How many more questions may go out now, where others keep `elsewhere` questions out.
  std::size_t room(std::size_t elsewhere) const;
  std::size_t out() const { return asked_.size() - free_.size(); }
  /// A domain in the form that parse_domain gives; there must be room.
  void ask(std::uint32_t who, std::string_view domain, Time now);
  /// Takes what has come, sends what is to be sent again, and gives up where it is time. Whether anything was told.
  /// Where the server has failed all is given up.
  bool work(Time now, Listener& listener);
  /// Sends what was asked.
  void send(Time now);
  /// When there is something to do though nothing comes.
  Time next_look() const { return next_look_; }
  /// How many questions may be out at once, as things are.
  std::size_t window() const;
  bool has_failed() const { return refused_ && socket_.is_open(); }
  void close(Time now);
  /// -1 while it is not open. It stays the same until `close`.
  int socket() const { return socket_.number(); }
  bool has_mail() const { return socket_.has_mail(std::chrono::milliseconds(0)); }
  /// Until there is mail; nothing: for a long time.
  void wait(std::optional<std::chrono::milliseconds> longest) const { socket_.has_mail(longest.value_or(std::chrono::milliseconds(60000))); }

 private:
  struct Asked {
    std::uint32_t who = 0;
    std::uint16_t id = 0;
    std::uint16_t times = 0;  // it was sent; 0: it is to be sent for the first time
    bool is_out = false;
    Time first, last;
    std::string question;  // as it stands in the message: name, type, class
  };

  void grow();
  std::uint16_t new_id();
  void release(std::size_t place);
  bool receive(Time now, Listener& listener);
  bool hear(std::string_view message, Time now, Listener& listener);
  void measure(const Asked& asked, Time now);
  bool look(Time now, Listener& listener);
  void give_up_all(Listener& listener);
  std::chrono::nanoseconds patience() const;

  const NetworkOptions options_;
  const std::size_t most_;
  DnsSocket socket_;
  Time open_again_{};
  std::vector<Asked> asked_;
  std::vector<std::uint32_t> free_;  // places in `asked_`
  std::vector<std::uint32_t> sending_;
  std::vector<std::uint16_t> by_id_;  // places from 1
  std::array<std::uint16_t, 256> ids_{};
  std::size_t ids_left_ = 0;
  Time next_look_ = Time::max();
  bool refused_ = false;
  std::size_t given_up_ = 0;                     // since the last reply
  double window_, round_trip_ = 0, spread_ = 0;  // the last two in nanoseconds
  std::size_t answers_ = 0, repeated_ = 0;       // since the last judgement on what is lost
  bool was_lossy_ = false;
};

}  // namespace homing
