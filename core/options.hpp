#pragma once
// The one option table. The C ABI, the command line and the documentation all read it.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/fault.hpp"
#include "model/text.hpp"

namespace homing {

enum class OptionType : std::uint8_t { flag, number, text, choice };

struct OptionRow {
  Text name;
  OptionType type;
  Text standard;             ///< the default
  std::int64_t least, most;  ///< numbers; texts: the longest number of bytes is `most`
  Text choices;              ///< `a|b|c`
  Text sentence;
};

enum class Option : std::uint8_t {
  offline,
  privacy,
  staged,
  deadline_ms,
  grace_ms,
  contradictions,
  dns_servers,
  dns_timeout_ms,
  dns_trust_ad,
  dns_doh,
  tls_ca_file,
  net_proxy,
  net_private_addresses,
  autoconfig_send_address,
  autoconfig_http,
  autodiscover,
  autodiscover_http,
  microsoft_tenant,
  microsoft_realm,
  guess,
  directory,
  directory_url,
  directory_folder,
  catalog_dir,
  language,
  verify_deadline_ms,
  verify_patience_ms,
  sign_in_deadline_ms,
  oauth_client_id,
  oauth_clients,
  store_place,
  store_folder,
  store_key_file,
  cache_kilobytes,
  cache_longest_s,
  cache_negative_s,
  cache_web_s,
  answers,
  trace,
  events
};
inline constexpr std::size_t option_count = 40;

/// In the order of `Option`.
const std::array<OptionRow, option_count>& option_table();
/// The table as JSON (manifests/schema/options.schema.json).
std::string option_table_json();

/// Values by name, each checked when it is set.
class Options {
 public:
  Expected<void> set(std::string_view name, std::string_view value);
  /// The value in force, or null for a name that does not exist.
  const char* get(std::string_view name) const;

  std::string_view text(Option option) const;
  bool flag(Option option) const { return text(option) == "on"; }
  std::int64_t number(Option option) const;
  bool is_set(Option option) const { return is_set_[static_cast<std::size_t>(option)]; }

 private:
  std::array<std::string, option_count> values_;
  std::array<bool, option_count> is_set_{};
};

}  // namespace homing
