#include "options.hpp"

#include <algorithm>
#include <charconv>

#include "model/address.hpp"
#include "model/ascii.hpp"
#include "model/json_writer.hpp"
#include "model/question.hpp"
#include "model/utf8.hpp"

namespace homing {
namespace {

constexpr std::int64_t longest_text = 4096;

constexpr OptionRow flag(Text name, Text standard, Text sentence) { return {name, OptionType::flag, standard, 0, 0, "on|off", sentence}; }
constexpr OptionRow number(Text name, Text standard, std::int64_t least, std::int64_t most, Text sentence) {
  return {name, OptionType::number, standard, least, most, {}, sentence};
}
constexpr OptionRow text(Text name, Text standard, Text sentence) { return {name, OptionType::text, standard, 0, longest_text, {}, sentence}; }
constexpr OptionRow choice(Text name, Text standard, Text choices, Text sentence) {
  return {name, OptionType::choice, standard, 0, 0, choices, sentence};
}

constexpr std::array<OptionRow, option_count> rows{{
    flag("offline", "off", "Ask nobody: only the catalogue and local folders answer."),
    choice("privacy", "domain", "strict|domain|address",
           "Who may learn what. strict: the resolver and the mail domain's own servers learn the domain. domain: so do directories and "
           "Microsoft. address: the domain's own servers may learn the mail address where a standard asks for it."),
    flag("staged", "off", "Ask for the mail exchangers first, and others only where those do not tell: fewer questions, more time."),
    number("deadline_ms", "4000", 1, 600000,
           "Milliseconds from the start of a job until its verdict, whatever is still silent; of an audit 10000 unless set."),
    number("grace_ms", "300", 0, 60000, "Milliseconds that a better source may still take once something usable was found."),
    flag("contradictions", "on",
         "Wait, at most grace_ms, for a published configuration whose host exists although the MX has decided, to warn about it."),
    text("dns.servers", "", "Name servers as IP or IP:PORT, separated by commas ([IPv6]:PORT); empty: those of the system."),
    number("dns.timeout_ms", "250", 50, 60000,
           "Milliseconds until a DNS query is sent again; each of four tries waits twice as long as the one before."),
    flag("dns.trust_ad", "off",
         "Believe the name servers when they say that they have validated an answer (the AD bit, RFC 4035): only for a validating resolver on "
         "this machine or on a protected path."),
    text("dns.doh", "", "The https URL of a DNS server (RFC 8484) that is asked instead of dns.servers; empty: none. Its host is found in the DNS."),
    text("tls.ca_file", "", "A PEM file of certificate authorities to trust besides those of the system."),
    text("net.proxy", "",
         "An HTTP or SOCKS proxy for https look-ups, such as http://proxy.contoso.example:3128; empty: none. The DNS is asked directly."),
    choice("net.private_addresses", "allow", "allow|refuse",
           "Whether https look-ups may go to addresses that are not public (for hosts that resolve names given by strangers: refuse)."),
    flag("autoconfig.send_address", "off", "Tell the mail domain's own autoconfig server the whole mail address, not only the domain."),
    flag("autoconfig.http", "off", "Ask for autoconfig files over plain http too. Anybody on the way can change them; they are marked untrusted."),
    flag("autodiscover", "on", "Ask the mail domain's own servers for Autodiscover (POX), without credentials."),
    flag("autodiscover.http", "on",
         "Ask autodiscover.<domain> over plain http, too, where it redirects to; nothing is told, and nothing else believed."),
    flag("microsoft.tenant", "on",
         "Where something points to Microsoft and the mail exchangers do not tell, ask Microsoft whether the domain has a tenant and mailboxes."),
    flag("microsoft.realm", "off", "Then also ask how the domain's users sign in (GetUserRealm, which Microsoft does not document)."),
    flag("guess", "off", "Where nothing was found, try the usual names and ports; only servers whose certificate fits count."),
    flag("directory", "on", "Ask the public directory of autoconfig files; it learns the domain."),
    text("directory.url", "https://autoconfig.thunderbird.net/v1.1/", "The directory's https URL; the domain is appended."),
    text("directory.folder", "", "A folder of autoconfig files named DOMAIN.xml, asked before the public directory."),
    text("catalog.dir", "",
         "A folder of manifests (*.json) that extend and override the compiled-in catalogue: of providers, and of errors (errors*.json)."),
    text("language", "en", "The language of what is said about errors, such as de; catalog.dir holds its texts in errors.de.json. Built in: en."),
    number("verify.deadline_ms", "30000", 100, 600000,
           "Milliseconds that a verification or a test message may take once the servers are known; Microsoft takes up to 18 seconds to refuse a "
           "password."),
    number("verify.patience_ms", "10000", 50, 600000, "Milliseconds that a mail server may take for each step before the sign-in."),
    number("sign_in.deadline_ms", "900000", 1000, 3600000,
           "Milliseconds that somebody may take to sign in (OAuth2); a code of Microsoft's is good for 900000."),
    text("oauth.client_id", "",
         "The client id of this program at the authorization servers; empty: the environment variable HOMING_CLIENT_ID, else what oauth.clients "
         "says."),
    text("oauth.clients", "",
         "A JSON file of client ids by the host of their issuer: {\"login.microsoftonline.com\": {\"client_id\": \"...\"}}; empty: "
         "homing/clients.json "
         "in $XDG_CONFIG_HOME, ~/.config or %APPDATA%, where it exists."),
    choice("store.place", "auto", "auto|secret-service|file|none",
           "Where sign-ins are kept unless the host keeps them itself. auto: the desktop's Secret Service where there is one, else sealed files. "
           "none: nowhere."),
    text("store.folder", "",
         "The folder of the sealed files, and of the locks by which processes take turns; empty: homing in $XDG_STATE_HOME, "
         "~/.local/state or %LOCALAPPDATA%."),
    text("store.key_file", "",
         "A file with the key of the sealed files: 32 bytes at least, readable by its owner alone; made where it does not exist. Empty: the host "
         "gives the key."),
    number("cache.kilobytes", "2048", 0, 1048576, "Kilobytes of answers that the session keeps for its later jobs; 0: none."),
    number("cache.longest_s", "3600", 0, 604800, "Seconds for which an answer of the DNS is kept at most, whatever its time to live."),
    number("cache.negative_s", "300", 0, 86400, "Seconds for which it is kept at most that a name does not exist (RFC 2308)."),
    number("cache.web_s", "300", 0, 86400, "Seconds for which what web servers answered is kept."),
    text("answers", "", "A file of answers (or its JSON text) that takes the place of the network."),
    flag("trace", "off", "Record every question and answer as an answers file."),
    flag("events", "on", "Keep events for the host to pull; off where nobody does."),
}};

Fault refused(const OptionRow& row, std::string_view value, const std::string& expected) {
  return {"Option " + std::string(row.name) + ": \"" + to_utf8(value, 100) + "\" is not " + expected + ".", 0};
}

bool is_choice(std::string_view choices, std::string_view value) {
  while (true) {
    const std::size_t bar = choices.find('|');
    if (choices.substr(0, bar) == value) return true;
    if (bar == std::string_view::npos) return false;
    choices.remove_prefix(bar + 1);
  }
}

bool read_number(std::string_view value, std::int64_t& number) {
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  return error == std::errc() && end == value.data() + value.size();
}

// Ways people write switches.
std::string_view as_switch(std::string_view value) {
  if (value == "1" || value == "true" || value == "yes") return "on";
  if (value == "0" || value == "false" || value == "no") return "off";
  return value;
}

// It becomes part of a file's name.
bool is_language(std::string_view value) {
  constexpr std::size_t longest = 35;  // RFC 5646 section 4.4.1
  return !value.empty() && value.size() <= longest && std::all_of(value.begin(), value.end(), [](char c) {
    return (lower_case(c) >= 'a' && lower_case(c) <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Expected<void> check(const OptionRow& row, std::string_view value) {
  if (find_invalid_utf8(value) != utf8_is_valid || value.find('\0') != std::string_view::npos) return refused(row, "", "valid text");
  if (row.type == OptionType::flag && !is_choice(row.choices, value)) return refused(row, value, "on or off");
  if (row.type == OptionType::choice && !is_choice(row.choices, value)) return refused(row, value, "one of " + std::string(row.choices));
  std::int64_t number = 0;
  const bool numeric = row.type == OptionType::number;
  if (numeric && (!read_number(value, number) || number < row.least || number > row.most)) {
    return refused(row, value, "a whole number from " + std::to_string(row.least) + " to " + std::to_string(row.most));
  }
  // A job's text may be a whole answers file.
  const bool bounded = row.type == OptionType::text && !(row.name == "answers");
  if (bounded && value.size() > static_cast<std::size_t>(row.most)) return refused(row, value, "at most " + std::to_string(row.most) + " bytes");
  if (row.name == "language" && !is_language(value)) return refused(row, value, "a language such as en, de or pt-BR");
  const bool has_host = value.starts_with("https://") && parse_domain(host_of(value)).has_value();
  const bool url = row.name == "directory.url" || (row.name == "dns.doh" && !value.empty());
  if (url && !has_host) return refused(row, value, "an https URL with a host");
  return {};
}

}  // namespace

const std::array<OptionRow, option_count>& option_table() { return rows; }

std::string option_table_json() {
  std::string json;
  JsonWriter(json).element([](auto& out) {
    out.text("homing", "1");
    out.objects("options", std::span<const OptionRow>(rows), [](auto& inner, const OptionRow& row) {
      static constexpr std::array<std::string_view, 4> types{"flag", "number", "text", "choice"};
      inner.text("name", row.name);
      inner.text("type", types[static_cast<std::size_t>(row.type)]);
      inner.text("default", row.standard);
      if (row.type == OptionType::number) inner.number("least", row.least), inner.number("most", row.most);
      if (!row.choices.empty()) inner.text("choices", row.choices);
      inner.text("sentence", row.sentence);
    });
  });
  return json;
}

Expected<void> Options::set(std::string_view name, std::string_view value) {
  const auto* const row = std::find_if(rows.begin(), rows.end(), [&](const OptionRow& r) { return r.name == name; });
  if (row == rows.end()) return Fault{"There is no option \"" + to_utf8(name, 100) + "\"; `homing options` lists them all.", 0};
  if (row->type == OptionType::flag) value = as_switch(value);
  if (const Expected<void> checked = check(*row, value); !checked) return checked;
  const auto index = static_cast<std::size_t>(row - rows.begin());
  values_[index] = value;
  is_set_[index] = true;
  return {};
}

const char* Options::get(std::string_view name) const {
  const auto* const row = std::find_if(rows.begin(), rows.end(), [&](const OptionRow& r) { return r.name == name; });
  if (row == rows.end()) return nullptr;
  const auto index = static_cast<std::size_t>(row - rows.begin());
  return is_set_[index] ? values_[index].c_str() : row->standard.c_str();
}

std::string_view Options::text(Option option) const {
  const auto index = static_cast<std::size_t>(option);
  return is_set_[index] ? std::string_view(values_[index]) : rows[index].standard.view();
}

std::int64_t Options::number(Option option) const {
  std::int64_t value = 0;
  read_number(text(option), value);
  return value;
}

}  // namespace homing
