#include "net/courier.hpp"

#include <algorithm>
#include <array>

#include "model/dead_stack.hpp"
#include "net/authority.hpp"
#include "net/sockets.hpp"

namespace homing {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t most_body_bytes = std::size_t{1024} * 1024;
constexpr std::size_t piece = std::size_t{16} * 1024;  // a TLS record (RFC 8446 section 5.1)
constexpr long most_connections = 256;                 // more than there are at a time: none is closed for another
constexpr std::array<std::string_view, 6> wanted_fields{"content-type", "date", "retry-after", "www-authenticate", "request-id", "client-request-id"};

constexpr std::string_view scheme = "https://";

bool is_one_line(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
}

bool is_one_word(std::string_view text) { return is_one_line(text) && text.find(' ') == std::string_view::npos; }

std::string_view after_scheme(const Posting& posting) { return std::string_view(posting.url).substr(scheme.size()); }

// `host:port`, or `host`.
std::string_view authority_text(const Posting& posting) {
  const std::string_view rest = after_scheme(posting);
  return rest.substr(0, rest.find_first_of("/?#"));
}

// RFC 9112 section 3.2.1: the fragment stays here, an empty path is a slash.
std::string target_of(const Posting& posting) {
  std::string_view rest = after_scheme(posting);
  rest.remove_prefix(authority_text(posting).size());
  rest = rest.substr(0, rest.find('#'));
  return (rest.starts_with('/') ? "" : "/") + std::string(rest);
}

std::string head_of(const Posting& posting) {
  std::string head = "POST " + target_of(posting) + " HTTP/1.1\r\nHost: ";
  head.append(authority_text(posting));
  head += "\r\nContent-Type: " + posting.content_type + "\r\nAccept: application/json\r\nContent-Length: ";
  head += std::to_string(posting.body.reveal().size()) + "\r\nUser-Agent: homing\r\nConnection: close\r\n";
  if (!posting.bearer.empty()) {
    append_secretly(head, "Authorization: Bearer ");
    append_secretly(head, posting.bearer.reveal());
    append_secretly(head, "\r\n");
  }
  append_secretly(head, "\r\n");
  return head;
}

}  // namespace

std::string unsendable(const Posting& posting) {
  const std::string& url = posting.url;
  if (!std::string_view(url).starts_with(scheme) || !is_one_word(url)) return "expected an https URL";
  const std::string_view authority = authority_text(posting);
  const HostAndPort target = host_and_port_of(url, https_port);
  if (target.host.empty() || target.port == 0 || authority.find('@') != std::string_view::npos) return "the URL names no host and port";
  if (!is_one_line(posting.content_type)) return "the content type is not one line";
  if (!is_one_word(posting.bearer.reveal())) return "the access token is not one word";
  return {};
}

std::shared_ptr<const Posted> unanswered(Heard heard, std::string why) {
  auto posted = std::make_shared<Posted>();
  posted->heard = heard;
  posted->detail = std::move(why);
  return posted;
}

Courier::Delivery::Delivery(const CurlLibrary& curl, CURLM* multi) : response(wanted_fields, most_body_bytes), easy(curl, multi) {}
Courier::Delivery::~Delivery() { wipe(head); }

Courier::~Courier() {
  while (!deliveries_.empty()) drop(deliveries_.begin()->first);
}

bool Courier::prepare() {
  if (multi_) return true;
  curl_ = CurlLibrary::load();
  if (curl_ == nullptr) return false;
  if (curl_->speaks_openssl3) trust_.store();  // now, rather than inside a handshake
  multi_ = std::make_unique<CurlMulti>(*curl_, poller_, Poller::Owner::courier, most_connections);
  return true;
}

void Courier::start(Ticket ticket, std::shared_ptr<const Posting> posting, const Pin& pin, Time until) {
  if (!prepare()) {
    if (pin.socket >= 0) close_socket(pin.socket);
    return done_.push_back({ticket, unanswered(Heard::protocol, "libcurl could not be loaded")});
  }
  auto made = std::make_unique<Delivery>(*curl_, multi_->get());
  CurlEasy& easy = made->easy;
  easy.pin(pin);
  made->ticket = ticket;
  made->posting = std::move(posting);
  made->head = head_of(*made->posting);
  easy.configure(options_, trust_, std::chrono::ceil<milliseconds>(until - Time::clock::now()));
  easy.set(CURLOPT_URL, (std::string(scheme).append(authority_text(*made->posting)) + '/').c_str());  // libcurl keeps a copy
  easy.set(CURLOPT_PROTOCOLS_STR, "https");
  easy.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  easy.set(CURLOPT_CONNECT_ONLY, 1L);
  easy.set(CURLOPT_FRESH_CONNECT, 1L);
  easy.set(CURLOPT_ERRORBUFFER, made->error);
  easy.set(CURLOPT_PRIVATE, made.get());
  Delivery& started = *(deliveries_[ticket] = std::move(made));
  started.easy.begin();
}

void Courier::watch(const Delivery& delivery, bool readable, bool writable) {
  poller_.watch(delivery.socket, Poller::Owner::courier, readable, writable);
}

void Courier::drop(Ticket ticket) {
  const auto found = deliveries_.find(ticket);
  if (found == deliveries_.end()) return;
  if (found->second->socket >= 0) {
    watch(*found->second, false, false);
    sockets_.erase(found->second->socket);
  }
  deliveries_.erase(found);
}

void Courier::end(Delivery& delivery, std::shared_ptr<const Posted> posted) {
  const Ticket ticket = delivery.ticket;
  done_.push_back({ticket, std::move(posted)});
  drop(ticket);
}

void Courier::fail(Delivery& delivery, Heard heard, std::string why) { end(delivery, unanswered(heard, std::move(why))); }

void Courier::succeed(Delivery& delivery) {
  auto posted = std::make_shared<Posted>();
  posted->status = delivery.response.status();
  posted->headers = delivery.response.fields();
  posted->body = delivery.response.take_body();
  end(delivery, std::move(posted));
}

// The certificate holds, and nothing has been said yet.
void Courier::connected(Delivery& delivery) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_->easy_getinfo(delivery.easy.get(), CURLINFO_ACTIVESOCKET, &socket);
  if (socket == CURL_SOCKET_BAD) return fail(delivery, Heard::protocol, "the connection was lost");
  delivery.socket = static_cast<int>(socket);
  sockets_[delivery.socket] = delivery.ticket;
  go_on(delivery);
}

// A server may answer before it has heard everything (RFC 9112 section 9.5), so both are tried.
void Courier::go_on(Delivery& delivery) {
  const Went sent = send(delivery);
  // A server that refuses early may have closed its side; what it said before counts.
  const bool told_all = sent == Went::on;
  const Went received = receive(delivery);
  const HttpResponse::State state = delivery.response.state();
  if (state == HttpResponse::State::whole) return succeed(delivery);
  if (state == HttpResponse::State::too_large) return fail(delivery, Heard::too_large, delivery.response.fault());
  if (state == HttpResponse::State::broken) return fail(delivery, Heard::protocol, delivery.response.fault());
  if (sent == Went::failed || received == Went::failed) return fail(delivery, Heard::protocol, "the connection was lost");
  watch(delivery, true, !told_all);
}

// A write that did not go through must be repeated with the same bytes (SSL_write(3)): pieces begin where the last one ended.
Courier::Went Courier::send(Delivery& delivery) {
  const std::string_view body = delivery.posting->body.reveal();
  const std::size_t head_size = delivery.head.size();
  while (delivery.sent < head_size + body.size()) {
    const bool in_head = delivery.sent < head_size;
    const std::string_view rest = in_head ? std::string_view(delivery.head).substr(delivery.sent) : body.substr(delivery.sent - head_size);
    std::size_t count = 0;
    const CURLcode code = curl_->easy_send(delivery.easy.get(), rest.data(), std::min(rest.size(), piece), &count);
    if (code == CURLE_AGAIN) return Went::waits;
    if (code != CURLE_OK) return Went::failed;
    delivery.sent += count;
  }
  return Went::on;
}

Courier::Went Courier::receive(Delivery& delivery) {
  std::array<char, piece> bytes;
  Went went = Went::on;
  while (went == Went::on && delivery.response.state() == HttpResponse::State::wants_more) {
    std::size_t count = 0;
    const CURLcode code = curl_->easy_recv(delivery.easy.get(), bytes.data(), bytes.size(), &count);
    if (code == CURLE_AGAIN) went = Went::waits;
    else if (code != CURLE_OK) went = Went::failed;
    else if (count == 0) delivery.response.hear_end();
    else delivery.response.hear({bytes.data(), count});
    wipe(bytes.data(), count);
  }
  return went;
}

void Courier::serve(const Poller::Ready& ready) {
  const auto found = sockets_.find(ready.socket);
  if (found == sockets_.end()) {
    if (multi_) multi_->serve(ready);
    return;
  }
  go_on(*deliveries_.at(found->second));
  wipe_dead_stack();
}

void Courier::serve_timeouts() {
  if (multi_) multi_->serve_timeouts();
}

std::optional<Courier::Time> Courier::next_timeout() const { return multi_ ? multi_->next_timeout() : std::nullopt; }

std::vector<Courier::Done> Courier::take() {
  while (const CURLMsg* const message = multi_ ? multi_->next_done() : nullptr) {
    Delivery* delivery = nullptr;
    curl_->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &delivery);
    const CURLcode code = message->data.result;
    if (code == CURLE_OK) connected(*delivery);
    else fail(*delivery, heard_of(code), delivery->error[0] != '\0' ? delivery->error : curl_->easy_strerror(code));
    wipe_dead_stack();
  }
  return std::exchange(done_, {});
}

}  // namespace homing
