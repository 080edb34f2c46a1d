// The least that asks for the mail exchangers of many domains: one c-ares channel, one poll loop, replies parsed and
// counted. What a program makes of the same list is measured against this.
//
//   bare_cares NAME_SERVER WINDOW < DOMAINS
//
// At most WINDOW questions are out at once. The window begins at 16 and grows by one with every answer, because a
// burst of hundreds of datagrams overflows the socket's buffer. Prints "DOMAINS ANSWERS RECORDS SECONDS".
#include <ares.h>
#include <arpa/nameser.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

namespace {

struct Tally {
  std::size_t out = 0, done = 0, answers = 0, records = 0;
};

void count(void* argument, int status, int, unsigned char* reply, int size) {
  auto& tally = *static_cast<Tally*>(argument);
  --tally.out;
  ++tally.done;
  if (status != ARES_SUCCESS && status != ARES_ENODATA && status != ARES_ENOTFOUND) return;
  ++tally.answers;
  ares_mx_reply* exchangers = nullptr;
  if (status != ARES_SUCCESS || ares_parse_mx_reply(reply, size, &exchangers) != ARES_SUCCESS) return;
  for (const auto* each = exchangers; each != nullptr; each = each->next) ++tally.records;
  ares_free_data(exchangers);
}

void wait_and_read(ares_channel channel) {
  std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
  const int wanted = ares_getsock(channel, sockets.data(), sockets.size());
  std::array<pollfd, ARES_GETSOCK_MAXNUM> watched{};
  nfds_t number = 0;
  for (unsigned i = 0; i < sockets.size(); ++i) {
    const auto events = static_cast<short>((ARES_GETSOCK_READABLE(wanted, i) ? POLLIN : 0) | (ARES_GETSOCK_WRITABLE(wanted, i) ? POLLOUT : 0));
    if (events != 0) watched[number++] = {sockets[i], events, 0};
  }
  timeval most{1, 0}, left{};
  const timeval* wait = ares_timeout(channel, &most, &left);
  poll(watched.data(), number, static_cast<int>(wait->tv_sec * 1000 + wait->tv_usec / 1000) + 1);
  for (nfds_t i = 0; i < number; ++i) {
    const auto readable = (watched[i].revents & ~POLLOUT) != 0;
    ares_process_fd(channel, readable ? watched[i].fd : ARES_SOCKET_BAD, (watched[i].revents & POLLOUT) != 0 ? watched[i].fd : ARES_SOCKET_BAD);
  }
  if (number == 0) ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

ares_channel open_channel(const char* server) {
  ares_options options{};
  options.timeout = 250;
  options.tries = 4;
  options.socket_receive_buffer_size = 4 << 20;
  options.socket_send_buffer_size = 1 << 20;
  std::array<char, 2> lookups{"b"};
  options.lookups = lookups.data();
  ares_channel channel = nullptr;
  const int chosen = ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_RCVBUF | ARES_OPT_SOCK_SNDBUF | ARES_OPT_LOOKUPS;
  if (ares_library_init(ARES_LIB_INIT_ALL) != ARES_SUCCESS || ares_init_options(&channel, &options, chosen) != ARES_SUCCESS ||
      ares_set_servers_csv(channel, server) != ARES_SUCCESS) {
    std::fputs("bare_cares: no channel\n", stderr);
    std::exit(1);
  }
  return channel;
}

}  // namespace

int main(int count_of_arguments, char** arguments) {
  const std::size_t most = count_of_arguments == 3 ? std::strtoul(arguments[2], nullptr, 10) : 0;
  if (most == 0) {
    std::fputs("usage: bare_cares NAME_SERVER WINDOW < DOMAINS\n", stderr);
    return 2;
  }
  std::ios::sync_with_stdio(false);
  ares_channel channel = open_channel(arguments[1]);
  Tally tally;
  std::string domain;
  const auto begun = std::chrono::steady_clock::now();
  for (bool more = true; more || tally.out > 0;) {
    const std::size_t window = std::min(most, 16 + tally.done);
    while (more && tally.out < window) {
      more = static_cast<bool>(std::getline(std::cin, domain));
      if (!more || domain.empty()) continue;
      ++tally.out;
      ares_query(channel, domain.c_str(), ns_c_in, ns_t_mx, count, &tally);
    }
    if (tally.out > 0) wait_and_read(channel);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::printf("%zu %zu %zu %.6f\n", tally.done, tally.answers, tally.records, took.count());
  ares_destroy(channel);
  ares_library_cleanup();
  return 0;
}
