#include "read/zone.hpp"

#include "catch.hpp"

using homing::read_zone;
using homing::Zone;

namespace {

std::string shown(const Zone& zone) {
  std::string text;
  for (const homing::ZoneRecord& record : zone.records) text += record.name + ' ' + record.type + ' ' + record.data + '\n';
  return text;
}

}  // namespace

TEST_CASE("Names are whole, whatever the origin and however they are written (RFC 1035, section 5.1)", "[read]") {
  const Zone zone = read_zone(
      "@ IN MX 10 mail\n"
      "Mail 3600 A 192.0.2.1\n"
      "   IN 300 AAAA 2001:db8::1\n"
      "$ORIGIN _tcp.contoso.example.\n"
      "_imaps 1h30m IN SRV 0 1 993 mail.contoso.example.\n"
      "$ORIGIN sub\n"
      "x CNAME @\n",
      "Contoso.example");
  CHECK(zone.faults.empty());
  CHECK(shown(zone) ==
        "contoso.example MX 10 mail.contoso.example.\n"
        "mail.contoso.example A 192.0.2.1\n"
        "mail.contoso.example AAAA 2001:db8::1\n"
        "_imaps._tcp.contoso.example SRV 0 1 993 mail.contoso.example.\n"
        "x.sub._tcp.contoso.example CNAME sub._tcp.contoso.example.\n");
  CHECK(zone.records.at(3).line == 5);
}

TEST_CASE("Comments, quotation marks and parentheses are read as RFC 1035 has them", "[read]") {
  const Zone zone = read_zone("a SRV ( 0 1 ; first\n  993 . ) ; last\nb TXT \"v=a; b\" \"c\\\"d\"\n; nothing\n\n", "example");
  CHECK(zone.faults.empty());
  CHECK(shown(zone) == "a.example SRV 0 1 993 .\nb.example TXT v=a; bc\"d\n");
  CHECK(zone.records.at(1).line == 3);
}

TEST_CASE("What cannot be read names its line, and the rest stays", "[read]") {
  const Zone zone = read_zone(
      " A 192.0.2.1\n"
      "a SRV 0 1 993\n"
      "b what?\n"
      "$INCLUDE other.zone\n"
      "c TXT \"open\n"
      "$ORIGIN\n"
      "d CNAME e f\n"
      "e A 192.0.2.1\n"
      "f SRV ( 0 1\n",
      "");
  CHECK(shown(zone) == "e A 192.0.2.1\n");
  std::vector<std::size_t> lines;
  for (const homing::ZoneFault& fault : zone.faults) lines.push_back(fault.line);
  CHECK(lines == std::vector<std::size_t>{1, 2, 3, 4, 5, 6, 7, 9});
}
