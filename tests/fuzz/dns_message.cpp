// Replies of name servers: the first octet chooses the type that was asked for, the rest is the message.
#include <algorithm>
#include <array>

#include "fuzz.hpp"
#include "net/dns_message.hpp"

namespace {

using homing::DnsReply;
using homing::DnsType;
using homing::Heard;

constexpr std::array<DnsType, 6> types{DnsType::a, DnsType::cname, DnsType::mx, DnsType::txt, DnsType::aaaa, DnsType::srv};

void judge(const DnsReply& reply, DnsType type) {
  demand(reply.answer.records.size() + reply.addresses.size() <= 256, "the number of records is bounded");
  demand(reply.answer.ttl <= homing::longest_ttl, "nothing is kept for more than a day");
  const bool addresses = type == DnsType::a || type == DnsType::aaaa;
  demand(reply.answer.heard == Heard::answered || (reply.answer.records.empty() && reply.addresses.empty()), "a failure has no records");
  demand(addresses ? reply.answer.records.empty() : reply.addresses.empty(), "only what was asked for is told");
  for (const std::string& record : reply.answer.records) {
    demand(is_utf8(record), "records are UTF-8");
    if (type == DnsType::txt) continue;
    demand(record.ends_with('.'), "names are absolute");
    const auto spaces = std::count(record.begin(), record.end(), ' ');
    demand(spaces == (type == DnsType::cname ? 0 : type == DnsType::mx ? 1 : 3), "a record has as many words as its type");
    demand(std::all_of(record.begin(), record.end(), [](char c) { return c >= ' ' && c <= '~'; }), "names are printable");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const DnsType type = types[data[0] % types.size()];
  const std::string_view message = text_of(data + 1, size - 1);
  judge(homing::read_dns_reply(message, type), type);
  const auto query = homing::make_dns_query("contoso.example", type, 1, true);
  demand(query.has_value(), "a good name makes a query");
  homing::is_reply_to(*query, message);
  return 0;
}
