#include "read/mx.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "model/ascii.hpp"

namespace homing {
namespace {

bool read_one(std::string_view record, MailExchanger& exchanger) {
  const char* const end = record.data() + record.size();
  const auto [behind, error] = std::from_chars(record.data(), end, exchanger.preference);
  if (error != std::errc() || behind == end || *behind != ' ') return false;
  std::string_view host(behind, static_cast<std::size_t>(end - behind));
  host.remove_prefix(std::min(host.find_first_not_of(' '), host.size()));
  if (host.empty() || host.find(' ') != std::string_view::npos) return false;
  if (host.back() == '.') host.remove_suffix(1);
  exchanger.host = lower_case(host);
  return true;
}

}  // namespace

std::vector<MailExchanger> read_mx(const std::vector<std::string>& records) {
  std::vector<MailExchanger> exchangers;
  for (const std::string& record : records) {
    MailExchanger exchanger;
    if (read_one(record, exchanger)) exchangers.push_back(std::move(exchanger));
  }
  std::sort(exchangers.begin(), exchangers.end(), [](const MailExchanger& a, const MailExchanger& b) {
    return a.preference != b.preference ? a.preference < b.preference : a.host < b.host;
  });
  return exchangers;
}

bool is_null_mx(const std::vector<MailExchanger>& exchangers) { return exchangers.size() == 1 && exchangers.front().host.empty(); }

}  // namespace homing
