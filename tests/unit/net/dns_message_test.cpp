#include "net/dns_message.hpp"

#include "catch.hpp"
#include "dns_packet.hpp"

using namespace homing;

namespace {

using Records = std::vector<std::string>;

DnsReply mail(const dns::Packet& packet) { return read_dns_reply(packet.bytes(), DnsType::mx); }

std::string mx_data(unsigned preference, const std::string& wire) { return dns::number(preference) + wire; }

}  // namespace

TEST_CASE("MX records are read in presentation form, with the smallest time to live", "[net]") {
  dns::Packet packet("contoso.example");
  packet.answer(dns::to_question, dns::mx, mx_data(10, "\3mx1" + dns::to_question), 600);
  packet.answer(dns::to_question, dns::mx, mx_data(65535, dns::name("MX2.Fabrikam.example")), 120);
  const DnsReply reply = mail(packet);
  CHECK(reply.answer.heard == Heard::answered);
  CHECK(reply.answer.records == Records{"10 mx1.contoso.example.", "65535 MX2.Fabrikam.example."});
  CHECK(reply.answer.ttl == 120);
  CHECK_FALSE(reply.answer.authentic);
}

TEST_CASE("The null MX of RFC 7505 keeps its form", "[net]") {
  CHECK(mail(dns::Packet("contoso.example").answer(dns::to_question, dns::mx, mx_data(0, dns::name("")))).answer.records == Records{"0 ."});
}

TEST_CASE("SRV and TXT records are read", "[net]") {
  const dns::Packet srv =
      dns::Packet("_imaps._tcp.contoso.example", dns::srv)
          .answer(dns::to_question, dns::srv, dns::number(0) + dns::number(1) + dns::number(993) + dns::name("imap.contoso.example"));
  CHECK(read_dns_reply(srv.bytes(), DnsType::srv).answer.records == Records{"0 1 993 imap.contoso.example."});
  const dns::Packet txt = dns::Packet("contoso.example", dns::txt)
                              .answer(dns::to_question, dns::txt, dns::counted("v=spf1 include:spf.") + dns::counted("contoso.example -all"))
                              .answer(dns::to_question, dns::txt, dns::counted("MS=ms\xFF"))
                              .answer(dns::to_question, dns::txt, "\x09short");
  CHECK(read_dns_reply(txt.bytes(), DnsType::txt).answer.records == Records{"v=spf1 include:spf.contoso.example -all", "MS=ms\xEF\xBF\xBD"});
}

TEST_CASE("Aliases are followed, in any order and letter case", "[net]") {
  dns::Packet packet("Contoso.example");
  packet.answer(dns::name("c.example"), dns::mx, mx_data(5, dns::name("mx.c.example")), 900);
  packet.answer(dns::name("B.example"), dns::cname, dns::name("C.example"), 60);
  packet.answer(dns::name("contoso.EXAMPLE"), dns::cname, dns::name("b.example"), 100);
  packet.answer(dns::name("stranger.example"), dns::mx, mx_data(1, dns::name("mx.stranger.example")), 1);
  const DnsReply reply = mail(packet);
  CHECK(reply.answer.records == Records{"5 mx.c.example."});
  CHECK(reply.answer.ttl == 60);
  CHECK(read_dns_reply(packet.bytes(), DnsType::cname).answer.records == Records{"b.example.", "C.example."});
}

TEST_CASE("A chain of aliases ends where it began, or after eight", "[net]") {
  dns::Packet loop("a.example", dns::a);
  loop.answer(dns::to_question, dns::cname, dns::name("b.example")).answer(dns::name("b.example"), dns::cname, dns::name("a.example"));
  CHECK(read_dns_reply(loop.bytes(), DnsType::cname).answer.records == Records{"b.example."});
  dns::Packet self("a.example", dns::a);
  self.answer(dns::to_question, dns::cname, dns::to_question);
  CHECK(read_dns_reply(self.bytes(), DnsType::cname).answer.records.empty());
  dns::Packet chain("n0.example", dns::a);
  for (int i = 0; i < 20; ++i) {
    chain.answer(dns::name('n' + std::to_string(i) + ".example"), dns::cname, dns::name('n' + std::to_string(i + 1) + ".example"));
  }
  CHECK(read_dns_reply(chain.bytes(), DnsType::cname).answer.records.size() == 8);
}

TEST_CASE("Aliases exist although their end does not", "[net]") {
  dns::Packet packet("autodiscover.contoso.example", dns::a);
  packet.answer(dns::to_question, dns::cname, dns::name("gone.example")).rcode = 3;
  CHECK(read_dns_reply(packet.bytes(), DnsType::cname).answer.heard == Heard::answered);
  CHECK(mail(packet).answer.heard == Heard::no_such_name);
}

TEST_CASE("Addresses of both families are read", "[net]") {
  const dns::Packet four =
      dns::Packet("a.example", dns::a).answer(dns::to_question, dns::a, "\xC0\x0A\x02\x01").answer(dns::to_question, dns::a, "odd");
  const DnsReply v4 = read_dns_reply(four.bytes(), DnsType::a);
  REQUIRE(v4.addresses.size() == 1);
  CHECK(v4.addresses.front().text() == "192.10.2.1");
  const dns::Packet six =
      dns::Packet("a.example", dns::aaaa).answer(dns::to_question, dns::aaaa, std::string("\x20\x01\x0d\xb8", 4) + std::string(11, '\0') + '\1');
  const DnsReply v6 = read_dns_reply(six.bytes(), DnsType::aaaa);
  REQUIRE(v6.addresses.size() == 1);
  CHECK(v6.addresses.front().text() == "2001:db8::1");
}

TEST_CASE("Negative answers live as long as RFC 2308 lets them", "[net]") {
  dns::Packet packet("contoso.example");
  packet.authority(dns::name("example"), 3600, 77).rcode = 3;
  const DnsReply gone = mail(packet);
  CHECK(gone.answer.heard == Heard::no_such_name);
  CHECK(gone.answer.ttl == 77);
  packet.rcode = 0;
  CHECK(mail(packet).answer.heard == Heard::answered);
  CHECK(mail(packet).answer.ttl == 77);
  CHECK(mail(dns::Packet("contoso.example")).answer.ttl == 0);
}

TEST_CASE("Times to live end after a day, and those with a sign are none", "[net]") {
  const auto ttl = [](unsigned given) {
    return mail(dns::Packet("a.example").answer(dns::to_question, dns::mx, mx_data(1, dns::name("b")), given)).answer.ttl;
  };
  CHECK(ttl(86401) == 86400);
  CHECK(ttl(0x80000001) == 0);
  CHECK(ttl(0) == 0);
}

TEST_CASE("What the resolver has validated is marked", "[net]") {
  dns::Packet packet("contoso.example");
  packet.authentic = true;
  CHECK(mail(packet).answer.authentic);
}

TEST_CASE("A name server that cannot answer is a server failure", "[net]") {
  for (const std::uint8_t code : {std::uint8_t{1}, std::uint8_t{2}, std::uint8_t{4}, std::uint8_t{5}}) {
    dns::Packet packet("contoso.example");
    packet.answer(dns::to_question, dns::mx, mx_data(1, dns::name("b"))).rcode = code;
    CAPTURE(code);
    CHECK(mail(packet).answer.heard == Heard::server_failure);
    CHECK(mail(packet).answer.records.empty());
  }
}

TEST_CASE("What is no whole reply breaks the protocol", "[net]") {
  const std::string good = dns::Packet("contoso.example").answer(dns::to_question, dns::mx, mx_data(10, dns::name("mx.contoso.example"))).bytes();
  for (std::size_t size = 0; size < good.size(); ++size) {
    CAPTURE(size);
    CHECK(read_dns_reply(good.substr(0, size), DnsType::mx).answer.heard == Heard::protocol);
  }
  dns::Packet query("contoso.example"), cut("contoso.example");
  query.response = false;
  cut.truncated = true;
  CHECK(mail(query).answer.heard == Heard::protocol);
  CHECK(mail(cut).answer.heard == Heard::protocol);
}

TEST_CASE("Only names that can be printed without blanks are told", "[net]") {
  dns::Packet packet("contoso.example");
  for (const std::string label : {"bad host", "nul\x01", "tab\t", "high\xC3\xA9", "_under-score", "semi;colon"}) {
    packet.answer(dns::to_question, dns::mx, mx_data(1, dns::name(label + ".example")));
  }
  CHECK(mail(packet).answer.records == Records{"1 _under-score.example.", "1 semi\\;colon.example."});
}

TEST_CASE("Pointers that lead forward or in a circle break only their record", "[net]") {
  dns::Packet packet("contoso.example");
  packet.answer(dns::to_question, dns::mx, mx_data(1, std::string("\xC0\xFF", 2)))
      .answer(dns::to_question, dns::mx, mx_data(2, dns::name("b.example")));
  CHECK(mail(packet).answer.records == Records{"2 b.example."});
}

TEST_CASE("A name of many pointers costs no time", "[net]") {
  constexpr unsigned first = 12 + 17 + 4 + 2 + 10;  // header, contoso.example, type and class, the record's owner and numbers
  const auto pointing = [](unsigned at) { return dns::number(0xC000U | at); };
  for (const unsigned pointers : {100U, 200U}) {
    std::string chain = pointing(12);
    for (unsigned i = 1; i < pointers; ++i) chain += pointing(first + 2 * (i - 1));
    dns::Packet packet("contoso.example");
    packet.answer(dns::to_question, dns::txt, chain);
    packet.answer(pointing(first + 2 * (pointers - 1)), dns::mx, mx_data(10, dns::to_question));
    CHECK(mail(packet).answer.records.size() == (pointers == 100U ? 1 : 0));
  }
}

TEST_CASE("At most 256 records are told", "[net]") {
  dns::Packet packet("contoso.example");
  for (unsigned i = 0; i < 400; ++i) packet.answer(dns::to_question, dns::mx, mx_data(i, dns::name("b")));
  CHECK(mail(packet).answer.records.size() == 256);
}

TEST_CASE("A query says what is wanted", "[net]") {
  const std::string plain = make_dns_query("contoso.example", DnsType::mx, 0x1234, false).value();
  const std::string trusted = make_dns_query("contoso.example", DnsType::mx, 0x1234, true).value();
  CHECK(plain.substr(0, 4) == std::string("\x12\x34\x01\x00", 4));
  CHECK(trusted.substr(0, 4) == std::string("\x12\x34\x01\x20", 4));
  const std::string opt("\0\0\x29\x04\xD0\0\0\0\0\0\0", 11);
  CHECK(plain.substr(plain.size() - 11) == opt);
  CHECK_FALSE(make_dns_query(std::string(64, 'a') + ".example", DnsType::mx, 1, false).has_value());
}

TEST_CASE("A reply belongs to the query with its id and question", "[net]") {
  const std::string query = make_dns_query("contoso.example", DnsType::mx, 1, false).value();
  CHECK(is_reply_to(query, dns::Packet("Contoso.example").bytes()));
  CHECK_FALSE(is_reply_to(query, dns::Packet("fabrikam.example").bytes()));
  CHECK_FALSE(is_reply_to(query, dns::Packet("contoso.example", dns::txt).bytes()));
  CHECK_FALSE(is_reply_to(query, query));
  CHECK_FALSE(is_reply_to(query, ""));
}
