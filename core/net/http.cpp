#include "net/http.hpp"

#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <string_view>

#include "model/ascii.hpp"
#include "read/xml.hpp"

namespace homing {
namespace {

constexpr std::size_t most_header_bytes = std::size_t{32} * 1024;
constexpr std::array<std::string_view, 7> wanted_headers{"location",   "content-type",  "retry-after", "www-authenticate",
                                                         "x-feserver", "cache-control", "server"};
constexpr long most_idle_connections = 32;  // each holds a TLS session

// Never let an exception pass through C: without memory the transfer fails.
template <class Body>
std::size_t guarded(const Body& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return 0;
  }
}

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

// RFC 9110 section 5.3: several lines of one name are one list. Servers name each way to sign in on a line of its own.
void keep_header(const std::string& name, std::string_view value, Answer& answer) {
  const auto known = std::find_if(answer.headers.begin(), answer.headers.end(), [&](const auto& header) { return header.first == name; });
  if (known == answer.headers.end()) answer.headers.emplace_back(name, value);
  else if (name == "www-authenticate") known->second.append(", ").append(value);
}

Heard heard_of(CURLcode code) {
  switch (code) {
    case CURLE_OK: return Heard::answered;
    case CURLE_OPERATION_TIMEDOUT: return Heard::timeout;
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return Heard::refused;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR: return Heard::certificate;
    case CURLE_WRITE_ERROR:
    case CURLE_FILESIZE_EXCEEDED: return Heard::too_large;
    default: return Heard::protocol;
  }
}

}  // namespace

Http::Transfer::~Transfer() {
  if (easy != nullptr) {
    curl.multi_remove_handle(multi, easy);
    curl.easy_cleanup(easy);
  }
  curl.slist_free_all(resolve);
  curl.slist_free_all(headers);
  if (connected >= 0) ::close(connected);  // curl had a connection of its own to use
}

Http::Http(const CurlLibrary& curl, const NetworkOptions& options, Poller& poller, TrustStore& trust)
    : curl_(curl), options_(options), poller_(poller), trust_(trust), multi_(curl.multi_init()) {
  if (multi_ == nullptr) throw std::bad_alloc();
  curl_.multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Http::on_socket);
  curl_.multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_.multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Http::on_timer);
  curl_.multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_.multi_setopt(multi_, CURLMOPT_MAXCONNECTS, most_idle_connections);
}

Http::~Http() {
  transfers_.clear();
  // Closing its connections, libcurl sets SIGPIPE aside and puts it back: two threads at once could put back the wrong one.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  curl_.multi_cleanup(multi_);
}

void Http::configure(Transfer& transfer, std::chrono::milliseconds longest) {
  CURL* const easy = transfer.easy;
  const auto set = [&](CURLoption option, auto value) { curl_.easy_setopt(easy, option, value); };
  set(CURLOPT_URL, transfer.request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, transfer.request.url.starts_with("http://") ? "http" : "https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::chrono::milliseconds::rep>(longest.count(), 1)));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::max<std::chrono::milliseconds::rep>(longest.count(), 1)));
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(CURLOPT_PIPEWAIT, 1L);  // several questions to one host share its connection
  set(CURLOPT_MAXFILESIZE, static_cast<long>(largest_configuration));
  set(CURLOPT_USERAGENT, "homing");
  set(CURLOPT_PROXY, options_.proxy.c_str());  // empty: none, whatever the environment says
  set(CURLOPT_WRITEFUNCTION, &Http::on_body);
  set(CURLOPT_WRITEDATA, &transfer);
  set(CURLOPT_HEADERFUNCTION, &Http::on_header);
  set(CURLOPT_HEADERDATA, &transfer);
  set(CURLOPT_ERRORBUFFER, transfer.error);
  set(CURLOPT_PRIVATE, &transfer);
  set(CURLOPT_OPENSOCKETFUNCTION, &Http::on_open);
  set(CURLOPT_OPENSOCKETDATA, &transfer);
  set(CURLOPT_SOCKOPTFUNCTION, &Http::on_options);
  set(CURLOPT_SOCKOPTDATA, &transfer);
  configure_tls(easy);
}

void Http::configure_tls(CURL* easy) {
  const auto set = [&](CURLoption option, auto value) { curl_.easy_setopt(easy, option, value); };
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (curl_.speaks_openssl3) {
    // The session's store takes the place of the bundle that curl would load for each connection.
    set(CURLOPT_CAINFO, static_cast<const char*>(nullptr));
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    set(CURLOPT_SSL_CTX_FUNCTION, &Http::on_tls_context);
    set(CURLOPT_SSL_CTX_DATA, this);
  } else if (!options_.ca_file.empty()) {
    set(CURLOPT_CAINFO, options_.ca_file.c_str());
  }
}

void Http::append(curl_slist*& list, const std::string& text) {
  curl_slist* const longer = curl_.slist_append(list, text.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  list = longer;
}

void Http::configure_body(Transfer& transfer) {
  if (transfer.request.content_type == nullptr) return;
  append(transfer.headers, std::string("Content-Type: ") + transfer.request.content_type);
  append(transfer.headers, "Expect:");  // a body of this size does not wait to be asked for
  curl_.easy_setopt(transfer.easy, CURLOPT_HTTPHEADER, transfer.headers);
  curl_.easy_setopt(transfer.easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(transfer.request.body.size()));
  curl_.easy_setopt(transfer.easy, CURLOPT_POSTFIELDS, transfer.request.body.data());
}

void Http::pin_addresses(Transfer& transfer, const Pin& pin) {
  if (pin.addresses.empty()) return;
  std::string entry = pin.key() + ':';
  for (const IpAddress& address : pin.addresses) {
    if (entry.back() != ':') entry += ',';
    entry += address.is_v6 ? '[' + address.text() + ']' : address.text();
  }
  append(transfer.resolve, entry);
  curl_.easy_setopt(transfer.easy, CURLOPT_RESOLVE, transfer.resolve);
}

void Http::start(Ticket ticket, Request request, const Pin& pin, std::chrono::milliseconds longest) {
  auto transfer = std::make_unique<Transfer>(curl_, multi_);
  transfer->connected = pin.socket;
  if (transfer->easy == nullptr) throw std::bad_alloc();
  transfer->ticket = ticket;
  transfer->request = std::move(request);
  configure(*transfer, longest);
  configure_body(*transfer);
  pin_addresses(*transfer, pin);
  Transfer& started = *(transfers_[ticket] = std::move(transfer));
  curl_.multi_add_handle(multi_, started.easy);
}

std::size_t Http::on_body(char* bytes, std::size_t size, std::size_t count, void* raw) {
  return guarded([&]() -> std::size_t {
    std::string& body = static_cast<Transfer*>(raw)->answer.body;
    if (body.size() + size * count > largest_configuration) return 0;
    body.append(bytes, size * count);
    return size * count;
  });
}

std::size_t Http::on_header(char* bytes, std::size_t size, std::size_t count, void* raw) {
  return guarded([&]() -> std::size_t {
    Transfer& transfer = *static_cast<Transfer*>(raw);
    transfer.header_bytes += size * count;
    if (transfer.header_bytes > most_header_bytes) return 0;
    const std::string_view line(bytes, size * count);
    const std::size_t colon = line.find(':');
    if (line.starts_with("HTTP/")) transfer.answer.headers.clear();  // a 1xx response came before
    if (colon == std::string_view::npos) return size * count;
    const std::string name = lower_case(line.substr(0, colon));
    const bool wanted = std::find(wanted_headers.begin(), wanted_headers.end(), name) != wanted_headers.end();
    if (wanted) keep_header(name, trimmed(line.substr(colon + 1)), transfer.answer);
    return size * count;
  });
}

curl_socket_t Http::on_open(void* raw, curlsocktype, curl_sockaddr* address) {
  Transfer& transfer = *static_cast<Transfer*>(raw);
  if (transfer.connected < 0) return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  return transfer.handed = std::exchange(transfer.connected, -1);
}

int Http::on_options(void* raw, curl_socket_t socket, curlsocktype) {
  return socket == static_cast<Transfer*>(raw)->handed ? CURL_SOCKOPT_ALREADY_CONNECTED : CURL_SOCKOPT_OK;
}

CURLcode Http::on_tls_context(CURL*, void* context, void* raw) {
  SSL_CTX_set1_cert_store(static_cast<SSL_CTX*>(context), static_cast<Http*>(raw)->trust_.store());
  return CURLE_OK;
}

int Http::on_socket(CURL*, curl_socket_t socket, int what, void* raw, void*) {
  const bool readable = what == CURL_POLL_IN || what == CURL_POLL_INOUT;
  const bool writable = what == CURL_POLL_OUT || what == CURL_POLL_INOUT;
  return guarded([&]() -> std::size_t {
           static_cast<Http*>(raw)->poller_.watch(socket, Poller::Owner::web, readable, writable);
           return 1;
         }) == 1
             ? 0
             : -1;
}

int Http::on_timer(CURLM*, long milliseconds, void* raw) {
  Http& http = *static_cast<Http*>(raw);
  if (milliseconds < 0) http.timer_.reset();
  else http.timer_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  return 0;
}

void Http::serve(const Poller::Ready& ready) {
  int running = 0;
  const int events = (ready.readable ? CURL_CSELECT_IN : 0) | (ready.writable ? CURL_CSELECT_OUT : 0);
  curl_.multi_socket_action(multi_, ready.socket, events, &running);
}

void Http::serve_timeouts() {
  if (!timer_ || *timer_ > std::chrono::steady_clock::now()) return;
  timer_.reset();
  int running = 0;
  curl_.multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
}

void Http::finish(Transfer& transfer, CURLcode code) {
  Answer& answer = transfer.answer;
  answer.heard = heard_of(code);
  if (answer.heard != Heard::answered) {
    answer.detail = transfer.error[0] != '\0' ? transfer.error : curl_.easy_strerror(code);
    answer.body.clear();
    answer.headers.clear();
    return;
  }
  long status = 0;
  curl_.easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  // Absolute, whatever form the header has (RFC 3986 section 5).
  const char* target = nullptr;
  curl_.easy_getinfo(transfer.easy, CURLINFO_REDIRECT_URL, &target);
  for (auto& [name, value] : answer.headers) {
    if (name == "location" && target != nullptr) value = target;
  }
}

std::vector<Http::Done> Http::take() {
  std::vector<Done> done;
  int left = 0;
  while (const CURLMsg* const message = curl_.multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    Transfer* transfer = nullptr;
    curl_.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    const Ticket ticket = transfer->ticket;
    finish(*transfer, message->data.result);
    done.push_back({ticket, std::move(transfer->answer)});
    transfers_.erase(ticket);
  }
  return done;
}

}  // namespace homing
