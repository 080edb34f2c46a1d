#include "net/conversations.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <array>

#include "net/authority.hpp"
#include "net/sockets.hpp"

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

std::string tls_error() {
  const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
  return reason == nullptr ? "the TLS handshake failed" : std::string("the TLS handshake failed: ") + reason;
}

// Whatever comes before a sign-in comes soon; a refusal may be put off on purpose.
bool is_hurried(Step step) { return step < Step::sign_in; }

std::string words_of_span(std::chrono::steady_clock::duration span) {
  using namespace std::chrono;
  return span < seconds(1) ? std::to_string(round<milliseconds>(span).count()) + " ms" : std::to_string(round<seconds>(span).count()) + " s";
}

bool is_noted(const Transcript& transcript, const StepTaken& step) {
  return std::any_of(transcript.steps.begin(), transcript.steps.end(), [&](const StepTaken& noted) {
    return noted.step == step.step && noted.ok == step.ok && noted.in_plain_text == step.in_plain_text;
  });
}

}  // namespace

std::optional<MailServer> read_mail_server(std::string_view name) {
  const std::string_view word = name.substr(0, name.find("://"));
  for (const Service& service : services) {
    if (word != service.name || word.size() == name.size()) continue;
    const HostAndPort authority = host_and_port_of(name, 0);
    if (authority.host.empty() || authority.port == 0) return std::nullopt;
    return MailServer{service.protocol, service.implicit_tls, authority.host, authority.port};
  }
  return std::nullopt;
}

Conversations::~Conversations() {
  while (!talks_.empty()) drop(talks_.begin()->first);
}

void Conversations::start(Ticket ticket, Task task, int socket) {
  Talk& talk = talks_[ticket];
  talk.ticket = ticket;
  talk.socket = socket;
  talk.task = std::move(task);
  const bool again = talk.task.oldest_tls && talk.task.began != Time();
  talk.step_began = again ? talk.task.began : std::chrono::steady_clock::now();
  sockets_[socket] = ticket;
  send_without_delay(socket);
  talk.dialogue = Dialogue::with(talk.task.server.protocol, *talk.task.errand);
  if (talk.task.server.implicit_tls) begin_tls(talk);
  run(talk);
}

void Conversations::drop(Ticket ticket) {
  const auto found = talks_.find(ticket);
  if (found == talks_.end()) return;
  const int socket = found->second.socket;
  wipe(found->second.outgoing);
  poller_.watch(socket, Poller::Owner::conversations, false, false);
  sockets_.erase(socket);
  talks_.erase(found);
  close_socket(socket);
}

void Conversations::serve(const Poller::Ready& ready) {
  const auto found = sockets_.find(ready.socket);
  if (found != sockets_.end()) run(talks_.at(found->second));
}

// As far as it goes without waiting. What is heard is bounded by the dialogue.
void Conversations::run(Talk& talk) {
  Went went = Went::on;
  while (went == Went::on) went = go_on(talk);
  if (went == Went::to_its_end) return;
  // Some servers hold their next answer until what they sent is acknowledged, which a kernel may put off for 40 ms.
  if (went == Went::wants_read) acknowledge_quickly(talk.socket);
  poller_.watch(talk.socket, Poller::Owner::conversations, went == Went::wants_read, went == Went::wants_write);
}

Conversations::Went Conversations::go_on(Talk& talk) {
  if (talk.shaking_hands) return shake_hands(talk);
  if (!talk.outgoing.empty()) return send(talk);
  switch (talk.dialogue->state()) {
    case Dialogue::State::talking: return receive(talk);
    case Dialogue::State::start_tls: return begin_tls(talk);
    case Dialogue::State::failed: return end(talk, Heard::protocol, talk.dialogue->fault());
    case Dialogue::State::done: break;
  }
  return end(talk, Heard::answered, {});
}

Conversations::Went Conversations::begin_tls(Talk& talk) {
  const MailServer& server = talk.task.server;
  tls_.begin(talk.tls, talk.socket, server.host, server.port, talk.task.oldest_tls);
  talk.shaking_hands = true;
  talk.heard_something = false;
  return Went::on;
}

Conversations::Went Conversations::shake_hands(Talk& talk) {
  ERR_clear_error();
  const int result = SSL_connect(talk.tls.ssl());
  if (result != 1) return after_tls_call(talk, result);
  talk.shaking_hands = false;
  Encryption facts = talk.tls.facts();
  facts.older_version = talk.task.oldest_tls;
  note(talk, {Step::tls, true, 0, facts.version + ' ' + facts.cipher, false});
  talk.task.transcript->tls = std::move(facts);
  will_say(talk, talk.dialogue->secured());
  return Went::on;
}

Conversations::Went Conversations::after_tls_call(Talk& talk, int result) {
  const int error = SSL_get_error(talk.tls.ssl(), result);
  if (error == SSL_ERROR_WANT_READ) return Went::wants_read;
  if (error == SSL_ERROR_WANT_WRITE) return Went::wants_write;
  // OpenSSL 3 tells an end without close_notify as an error of the library.
  const bool cut =
      error == SSL_ERROR_SYSCALL || error == SSL_ERROR_ZERO_RETURN || ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING;
  if (talk.shaking_hands && cut) return break_handshake(talk);
  if (cut) return end(talk, Heard::protocol, "the server closed the connection");
  const std::string distrust = talk.shaking_hands ? talk.tls.distrust() : std::string();
  return distrust.empty() ? end(talk, Heard::protocol, tls_error()) : end(talk, Heard::certificate, distrust);
}

Conversations::Went Conversations::break_handshake(Talk& talk) {
  if (talk.task.oldest_tls) return end(talk, Heard::protocol, "the server closed the connection during the TLS handshake");
  done_.push_back({talk.ticket, true, talk.step_began});
  drop(talk.ticket);
  return Went::to_its_end;
}

// What is said may be secret, so that no copy of it stays.
void Conversations::will_say(Talk& talk, std::string words) {
  append_secretly(talk.outgoing, words);
  wipe(words);
  record(talk);
}

Conversations::Went Conversations::send(Talk& talk) {
  ERR_clear_error();
  const char* const begin = talk.outgoing.data() + talk.sent;
  const std::size_t size = talk.outgoing.size() - talk.sent;
  const int sent = talk.tls ? SSL_write(talk.tls.ssl(), begin, static_cast<int>(size)) : send_some(talk.socket, begin, size);
  if (sent <= 0 && talk.tls) return after_tls_call(talk, sent);
  if (sent <= 0) return socket_fault() == SocketFault::not_now ? Went::wants_write : end(talk, Heard::protocol, socket_fault_text());
  talk.sent += static_cast<std::size_t>(sent);
  if (talk.sent < talk.outgoing.size()) return Went::on;
  wipe(talk.outgoing);
  talk.sent = 0;
  return Went::on;
}

Conversations::Went Conversations::receive(Talk& talk) {
  std::array<char, most_at_once> bytes;
  ERR_clear_error();
  const int size =
      talk.tls ? SSL_read(talk.tls.ssl(), bytes.data(), static_cast<int>(bytes.size())) : receive_some(talk.socket, bytes.data(), bytes.size());
  if (size > 0) {
    talk.heard_something = true;
    will_say(talk, talk.dialogue->hear({bytes.data(), static_cast<std::size_t>(size)}));
    return Went::on;
  }
  if (talk.tls) return after_tls_call(talk, size);
  if (size < 0 && socket_fault() == SocketFault::not_now) return Went::wants_read;
  return end(talk, Heard::protocol, size == 0 ? "the server closed the connection" : socket_fault_text());
}

void Conversations::note(Talk& talk, StepTaken step) {
  const Time now = std::chrono::steady_clock::now();
  step.ms = std::chrono::duration<double, std::milli>(now - std::exchange(talk.step_began, now)).count();
  talk.heard_something = false;
  talk.task.transcript->steps.push_back(step);
  progress_.push_back({talk.ticket, std::move(step)});
}

// The steps that have ended meanwhile.
void Conversations::record(Talk& talk) {
  for (StepTaken& step : talk.dialogue->take_ended()) {
    const bool again = talk.task.oldest_tls && is_noted(*talk.task.transcript, step);  // of a second connection
    if (!again) note(talk, std::move(step));
  }
}

Conversations::Went Conversations::end(Talk& talk, Heard heard, std::string fault) {
  Transcript& transcript = *talk.task.transcript;
  record(talk);
  // All was done; whether the good-bye arrived does not matter.
  if (talk.dialogue->state() == Dialogue::State::done) heard = Heard::answered, fault.clear();
  const bool told = talk.dialogue->state() == Dialogue::State::failed;
  if (heard != Heard::answered && !told)
    note(talk, {talk.dialogue->step() == Step::greeting && talk.shaking_hands ? Step::tls : talk.dialogue->step(),
                false,
                0,
                {},
                !talk.tls || talk.shaking_hands});
  if (talk.tls && !transcript.tls) transcript.tls = talk.tls.facts();
  transcript.heard = heard;
  transcript.fault = std::move(fault);
  transcript.gist = talk.dialogue->gist();
  transcript.lines = talk.dialogue->heard_lines();
  done_.push_back({talk.ticket});
  if (talk.tls && !talk.shaking_hands) SSL_shutdown(talk.tls.ssl());  // says good-bye; its answer is not waited for
  drop(talk.ticket);
  return Went::to_its_end;
}

Conversations::Time Conversations::deadline(const Talk& talk) const {
  const bool hurried = talk.shaking_hands || is_hurried(talk.dialogue->step());
  return hurried ? std::min(talk.task.until, talk.step_began + talk.task.patience) : talk.task.until;
}

std::string Conversations::silence(const Talk& talk) const {
  const std::string waited = words_of_span(deadline(talk) - talk.step_began);
  if (talk.shaking_hands) return "the server did not answer the TLS handshake within " + waited;
  if (talk.heard_something) return "the server's answer was not complete within " + waited;
  return "the server was silent for " + waited;
}

void Conversations::serve_timeouts(Time now) {
  std::vector<Ticket> late;
  for (const auto& [ticket, talk] : talks_) {
    if (deadline(talk) <= now) late.push_back(ticket);
  }
  for (const Ticket ticket : late) {
    Talk& talk = talks_.at(ticket);
    end(talk, Heard::timeout, silence(talk));
  }
}

std::optional<Conversations::Time> Conversations::next_timeout() const {
  std::optional<Time> next;
  for (const auto& [ticket, talk] : talks_) next = next ? std::min(*next, deadline(talk)) : deadline(talk);
  return next;
}

}  // namespace homing
