#include "net/dns_message.hpp"

#include <ares.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>

#include "model/ascii.hpp"
#include "model/utf8.hpp"
#include "net/dns_wire.hpp"

namespace homing {
namespace {

constexpr std::size_t header_size = 12;
constexpr std::size_t longest_message = 65535;
constexpr std::size_t most_records = 256;     // that are told
constexpr std::size_t most_seen = 512;        // that are looked at
constexpr std::size_t most_aliases = 8;       // longer chains are mistakes or attacks
constexpr std::uint16_t edns_payload = 1232;  // DNS flag day 2020: fits any path without fragments
constexpr std::size_t edns_size = 11;         // of the OPT record without options that ares_create_query adds
constexpr std::uint8_t authentic_bit = 0x20;  // header octet 3
constexpr std::uint8_t rcode_bits = 0x0F;     // header octet 3
constexpr std::uint8_t truncated_bit = 0x02;  // header octet 2
constexpr std::uint8_t response_bit = 0x80;   // header octet 2
constexpr std::uint16_t class_in = 1;

// RFC 7208 section 3.3: the strings of one record, joined.
std::optional<std::string> text_of(const DnsWire& reader, const WireRecord& record) {
  std::string text;
  const std::size_t end = record.data + record.size;
  for (std::size_t at = record.data; at < end;) {
    const std::size_t length = reader.byte(at);
    if (at + 1 + length > end) return std::nullopt;
    text += reader.bytes(at + 1, length);
    at += 1 + length;
  }
  return find_invalid_utf8(text) == utf8_is_valid ? std::move(text) : to_utf8(text);
}

// Numbers of two octets, then a name: MX (RFC 1035 section 3.3.9) has one, SRV (RFC 2782) three.
std::optional<std::string> numbered(const DnsWire& reader, const WireRecord& record, std::size_t numbers) {
  if (record.size < numbers * 2 + 1) return std::nullopt;
  std::optional<std::string> target = reader.name(record.data + numbers * 2);
  if (!target) return std::nullopt;
  std::string text;
  text.reserve(target->size() + numbers * 6);
  for (std::size_t i = 0; i < numbers; ++i) text.append(std::to_string(reader.number(record.data + i * 2))) += ' ';
  text += *target;
  return text;
}

void add(const DnsWire& reader, const WireRecord& record, DnsReply& reply) {
  const auto type = static_cast<DnsType>(record.type);
  if (type == DnsType::a || type == DnsType::aaaa) {
    IpAddress address;
    address.is_v6 = type == DnsType::aaaa;
    const std::string_view bytes = reader.bytes(record.data, record.size);
    if (bytes.size() != (address.is_v6 ? 16U : 4U)) return;
    std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
    return reply.addresses.push_back(address);
  }
  std::optional<std::string> text;
  if (type == DnsType::mx) text = numbered(reader, record, 1);
  else if (type == DnsType::srv) text = numbered(reader, record, 3);
  else if (type == DnsType::txt) text = text_of(reader, record);
  else if (type == DnsType::cname) text = reader.name(record.data);
  if (text) reply.answer.records.push_back(*std::move(text));
}

// One reply on its way into an Answer.
class Reading {
 public:
  Reading(const DnsWire& reader, DnsType type) : reader_(reader), type_(type) {}

  // Whether the sections are as they should be.
  bool sections() {
    const std::optional<std::size_t> question = reader_.skip_name(header_size);
    if (reader_.number(4) != 1 || !question || *question + 4 > reader_.size()) return false;
    std::size_t at = *question + 4;
    const std::size_t answers = reader_.number(6), authorities = reader_.number(8);
    seen_.reserve(std::min(answers, std::size_t{16}));
    for (std::size_t i = 0; i < answers; ++i) {
      const std::optional<WireRecord> record = reader_.record(at);
      if (!record) return false;
      if (record->class_ == class_in && seen_.size() < most_seen) seen_.push_back(*record);
    }
    for (std::size_t i = 0; i < authorities; ++i) {
      const std::optional<WireRecord> record = reader_.record(at);
      if (!record) return true;  // what was asked for is complete
      if (record->type != static_cast<std::uint16_t>(DnsType::soa) || record->size < 22) continue;
      // RFC 2308 section 4: the last four of the SOA's octets bound its TTL.
      negative_ttl_ = std::min(record->ttl, reader_.long_number(record->data + record->size - 4));
      return true;
    }
    return true;
  }

  void read(DnsReply& reply) {
    std::size_t owner = header_size;
    follow(owner, reply);
    if (type_ != DnsType::cname) collect(owner, reply);
    const bool found = !reply.answer.records.empty() || !reply.addresses.empty();
    if (!found) ttl_ = std::min(ttl_, negative_ttl_);
    reply.answer.ttl = ttl_;
  }

 private:
  // Leads `owner` along the aliases; a chain that returns to where it was leads nowhere.
  void follow(std::size_t& owner, DnsReply& reply) {
    std::array<std::size_t, most_aliases + 1> visited{owner};
    for (std::size_t hops = 1; hops <= most_aliases; ++hops) {
      const auto alias = std::find_if(seen_.begin(), seen_.end(), [&](const WireRecord& record) {
        return record.type == static_cast<std::uint16_t>(DnsType::cname) && reader_.same_name(record.owner, owner);
      });
      if (alias == seen_.end()) return;
      if (std::any_of(visited.begin(), visited.begin() + hops, [&](std::size_t name) { return reader_.same_name(name, alias->data); })) return;
      visited[hops] = owner = alias->data;
      ttl_ = std::min(ttl_, alias->ttl);
      if (type_ == DnsType::cname) add(reader_, *alias, reply);
    }
  }

  void collect(std::size_t owner, DnsReply& reply) {
    for (const WireRecord& record : seen_) {
      if (record.type != static_cast<std::uint16_t>(type_) || !reader_.same_name(record.owner, owner)) continue;
      if (reply.answer.records.size() + reply.addresses.size() >= most_records) return;
      ttl_ = std::min(ttl_, record.ttl);
      add(reader_, record, reply);
    }
  }

  const DnsWire& reader_;
  DnsType type_;
  std::vector<WireRecord> seen_;
  std::uint32_t negative_ttl_ = 0;
  std::uint32_t ttl_ = longest_ttl;
};

DnsReply broken(const char* why) {
  DnsReply reply;
  reply.answer.heard = Heard::protocol;
  reply.answer.detail = why;
  return reply;
}

// RFC 1035 section 4.1.1.
void judge(std::uint8_t rcode, DnsReply& reply) {
  constexpr std::uint8_t no_error = 0, name_error = 3;
  Answer& answer = reply.answer;
  // RFC 6604 section 3: the code speaks of the end of the chain. Aliases that were found are there.
  if (rcode == no_error || (rcode == name_error && !answer.records.empty())) return;
  answer.heard = rcode == name_error ? Heard::no_such_name : Heard::server_failure;
  reply.addresses.clear();
  answer.records.clear();
  if (rcode == name_error) return;
  answer.ttl = 0;
  answer.detail = "the name server answered with code " + std::to_string(rcode);
}

}  // namespace

DnsReply read_dns_reply(std::string_view message, DnsType type) {
  if (message.size() < header_size || message.size() > longest_message) return broken("no DNS message");
  const DnsWire reader(message);
  if ((reader.byte(2) & response_bit) == 0) return broken("not a reply");
  const auto rcode = static_cast<std::uint8_t>(reader.byte(3) & rcode_bits);
  DnsReply reply;
  // A server that could not read the question, or will not answer, may leave the question out.
  Reading reading(reader, type);
  if (rcode == 0 || rcode == 3) {
    if ((reader.byte(2) & truncated_bit) != 0) return broken("the reply is cut off");  // RFC 2181 section 9
    if (!reading.sections()) return broken("the reply is broken");
    reading.read(reply);
    reply.answer.authentic = (reader.byte(3) & authentic_bit) != 0;
  }
  judge(rcode, reply);
  return reply;
}

std::optional<std::string> make_dns_query(const std::string& name, DnsType type, std::uint16_t id, bool want_authentic) {
  unsigned char* bytes = nullptr;
  int size = 0;
  const int status = ares_create_query(name.c_str(), class_in, static_cast<int>(type), id, 1, &bytes, &size, edns_payload);
  if (status == ARES_ENOMEM) throw std::bad_alloc();
  if (status != ARES_SUCCESS) return std::nullopt;
  const std::unique_ptr<unsigned char, void (*)(void*)> owner(bytes, ares_free_string);
  std::string query(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  if (want_authentic) query[3] = static_cast<char>(static_cast<std::uint8_t>(query[3]) | authentic_bit);
  return query;
}

void write_dns_header(std::array<char, 12>& header, std::uint16_t id, bool want_authentic) {
  constexpr char recursion_desired = 1;
  const auto flags = static_cast<char>(want_authentic ? authentic_bit : 0);
  header = {static_cast<char>(id >> 8U), static_cast<char>(id & 0xFFU), recursion_desired, flags, 0, 1, 0, 0, 0, 0, 0, 1};
}

void append_dns_question(std::string& out, std::string_view domain, DnsType type) {
  while (!domain.empty()) {
    const std::string_view label = domain.substr(0, domain.find('.'));
    (out += static_cast<char>(label.size())) += label;
    domain.remove_prefix(std::min(label.size() + 1, domain.size()));
  }
  const auto number = static_cast<std::uint16_t>(type);
  out += {0, static_cast<char>(number >> 8U), static_cast<char>(number & 0xFFU), 0, class_in};
}

std::string_view dns_query_end() {
  // The root's name, the type OPT (RFC 6891 section 6.1.2), the size of replies, no flags, no data.
  static constexpr std::array<char, edns_size> end{0, 0, 41, edns_payload >> 8U, static_cast<char>(edns_payload & 0xFFU), 0, 0, 0, 0, 0, 0};
  return {end.data(), end.size()};
}

bool is_reply_to(std::string_view query, std::string_view message) {
  const std::size_t question = query.size() - header_size - edns_size;
  if (message.size() < header_size + question || message.substr(0, 2) != query.substr(0, 2)) return false;
  const bool reply = (static_cast<std::uint8_t>(message[2]) & response_bit) != 0;
  return reply && same_word(query.substr(header_size, question), message.substr(header_size, question));
}

}  // namespace homing
