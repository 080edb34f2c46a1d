#include "net/probes.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <new>
#include <system_error>

#include "net/authority.hpp"

namespace homing {
namespace {

struct Service {
  std::string_view name;
  Protocol protocol;
  bool implicit_tls;
};
constexpr std::array<Service, 6> services{{{"imaps", Protocol::imap, true},
                                           {"imap", Protocol::imap, false},
                                           {"pop3s", Protocol::pop3, true},
                                           {"pop3", Protocol::pop3, false},
                                           {"submissions", Protocol::smtp, true},
                                           {"submission", Protocol::smtp, false}}};
constexpr std::size_t most_at_once = 16384;  // a TLS record

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

// Some servers hold their next answer until what they sent is acknowledged, which a kernel may put off for 40 ms.
void acknowledge_quickly(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

std::string tls_error() {
  std::array<char, 160> text{};
  ERR_error_string_n(ERR_peek_last_error(), text.data(), text.size());
  return text.data();
}

}  // namespace

std::optional<MailServer> read_mail_server(std::string_view name) {
  const std::string_view word = name.substr(0, name.find("://"));
  for (const Service& service : services) {
    if (word != service.name || word.size() == name.size()) continue;
    const Authority authority = authority_of(name, 0);
    if (authority.host.empty() || authority.port == 0) return std::nullopt;
    return MailServer{service.protocol, service.implicit_tls, authority.host, authority.port};
  }
  return std::nullopt;
}

Probes::~Probes() {
  while (!probes_.empty()) drop(probes_.begin()->first);
}

SSL_CTX* Probes::context() {
  if (context_) return context_.get();
  context_.reset(SSL_CTX_new(TLS_client_method()));
  if (!context_) throw std::bad_alloc();
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);  // RFC 8314 section 4, RFC 8996
  SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set1_cert_store(context_.get(), trust_.store());
  SSL_CTX_set_mode(context_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  return context_.get();
}

void Probes::start(Ticket ticket, const MailServer& server, int socket) {
  Probe& probe = probes_[ticket];
  probe.ticket = ticket;
  probe.socket = socket;
  sockets_[socket] = ticket;
  probe.host = server.host;
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  probe.greeting = Greeting::with(server.protocol, server.implicit_tls);
  if (server.implicit_tls) begin_tls(probe);
  run(probe);
}

void Probes::drop(Ticket ticket) {
  const auto found = probes_.find(ticket);
  if (found == probes_.end()) return;
  const int socket = found->second.socket;
  poller_.watch(socket, Poller::Owner::probes, false, false);
  sockets_.erase(socket);
  probes_.erase(found);
  ::close(socket);
}

void Probes::serve(const Poller::Ready& ready) {
  const auto found = sockets_.find(ready.socket);
  if (found != sockets_.end()) run(probes_.at(found->second));
}

// As far as it goes without waiting. What is heard is bounded by the dialogue.
void Probes::run(Probe& probe) {
  Step step = Step::went_on;
  while (step == Step::went_on) step = go_on(probe);
  if (step == Step::ended) return;
  if (step == Step::wants_read) acknowledge_quickly(probe.socket);
  poller_.watch(probe.socket, Poller::Owner::probes, step == Step::wants_read, step == Step::wants_write);
}

Probes::Step Probes::go_on(Probe& probe) {
  if (probe.shaking_hands) return shake_hands(probe);
  if (!probe.outgoing.empty()) return send(probe);
  switch (probe.greeting->state()) {
    case Greeting::State::talking: return receive(probe);
    case Greeting::State::start_tls: return begin_tls(probe);
    case Greeting::State::failed: return end(probe, Heard::protocol, probe.greeting->fault());
    case Greeting::State::done: break;
  }
  return end(probe, Heard::answered, {});
}

// SNI (RFC 6066 section 3); the name is checked as RFC 9525 says.
Probes::Step Probes::begin_tls(Probe& probe) {
  probe.tls.reset(SSL_new(context()));
  if (!probe.tls) throw std::bad_alloc();
  SSL* const tls = probe.tls.get();
  X509_VERIFY_PARAM* const checks = SSL_get0_param(tls);
  X509_VERIFY_PARAM_set_hostflags(checks, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  const bool is_address = X509_VERIFY_PARAM_set1_ip_asc(checks, probe.host.c_str()) == 1;
  const bool named =
      is_address || (SSL_set_tlsext_host_name(tls, probe.host.c_str()) == 1 && X509_VERIFY_PARAM_set1_host(checks, probe.host.c_str(), 0) == 1);
  if (!named || SSL_set_fd(tls, probe.socket) != 1) throw std::bad_alloc();
  probe.shaking_hands = true;
  return Step::went_on;
}

Probes::Step Probes::shake_hands(Probe& probe) {
  ERR_clear_error();
  const int result = SSL_connect(probe.tls.get());
  if (result != 1) return after_tls_call(probe, result);
  probe.shaking_hands = false;
  probe.outgoing += probe.greeting->secured();
  return Step::went_on;
}

Probes::Step Probes::after_tls_call(Probe& probe, int result) {
  switch (SSL_get_error(probe.tls.get(), result)) {
    case SSL_ERROR_WANT_READ: return Step::wants_read;
    case SSL_ERROR_WANT_WRITE: return Step::wants_write;
    case SSL_ERROR_ZERO_RETURN: return end(probe, Heard::protocol, "the server closed the connection");
    case SSL_ERROR_SYSCALL: return end(probe, Heard::protocol, "the server broke the connection off");
    default: break;
  }
  const long verdict = SSL_get_verify_result(probe.tls.get());
  if (probe.shaking_hands && verdict != X509_V_OK) return end(probe, Heard::certificate, X509_verify_cert_error_string(verdict));
  return end(probe, Heard::protocol, tls_error());
}

Probes::Step Probes::send(Probe& probe) {
  ERR_clear_error();
  const auto size = static_cast<int>(probe.outgoing.size());
  const auto sent = probe.tls ? SSL_write(probe.tls.get(), probe.outgoing.data(), size)
                              : static_cast<int>(::send(probe.socket, probe.outgoing.data(), probe.outgoing.size(), MSG_NOSIGNAL));
  if (sent > 0) {
    probe.outgoing.erase(0, static_cast<std::size_t>(sent));
    return Step::went_on;
  }
  if (probe.tls) return after_tls_call(probe, sent);
  return would_block() ? Step::wants_write : end(probe, Heard::protocol, std::generic_category().message(errno));
}

Probes::Step Probes::receive(Probe& probe) {
  std::array<char, most_at_once> bytes;
  ERR_clear_error();
  const auto size = probe.tls ? SSL_read(probe.tls.get(), bytes.data(), static_cast<int>(bytes.size()))
                              : static_cast<int>(::recv(probe.socket, bytes.data(), bytes.size(), 0));
  if (size > 0) {
    probe.outgoing += probe.greeting->hear({bytes.data(), static_cast<std::size_t>(size)});
    return Step::went_on;
  }
  if (probe.tls) return after_tls_call(probe, size);
  if (size < 0 && would_block()) return Step::wants_read;
  return end(probe, Heard::protocol, size == 0 ? "the server closed the connection" : std::generic_category().message(errno));
}

Probes::Step Probes::end(Probe& probe, Heard heard, std::string detail) {
  Done done{probe.ticket, {}};
  done.answer.heard = heard;
  done.answer.detail = std::move(detail);
  if (heard == Heard::answered) done.answer.records = probe.greeting->capabilities();
  done_.push_back(std::move(done));
  if (heard == Heard::answered) SSL_shutdown(probe.tls.get());  // says good-bye; its answer is not waited for
  drop(probe.ticket);
  return Step::ended;
}

}  // namespace homing
