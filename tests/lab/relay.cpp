// A wire with a delay. Joins two network namespaces by a TUN device in each and holds every packet for half a
// round trip in each direction, in order. Written because not every kernel has netem.
//
//   relay CLIENT_NAMESPACE SERVER_NAMESPACE ROUND_TRIP_MS
//
// A namespace is a file such as /run/netns/server or /proc/1/ns/net. Both devices are called lab0. The word
// "ready" on standard output says that they exist; the end of standard input ends the program.
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <deque>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_packet = 65535;
constexpr std::size_t longest_queue = 8192;  // packets; a full lane stops reading, and the device drops the rest
constexpr int packets_a_turn = 64;           // so that a flood one way cannot starve the other way

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what + ": " + std::strerror(errno)); }

/// A TUN device belongs to the namespace its opener was in; afterwards the descriptor works from anywhere.
int open_device(const char* network_namespace) {
  const int space = open(network_namespace, O_RDONLY | O_CLOEXEC);
  if (space < 0) fail(network_namespace);
  if (setns(space, CLONE_NEWNET) != 0) fail(std::string("cannot enter ") + network_namespace);
  close(space);
  const int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (device < 0) fail("/dev/net/tun");
  ifreq request{};
  std::strncpy(request.ifr_name, "lab0", IFNAMSIZ - 1);
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  if (ioctl(device, TUNSETIFF, &request) != 0) fail("cannot make lab0");
  return device;
}

struct Packet {
  Clock::time_point due;
  std::vector<std::byte> bytes;
};

/// One direction.
class Lane {
 public:
  Lane(int from, int to, Clock::duration delay) : from_(from), to_(to), delay_(delay) {}

  bool full() const { return queue_.size() >= longest_queue; }
  std::optional<Clock::time_point> next_due() const { return queue_.empty() ? std::nullopt : std::optional(queue_.front().due); }

  void take() {
    static std::array<std::byte, longest_packet> buffer;
    for (int turn = 0; turn < packets_a_turn && !full(); ++turn) {
      const ssize_t size = read(from_, buffer.data(), buffer.size());
      if (size <= 0) return;
      queue_.push_back({Clock::now() + delay_, {buffer.data(), buffer.data() + size}});
    }
  }

  /// A packet the other device refuses (its queue is full) is lost, as on any wire.
  void deliver(Clock::time_point now) {
    while (!queue_.empty() && queue_.front().due <= now) {
      const auto& bytes = queue_.front().bytes;
      [[maybe_unused]] const ssize_t written = write(to_, bytes.data(), bytes.size());
      queue_.pop_front();
    }
  }

 private:
  int from_, to_;
  Clock::duration delay_;
  std::deque<Packet> queue_;
};

timespec time_left(std::optional<Clock::time_point> due) {
  constexpr auto idle = std::chrono::seconds(60);
  const auto now = Clock::now();
  auto left = due ? *due - now : Clock::duration(idle);
  if (left < Clock::duration::zero()) left = Clock::duration::zero();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
  const auto rest = std::chrono::duration_cast<std::chrono::nanoseconds>(left - seconds);
  return {static_cast<time_t>(seconds.count()), static_cast<long>(rest.count())};
}

void carry(int client, int server, Clock::duration delay) {
  Lane there(client, server, delay);
  Lane back(server, client, delay);
  while (true) {
    const auto now = Clock::now();
    there.deliver(now);
    back.deliver(now);

    auto due = there.next_due();
    if (const auto other = back.next_due(); other && (!due || *other < *due)) due = other;
    std::array<pollfd, 3> watched{{{client, static_cast<short>(there.full() ? 0 : POLLIN), 0},
                                   {server, static_cast<short>(back.full() ? 0 : POLLIN), 0},
                                   {STDIN_FILENO, POLLIN, 0}}};
    const timespec wait = time_left(due);
    if (ppoll(watched.data(), watched.size(), &wait, nullptr) < 0 && errno != EINTR) fail("ppoll");
    if (watched[0].revents != 0) there.take();
    if (watched[1].revents != 0) back.take();
    if (watched[2].revents != 0) return;
  }
}

/// Half of a round trip, given in milliseconds.
Clock::duration half(std::string_view text) {
  double milliseconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
  if (error != std::errc{} || end != text.data() + text.size() || !(milliseconds >= 0 && milliseconds <= 10000))
    throw std::runtime_error("a round trip is a number of milliseconds from 0 to 10000, not " + std::string(text));
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double, std::milli>(milliseconds / 2));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::fputs("usage: relay CLIENT_NAMESPACE SERVER_NAMESPACE ROUND_TRIP_MS\n", stderr);
    return 2;
  }
  try {
    const auto delay = half(arguments[3]);
    const int client = open_device(arguments[1]);
    const int server = open_device(arguments[2]);
    prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);  // the default lets every sleep run 50 us late
    std::puts("ready");
    std::fflush(stdout);
    carry(client, server, delay);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "relay: %s\n", error.what());
    return 1;
  }
  return 0;
}
