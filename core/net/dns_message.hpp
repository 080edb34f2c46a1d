#pragma once
// DNS messages (RFC 1035 section 4): queries are built, replies are read into what an Answer says. No I/O.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/question.hpp"
#include "net/ip.hpp"

namespace homing {

enum class DnsType : std::uint16_t { a = 1, cname = 5, soa = 6, mx = 15, txt = 16, aaaa = 28, srv = 33 };

struct DnsReply {
  Answer answer;                     ///< heard, records, authentic (the AD bit as it stands), ttl, detail
  std::vector<IpAddress> addresses;  ///< of A and AAAA, in the order of the reply
};

/// The longest time in seconds for which an answer is kept.
inline constexpr std::uint32_t longest_ttl = 86400;

/// The records of a type that belong to the name in the message's question, at the end of its chain of aliases; of CNAME
/// the chain itself. Records of other names are ignored. A message that is not a reply, is cut off or breaks the format is
/// `protocol`.
DnsReply read_dns_reply(std::string_view message, DnsType type);

/// A query with recursion desired and EDNS (RFC 6891). `want_authentic` sets the AD bit: the resolver is asked to say whether
/// it has validated what it answers (RFC 6840 section 5.7). Nothing for a name that the DNS cannot hold.
std::optional<std::string> make_dns_query(const std::string& name, DnsType type, std::uint16_t id, bool want_authentic);

/// The same query in pieces, for whoever makes very many: its header, its question (name, type and class; of a domain in the
/// form that parse_domain gives), and its end.
void write_dns_header(std::array<char, 12>& header, std::uint16_t id, bool want_authentic);
void append_dns_question(std::string& out, std::string_view domain, DnsType type);
std::string_view dns_query_end();

/// Whether a message is a reply with the id and the question of `query`, a query that was made here.
bool is_reply_to(std::string_view query, std::string_view message);

}  // namespace homing
