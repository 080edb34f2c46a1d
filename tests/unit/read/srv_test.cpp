#include "read/srv.hpp"

#include "catch.hpp"

using homing::is_not_offered;
using homing::read_srv;
using homing::SrvRecord;

TEST_CASE("Services come by priority, then the heavier, then by name (RFC 2782)", "[read]") {
  CHECK(read_srv({"20 0 993 last.example.", "10 1 993 light.example.", "10 60 993 heavy.example.", "10 60 993 also.example.",
                  "0 0 143 first.example."}) == std::vector<SrvRecord>{{0, 0, 143, "first.example"},
                                                                       {10, 60, 993, "also.example"},
                                                                       {10, 60, 993, "heavy.example"},
                                                                       {10, 1, 993, "light.example"},
                                                                       {20, 0, 993, "last.example"}});
}

TEST_CASE("Targets are lower case and without the last dot", "[read]") {
  CHECK(read_srv({"0 1 993 IMAP.Contoso.EXAMPLE."}) == std::vector<SrvRecord>{{0, 1, 993, "imap.contoso.example"}});
  CHECK(read_srv({"0   1  993   imap.contoso.example"}) == std::vector<SrvRecord>{{0, 1, 993, "imap.contoso.example"}});
}

TEST_CASE("The order of the records does not matter", "[read]") {
  const std::vector<std::string> records{"0 5 993 a.example.", "0 5 994 a.example.", "1 9 995 b.example."};
  CHECK(read_srv(records) == read_srv({records.rbegin(), records.rend()}));
}

TEST_CASE("Records that are no SRV are dropped and the others stay", "[read]") {
  CHECK(read_srv({"", "0", "0 1", "0 1 993", "0 1 993 ", "x 1 993 a.example.", "-1 1 993 a.example.", "65536 1 993 a.example.",
                  "0 65536 993 a.example.", "0 1 65536 a.example.", "0 1 993 two words.", "0 1 993 a_b.example.", "0 1 993 192.0.2.7.", "0 1 993 ..",
                  " 0 1 993 a.example.", "0 1 0 a.example.", "0 1 993 last.example."}) == std::vector<SrvRecord>{{0, 1, 993, "last.example"}});
}

TEST_CASE("A service that is not offered is told apart from an unknown one", "[read]") {
  CHECK(is_not_offered(read_srv({"0 0 0 ."})));
  CHECK(is_not_offered(read_srv({"0 0 0 .", "10 0 0 ."})));
  CHECK_FALSE(is_not_offered(read_srv({"0 0 993 imap.example."})));
  CHECK_FALSE(is_not_offered(read_srv({})));
}

TEST_CASE("A target that is not offered counts for nothing beside one that is", "[read]") {
  const auto records = read_srv({"0 0 0 .", "10 0 993 imap.example."});
  CHECK(records == std::vector<SrvRecord>{{10, 0, 993, "imap.example"}});
  CHECK_FALSE(is_not_offered(records));
}

TEST_CASE("The number of services is bounded", "[read]") {
  std::vector<std::string> many;
  for (int i = 0; i < 1000; ++i) many.push_back("0 0 993 h" + std::to_string(i) + ".example.");
  CHECK(read_srv(many).size() == 64);
}
