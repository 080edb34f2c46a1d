#pragma once
// A proxy on this machine that has one answer: the autoconfig file of a domain for which one was prepared. It serves the user it runs as.
#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct pollfd;

using Clock = std::chrono::steady_clock;

/// A file descriptor that is closed in the end.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept { return std::swap(number_, other.number_), *this; }
  ~Descriptor();
  int number() const { return number_; }

 private:
  int number_;
};

class Responder {
 public:
  /// The port; it listens from the first call on. Nothing: the system has none for us.
  std::optional<std::uint16_t> listen();
  void prepare(const std::string& domain, std::string xml);

  /// Adds what poll(2) is to watch.
  void watch(std::vector<pollfd>& watched) const;
  /// Does what can be done of it without a wait, and ends what takes too long.
  void work(const std::vector<pollfd>& watched);
  /// When `work` is due, whatever is heard till then; never where there is no connection.
  std::optional<Clock::time_point> due() const;

 private:
  struct Connection {
    Descriptor socket;
    Clock::time_point until;
    std::string come, answer;
    bool said = false;  ///< the answer is out; the other side may have more to say, which nobody reads
  };
  void accept();
  bool go_on(Connection& connection);
  bool hear(Connection& connection);
  void say(Connection& connection);
  std::string answer_to(const std::string& come) const;

  Descriptor listening_;
  std::uint16_t port_ = 0;
  std::vector<Connection> connections_;
  std::deque<std::pair<std::string, std::string>> prepared_;  // domain, XML; the newest first
};
