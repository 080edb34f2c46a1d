#include "responder.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "owner.hpp"
#include "proxy_request.hpp"

namespace {

constexpr std::size_t most_connections = 32, most_prepared = 64, longest_request = std::size_t{8} * 1024;
constexpr std::chrono::seconds patience{5};  // Account Hub's own

std::string response(const char* status, std::string_view content = {}) {
  return std::string("HTTP/1.1 ") + status + "\r\nContent-Type: text/xml\r\nContent-Length: " + std::to_string(content.size()) +
         "\r\nConnection: close\r\n\r\n" + std::string(content);
}

bool will_work_later() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

std::optional<std::uint16_t> Responder::listen() {
  if (port_ != 0) return port_;
  Descriptor made(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(made.number(), any, size) != 0 || ::listen(made.number(), most_connections) != 0) return std::nullopt;
  if (::getsockname(made.number(), any, &size) != 0) return std::nullopt;
  listening_ = std::move(made);
  port_ = ntohs(address.sin_port);
  return port_;
}

void Responder::prepare(const std::string& domain, std::string xml) {
  prepared_.emplace_front(domain, std::move(xml));
  if (prepared_.size() > most_prepared) prepared_.pop_back();
}

void Responder::watch(std::vector<pollfd>& watched) const {
  if (port_ != 0 && connections_.size() < most_connections) watched.push_back({listening_.number(), POLLIN, 0});
  for (const Connection& one : connections_) {
    const bool speaks = !one.answer.empty();
    watched.push_back({one.socket.number(), static_cast<short>(speaks ? POLLOUT : POLLIN), 0});
  }
}

void Responder::work(const std::vector<pollfd>& watched) {
  const auto stirs = [&](int number) {
    return std::any_of(watched.begin(), watched.end(), [&](const pollfd& one) { return one.fd == number && one.revents != 0; });
  };
  const auto now = Clock::now();
  const auto is_over = [&](Connection& one) { return now >= one.until || (stirs(one.socket.number()) && !go_on(one)); };
  connections_.erase(std::remove_if(connections_.begin(), connections_.end(), is_over), connections_.end());
  if (port_ != 0 && stirs(listening_.number())) accept();
}

std::optional<Clock::time_point> Responder::due() const {
  if (connections_.empty()) return std::nullopt;
  const auto earlier = [](const Connection& a, const Connection& b) { return a.until < b.until; };
  return std::min_element(connections_.begin(), connections_.end(), earlier)->until;
}

// Who is somebody else is told so, and takes nobody's place.
void Responder::accept() {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  Descriptor come(::accept4(listening_.number(), reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (come.number() < 0) return;
  if (is_ours(ntohs(address.sin_port), port_)) {
    connections_.push_back({std::move(come), Clock::now() + patience, {}, {}});
    return;
  }
  const std::string refusal = response("403 Forbidden");
  static_cast<void>(::send(come.number(), refusal.data(), refusal.size(), MSG_NOSIGNAL));
}

// Whether the connection stays.
bool Responder::go_on(Connection& connection) {
  if (connection.answer.empty() && !hear(connection)) return false;
  if (!connection.answer.empty()) say(connection);
  return true;
}

bool Responder::hear(Connection& connection) {
  std::array<char, longest_request> bytes;
  const ssize_t count = ::recv(connection.socket.number(), bytes.data(), bytes.size(), 0);
  if (count <= 0) return count < 0 && will_work_later();
  if (connection.said) return true;
  connection.come.append(bytes.data(), static_cast<std::size_t>(count));
  connection.answer = answer_to(connection.come);
  return true;
}

// A connection that is closed with something unread takes the answer with it (RFC 9112 section 9.6): first our half, then all.
void Responder::say(Connection& connection) {
  std::string& rest = connection.answer;
  const ssize_t count = ::send(connection.socket.number(), rest.data(), rest.size(), MSG_NOSIGNAL);
  if (count < 0 && !will_work_later()) connection.until = Clock::time_point::min();
  if (count > 0) rest.erase(0, static_cast<std::size_t>(count));
  if (!rest.empty()) return;
  connection.said = true;
  ::shutdown(connection.socket.number(), SHUT_WR);
}

// Empty: the request has not come whole.
std::string Responder::answer_to(const std::string& come) const {
  using Kind = ProxyRequest::Kind;
  const ProxyRequest request = read_proxy_request(std::string_view(come).substr(0, longest_request));
  if (request.kind == Kind::unfinished) return come.size() < longest_request ? "" : response("431 Request Header Fields Too Large");
  if (request.kind == Kind::malformed) return response("400 Bad Request");
  if (request.kind == Kind::tunnel) return response("502 Bad Gateway");
  const auto found = std::find_if(prepared_.begin(), prepared_.end(), [&](const auto& one) { return one.first == request.domain; });
  const bool known = request.kind == Kind::autoconfig && found != prepared_.end();
  return known ? response("200 OK", found->second) : response("404 Not Found");
}
