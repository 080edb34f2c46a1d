#include "read/srv.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <tuple>

#include "read/host.hpp"

namespace homing {
namespace {

constexpr std::size_t most_records = 64;

// Takes a number and the blanks behind it.
bool take_number(std::string_view& text, std::uint16_t& number) {
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || behind == end || *behind != ' ') return false;
  text.remove_prefix(static_cast<std::size_t>(behind - text.data()));
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return true;
}

bool read_one(std::string_view text, SrvRecord& record) {
  if (!take_number(text, record.priority) || !take_number(text, record.weight) || !take_number(text, record.port)) return false;
  if (text == ".") return true;
  const Expected<std::string> host = read_host(text);
  if (!host || is_ip_address(*host) || record.port == 0) return false;
  record.target = *host;
  return true;
}

bool is_before(const SrvRecord& a, const SrvRecord& b) {
  return std::tie(a.priority, b.weight, a.target, a.port) < std::tie(b.priority, a.weight, b.target, b.port);
}

}  // namespace

std::string service_name(const MailService& service, std::string_view domain) {
  return "_" + std::string(service.name) + "._tcp." + std::string(domain);
}

std::vector<SrvRecord> read_srv(const std::vector<std::string>& records) {
  std::vector<SrvRecord> all;
  for (const std::string& text : records) {
    SrvRecord record;
    if (read_one(text, record)) all.push_back(std::move(record));
  }
  std::sort(all.begin(), all.end(), is_before);
  const bool offered = std::any_of(all.begin(), all.end(), [](const SrvRecord& record) { return !record.target.empty(); });
  if (offered) std::erase_if(all, [](const SrvRecord& record) { return record.target.empty(); });
  all.resize(std::min(all.size(), offered ? most_records : std::size_t{1}));
  return all;
}

bool is_not_offered(const std::vector<SrvRecord>& records) { return records.size() == 1 && records.front().target.empty(); }

}  // namespace homing
