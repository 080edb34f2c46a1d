#pragma once
// A UDP socket to one name server: many datagrams in a system call, where the system has one for that.
#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace homing {

class DnsSocket {
 public:
  static constexpr std::size_t at_once = 64;  // a burst that any buffer holds
  static constexpr std::size_t header_size = 12;

  DnsSocket() = default;
  ~DnsSocket() { close(); }
  DnsSocket(const DnsSocket&) = delete;
  DnsSocket& operator=(const DnsSocket&) = delete;

  /// To the first of the servers, in the option's form; empty: of the system's. False where there is none.
  bool open(const std::string& servers);
  void close();
  bool is_open() const { return socket_ >= 0; }
  int number() const { return socket_; }
  /// Waits for it.
  bool has_mail(std::chrono::milliseconds longest) const;

  /// Queries with recursion desired and EDNS. The questions are borrowed until they are sent.
  class Queries {
   public:
    explicit Queries(bool want_authentic) : want_authentic_(want_authentic) {}
    bool full() const { return count_ == at_once; }
    void add(std::uint16_t id, std::string_view question);

   private:
    friend class DnsSocket;
    bool want_authentic_;
    std::size_t count_ = 0;
    std::array<std::array<char, header_size>, at_once> headers_;
    std::array<std::string_view, at_once> questions_;
  };
  /// How many went out. `failed`: the rest will not go out later either.
  std::size_t send(Queries& queries, bool& failed);

  class Replies {
   public:
    std::size_t size() const { return count_; }
    std::string_view operator[](std::size_t index) const { return {bytes_[index].data(), sizes_[index]}; }

   private:
    friend class DnsSocket;
    static constexpr std::size_t largest = 1280;  // more than the queries' EDNS size allows
    std::size_t count_ = 0;
    std::array<std::array<char, largest>, at_once> bytes_;
    std::array<std::size_t, at_once> sizes_;
  };
  void receive(Replies& replies, bool& failed);

 private:
  int socket_ = -1;
};

}  // namespace homing
