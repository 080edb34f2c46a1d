#include "net/ip.hpp"

#include <arpa/inet.h>

#include "catch.hpp"

namespace {

homing::IpAddress ip(const char* text) {
  homing::IpAddress address;
  address.is_v6 = std::string_view(text).find(':') != std::string_view::npos;
  REQUIRE(::inet_pton(address.is_v6 ? AF_INET6 : AF_INET, text, address.bytes.data()) == 1);
  return address;
}

}  // namespace

TEST_CASE("Addresses that IANA's special-purpose registries close are not public", "[net]") {
  for (const char* const text : {"0.0.0.0",
                                 "0.255.255.255",
                                 "10.0.0.1",
                                 "10.255.255.255",
                                 "100.64.0.1",
                                 "100.127.255.255",
                                 "127.0.0.1",
                                 "127.255.255.255",
                                 "169.254.0.1",
                                 "169.254.169.254",
                                 "172.16.0.1",
                                 "172.31.255.255",
                                 "192.0.0.1",
                                 "192.0.2.1",
                                 "192.168.0.1",
                                 "192.168.255.255",
                                 "198.18.0.1",
                                 "198.19.255.255",
                                 "198.51.100.1",
                                 "203.0.113.1",
                                 "224.0.0.1",
                                 "239.255.255.255",
                                 "240.0.0.1",
                                 "255.255.255.255",
                                 "::",
                                 "::1",
                                 "::ffff:10.0.0.1",
                                 "::ffff:127.0.0.1",
                                 "64:ff9b::10.0.0.1",
                                 "64:ff9b:1::1",
                                 "100::1",
                                 "2001::1",
                                 "2001:db8::1",
                                 "2002:a00:1::1",
                                 "3fff::1",
                                 "fc00::1",
                                 "fdff::1",
                                 "fe80::1",
                                 "febf::1",
                                 "fec0::1",
                                 "ff02::1"}) {
    CAPTURE(text);
    CHECK_FALSE(ip(text).is_public());
  }
}

TEST_CASE("The benchmarking and segment-routing prefixes are not public", "[net]") {
  CHECK_FALSE(ip("2001:2::1").is_public());  // RFC 5180 section 8
  CHECK_FALSE(ip("5f00::1").is_public());    // RFC 9602 section 4
}

TEST_CASE("The neighbours of closed addresses are public", "[net]") {
  for (const char* const text :
       {"1.0.0.0",          "9.255.255.255",      "11.0.0.0",       "100.63.255.255",       "100.128.0.0",  "126.255.255.255", "128.0.0.1",
        "169.253.255.255",  "169.255.0.0",        "172.15.255.255", "172.32.0.0",           "192.0.1.1",    "192.0.3.1",       "192.167.255.255",
        "192.169.0.0",      "198.17.255.255",     "198.20.0.0",     "198.51.99.1",          "203.0.112.1",  "223.255.255.255", "52.96.0.1",
        "::ffff:52.96.0.1", "64:ff9b::52.96.0.1", "2002:3460:1::1", "2001:4860:4860::8888", "2603:1006::1", "2a01:111:f400::1"}) {
    CAPTURE(text);
    CHECK(ip(text).is_public());
  }
}

TEST_CASE("Addresses are written as RFC 5952 recommends", "[net]") {
  CHECK(ip("192.0.2.1").text() == "192.0.2.1");
  CHECK(ip("2001:0DB8:0:0:0:0:0:1").text() == "2001:db8::1");
}
