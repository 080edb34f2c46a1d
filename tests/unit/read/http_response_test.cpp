#include "read/http_response.hpp"

#include <array>

#include "catch.hpp"

using homing::HttpResponse;
using State = homing::HttpResponse::State;

namespace {

constexpr std::array<std::string_view, 3> wanted{"content-type", "www-authenticate", "retry-after"};
constexpr std::size_t most = 1000;

struct Read {
  State state;
  int status;
  HttpResponse::Fields fields;
  std::string body;
};

// In pieces of so many bytes; `closed`: the connection ends after them.
Read read(std::string_view text, std::size_t piece = 1000000, bool closed = false) {
  HttpResponse response(wanted, most);
  while (!text.empty()) {
    response.hear(text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
  }
  if (closed) response.hear_end();
  const State state = response.state();
  return {state, response.status(), response.fields(), std::string(response.take_body().reveal())};
}

State state_of(std::string_view text, bool closed = false) { return read(text, 1000000, closed).state; }
std::string head(const std::string& fields) { return "HTTP/1.1 200 OK\r\n" + fields + "\r\n"; }

}  // namespace

TEST_CASE("A response with a length ends there, in whatever pieces it comes", "[read]") {
  const std::string text = head("Content-Type: application/json\r\nContent-Length: 11\r\n") + "{\"a\": true}what follows";
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 1000U}) {
    const Read got = read(text, piece);
    CHECK(got.state == State::whole);
    CHECK(got.status == 200);
    CHECK(got.body == "{\"a\": true}");
    CHECK(got.fields == HttpResponse::Fields{{"content-type", "application/json"}});
  }
  CHECK(state_of(text.substr(0, text.size() - 13)) == State::wants_more);
}

// The example of RFC 9112 section 7.1.3's decoding, with an extension and a trailer.
TEST_CASE("A chunked response is put together, extensions and trailers are passed over", "[read]") {
  const std::string text =
      head("Transfer-Encoding: Chunked\r\n") + "4;name=value\r\nWiki\r\n005\r\npedia\r\nE\r\n in\r\n\r\nchunks.\r\n0\r\nX: y\r\n\r\n";
  for (const std::size_t piece : {1U, 2U, 5U, 1000U}) {
    const Read got = read(text, piece);
    CHECK(got.state == State::whole);
    CHECK(got.body == "Wikipedia in\r\n\r\nchunks.");
  }
}

TEST_CASE("Without a length a response ends with the connection, and only so", "[read]") {
  const Read got = read(head("") + "until the end", 4, true);
  CHECK(got.state == State::whole);
  CHECK(got.body == "until the end");
  CHECK(state_of(head("") + "until") == State::wants_more);
  CHECK(state_of(head("Content-Length: 10\r\n") + "short", true) == State::broken);
  CHECK(state_of(head("Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n", true) == State::broken);
  CHECK(state_of("HTTP/1.1 200 OK\r\n", true) == State::broken);
  CHECK(state_of("", true) == State::broken);
}

TEST_CASE("Interim responses are passed over, with their fields", "[read]") {
  const Read got =
      read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nRetry-After: 1\r\n\r\nHTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
  CHECK(got.state == State::whole);
  CHECK(got.status == 400);
  CHECK(got.fields.empty());
  std::string many;
  for (int i = 0; i < 20; ++i) many += "HTTP/1.1 102 Processing\r\n\r\n";
  CHECK(state_of(many) == State::broken);
  CHECK(state_of("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n") == State::broken);
}

TEST_CASE("Responses that have no body have none", "[read]") {
  CHECK(state_of("HTTP/1.1 204 No Content\r\n\r\n") == State::whole);
  CHECK(state_of("HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n") == State::whole);
  CHECK(state_of(head("Content-Length: 0\r\n")) == State::whole);
  CHECK(state_of("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n") == State::whole);
}

// RFC 9112 section 6.3 and 11.2.
TEST_CASE("A response that two readers could read differently is refused", "[read]") {
  for (const char* const fields : {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                                   "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
                                   "Content-Length: 3\r\nContent-Length: 3\r\n",
                                   "Content-Length: 3, 3\r\n",
                                   "Content-Length: +3\r\n",
                                   "Content-Length: -3\r\n",
                                   "Content-Length: 0x3\r\n",
                                   "Content-Length:\r\n",
                                   "Content-Length: 3 3\r\n",
                                   "Transfer-Encoding: gzip, chunked\r\n",
                                   "Transfer-Encoding: chunked, chunked\r\n",
                                   "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                                   "Transfer-Encoding: identity\r\n",
                                   "Content-Length : 3\r\n",
                                   " Content-Length: 3\r\n",
                                   "X: a\r\n folded\r\n",
                                   "X: a\r\n\tfolded\r\n",
                                   "no colon\r\n",
                                   ": no name\r\n",
                                   "X: a\rb\r\n"}) {
    INFO(fields);
    CHECK(state_of(head(fields) + "3\r\nabc\r\n0\r\n\r\n") == State::broken);
  }
  CHECK(state_of("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n") == State::broken);
  CHECK(state_of("HTTP/1.1 200 OK\nContent-Length: 0\n\n") == State::broken);
  CHECK(state_of(head(std::string("X: a\0b\r\n", 8))) == State::broken);
}

TEST_CASE("Chunks are refused where they are not what they say", "[read]") {
  for (const char* const chunks :
       {"x\r\n", "\r\n", "-1\r\n", "0x3\r\nabc\r\n", " 3\r\nabc\r\n", "3\r\nabcd\r\n", "3\nabc\r\n", "3\r\nabcX\r\n", "0\r\nbad trailer\r\n"}) {
    INFO(chunks);
    CHECK(state_of(head("Transfer-Encoding: chunked\r\n") + chunks) == State::broken);
  }
}

TEST_CASE("What does not begin as HTTP/1.1 is refused", "[read]") {
  for (const char* const line : {"HTTP/2 200 OK\r\n", "HTTP/1.1 20 OK\r\n", "HTTP/1.1 2000 OK\r\n", "HTTP/1.1 99 OK\r\n", "HTTP/1.1 600 OK\r\n",
                                 "HTTP/1.1 abc\r\n", "HTTP/1.1  200 OK\r\n", "ICY 200 OK\r\n", "* OK IMAP4rev1\r\n", "\r\n", "HTTP/1.1\r\n"}) {
    INFO(line);
    CHECK(state_of(line) == State::broken);
  }
}

TEST_CASE("Everything that is read has a limit", "[read]") {
  CHECK(state_of(head("Content-Length: 1001\r\n")) == State::too_large);
  CHECK(state_of(head("Content-Length: 99999999999999999999999\r\n")) == State::too_large);
  CHECK(state_of(head("") + std::string(most + 1, 'x')) == State::too_large);
  CHECK(state_of(head("") + std::string(most, 'x')) == State::wants_more);
  CHECK(state_of(head("Transfer-Encoding: chunked\r\n") + "3e9\r\n") == State::too_large);
  CHECK(state_of(head("Transfer-Encoding: chunked\r\n") + "fffffffffffffffffffff\r\n") == State::too_large);
  CHECK(state_of(head("Transfer-Encoding: chunked\r\n") + "1\r\nx\r\n3e8\r\n") == State::too_large);
  CHECK(state_of(head("Transfer-Encoding: chunked\r\n") + "1;" + std::string(5000, 'x')) == State::too_large);
  CHECK(state_of("HTTP/1.1 200 " + std::string(40000, 'x')) == State::too_large);
  std::string fields;
  for (int i = 0; i < 1000; ++i) fields += "X: y\r\n";
  CHECK(state_of("HTTP/1.1 200 OK\r\n" + fields) == State::too_large);
  CHECK(state_of(head("Transfer-Encoding: chunked\r\n") + "0\r\nX: " + std::string(40000, 'x')) == State::too_large);
}

// RFC 9110 section 5.3, and 11.6.1: a server may name each way to sign in on a line of its own.
TEST_CASE("Lists on several lines are one; of what is no list the first counts", "[read]") {
  const Read got =
      read(head("WWW-Authenticate: Bearer realm=\"\"\r\nretry-after:\t 5 \r\nwww-authenticate: Basic\r\nRetry-After: 9\r\nSet-Cookie: no\r\n"));
  CHECK(got.fields == HttpResponse::Fields{{"www-authenticate", "Bearer realm=\"\", Basic"}, {"retry-after", "5"}});
}

TEST_CASE("A body is taken once", "[read]") {
  HttpResponse response(wanted, most);
  response.hear(head("Content-Length: 3\r\n") + "abc");
  CHECK(response.take_body().reveal() == "abc");
  CHECK(response.take_body().empty());
}
