#include "net/http.hpp"

#include <algorithm>
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

}  // namespace

Http::Http(const CurlLibrary& curl, const NetworkOptions& options, Poller& poller, TrustStore& trust)
    : curl_(curl), options_(options), trust_(trust), multi_(curl, poller, Poller::Owner::web, most_idle_connections) {}

void Http::configure(Transfer& transfer, std::chrono::milliseconds longest) {
  const auto set = [&](CURLoption option, auto value) { transfer.easy.set(option, value); };
  transfer.easy.configure(options_, trust_, longest);
  set(CURLOPT_URL, transfer.request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, transfer.request.url.starts_with("http://") ? "http" : "https");
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(CURLOPT_PIPEWAIT, 1L);  // several questions to one host share its connection
  set(CURLOPT_MAXFILESIZE, static_cast<long>(largest_configuration));
  set(CURLOPT_USERAGENT, "homing");
  set(CURLOPT_WRITEFUNCTION, &Http::on_body);
  set(CURLOPT_WRITEDATA, &transfer);
  set(CURLOPT_HEADERFUNCTION, &Http::on_header);
  set(CURLOPT_HEADERDATA, &transfer);
  set(CURLOPT_ERRORBUFFER, transfer.error);
  set(CURLOPT_PRIVATE, &transfer);
}

void Http::configure_body(Transfer& transfer) {
  if (transfer.request.content_type == nullptr) return;
  transfer.headers.append(std::string("Content-Type: ") + transfer.request.content_type);
  transfer.headers.append("Expect:");  // a body of this size does not wait to be asked for
  transfer.easy.set(CURLOPT_HTTPHEADER, transfer.headers.list());
  transfer.easy.set(CURLOPT_POSTFIELDSIZE, static_cast<long>(transfer.request.body.size()));
  transfer.easy.set(CURLOPT_POSTFIELDS, transfer.request.body.data());
}

void Http::start(Ticket ticket, Request request, const Pin& pin, std::chrono::milliseconds longest) {
  auto transfer = std::make_unique<Transfer>(curl_, multi_.get());
  transfer->easy.pin(pin);
  transfer->ticket = ticket;
  transfer->request = std::move(request);
  configure(*transfer, longest);
  configure_body(*transfer);
  Transfer& started = *(transfers_[ticket] = std::move(transfer));
  started.easy.begin();
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
  curl_.easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  // Absolute, whatever form the header has (RFC 3986 section 5).
  const char* target = nullptr;
  curl_.easy_getinfo(transfer.easy.get(), CURLINFO_REDIRECT_URL, &target);
  for (auto& [name, value] : answer.headers) {
    if (name == "location" && target != nullptr) value = target;
  }
}

std::vector<Http::Done> Http::take() {
  std::vector<Done> done;
  while (const CURLMsg* const message = multi_.next_done()) {
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
