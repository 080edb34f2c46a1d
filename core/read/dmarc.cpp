#include "read/dmarc.hpp"

#include <algorithm>
#include <string_view>

#include "model/ascii.hpp"

namespace homing {
namespace {

constexpr std::size_t most_tags = 64;

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  const std::size_t end = text.find_last_not_of(" \t");
  return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

// Section 6.4: the version comes first, and its letters are as they are.
bool is_dmarc(std::string_view record) {
  const std::string_view first = record.substr(0, record.find(';'));
  const std::size_t equals = first.find('=');
  return equals != std::string_view::npos && trimmed(first.substr(0, equals)) == "v" && trimmed(first.substr(equals + 1)) == "DMARC1";
}

std::string policy_of(std::string_view value) {
  const std::string word = lower_case(value);
  return word == "none" || word == "quarantine" || word == "reject" ? word : std::string();
}

}  // namespace

Dmarc read_dmarc(const std::vector<std::string>& txt_records) {
  Dmarc result;
  result.records = static_cast<std::size_t>(std::count_if(txt_records.begin(), txt_records.end(), is_dmarc));
  const auto record = std::find_if(txt_records.begin(), txt_records.end(), is_dmarc);
  if (record == txt_records.end()) return result;
  result.record = *record;
  bool reports = false;
  std::string_view rest = *record;
  for (std::size_t tags = 0; !rest.empty() && tags < most_tags; ++tags) {
    const std::string_view tag = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(tag.size() + 1, rest.size()));
    const std::size_t equals = tag.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = trimmed(tag.substr(0, equals));
    const std::string_view value = trimmed(tag.substr(equals + 1));
    if (name == "p") result.policy = policy_of(value);
    if (name == "sp") result.subdomains = policy_of(value);
    reports = reports || (name == "rua" && !value.empty());
  }
  // Section 6.6.3: without a usable policy a record that wants reports counts as "none".
  if (result.policy.empty() && reports) result.policy = "none";
  if (result.subdomains.empty()) result.subdomains = result.policy;
  if (result.records > 1) result.policy = result.subdomains = "";
  return result;
}

}  // namespace homing
