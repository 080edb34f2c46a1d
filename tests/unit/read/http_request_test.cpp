#include "read/http_request.hpp"

#include "catch.hpp"

using homing::read_http_request;

namespace {

bool is_whole(const std::string& text) {
  const auto read = read_http_request(text);
  return read && read->has_value();
}

bool is_refused(const std::string& text) { return !read_http_request(text); }
bool wants_more(const std::string& text) {
  const auto read = read_http_request(text);
  return read && !read->has_value();
}

}  // namespace

TEST_CASE("The head of a browser's request tells method, host and target", "[read]") {
  const auto read = read_http_request(
      "GET /callback?code=M.C1&state=s%2F1 HTTP/1.1\r\nHost: localhost:49152\r\nConnection: keep-alive\r\nUser-Agent: Mozilla/5.0 (X11)\r\n\r\n");
  REQUIRE(read.has_value());
  REQUIRE(read->has_value());
  CHECK((*read)->method == "GET");
  CHECK((*read)->host == "localhost:49152");
  CHECK((*read)->target.reveal() == "/callback?code=M.C1&state=s%2F1");
}

TEST_CASE("Before a head is whole there is no request, and no part of a good one is refused", "[read]") {
  const std::string text = "\r\nGET /a?b HTTP/1.1\r\nHost: [::1]:8\r\nX:\r\n\r\n";
  for (std::size_t size = 0; size < text.size(); ++size) {
    INFO(size);
    CHECK(wants_more(text.substr(0, size)));
  }
  CHECK(is_whole(text));
  CHECK(is_whole(text + "GET / junk \x01\x02"));
}

TEST_CASE("HTTP/1.0 needs no Host, HTTP/1.1 needs one (RFC 9112 section 3.2)", "[read]") {
  CHECK((*read_http_request("GET / HTTP/1.0\r\n\r\n"))->host.empty());
  CHECK(is_refused("GET / HTTP/1.1\r\n\r\n"));
  CHECK(is_refused("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"));
  CHECK(is_refused("GET / HTTP/1.1\r\nHost: a b\r\n\r\n"));
  CHECK(is_refused("GET / HTTP/1.1\r\nHost: " + std::string(256, 'a') + "\r\n\r\n"));
}

TEST_CASE("What is no request to a server of ours is refused", "[read]") {
  for (const char* const text :
       {"GET http://localhost/ HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: a\r\n\r\n", "GET /\r\n", "GET  / HTTP/1.1\r\n", "GET / HTTP/1.1 \r\n", "GET /a b HTTP/1.1\r\n", "G(T / HTTP/1.1\r\n",
        "GET /\x7F HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nnothing\r\n", "GET /\xC3\xA4 HTTP/1.1\r\n", "\x16\x03\x01", " GET / HTTP/1.1\r\n", "\r\n\r\n"}) {
    INFO(text);
    CHECK(is_refused(text));
  }
  CHECK(is_refused(std::string(33, 'A') + " /"));
  std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 200; ++i) many += "X: y\r\n";
  CHECK(is_refused(many + "\r\n"));
}
