#include "read/manifest.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "read/manifest_parts.hpp"

namespace homing {
namespace {

using table::Range;
using table::TextRef;

// Where the literal end of a pattern begins: behind `*.` and behind the label with `<letter>`.
struct SplitPattern {
  bool below;
  std::string label, name;
};
SplitPattern split(std::string_view pattern) {
  SplitPattern result{pattern.starts_with("*."), {}, {}};
  if (result.below) pattern.remove_prefix(2);
  if (pattern.substr(0, pattern.find('.')).find('<') != std::string_view::npos) {
    const std::size_t dot = std::min(pattern.find('.'), pattern.size() - 1);
    result.label = pattern.substr(0, dot);
    pattern.remove_prefix(dot + 1);
  }
  result.name = pattern;
  return result;
}

std::uint8_t read_weight(const JsonNode& node) {
  if (!node.present()) node.refuse("a whole number from 0 to 100");
  return static_cast<std::uint8_t>(node.number(0, 100, 0));
}

Fault in_file(std::string_view file, const Fault& fault) { return {std::string(file) + ": " + fault.sentence, fault.position}; }

}  // namespace

TextRef ManifestReader::keep(const std::string& text) {
  if (text.empty()) return {0, 0};
  const auto known = known_texts_.find(text);
  if (known != known_texts_.end()) return known->second;
  const TextRef ref{static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(text.size())};
  bytes_.append(text).push_back('\0');
  known_texts_.emplace(text, ref);
  return ref;
}

Range ManifestReader::keep_all(const std::vector<std::string>& texts) {
  const std::size_t first = texts_.size();
  for (const std::string& text : texts) texts_.push_back(keep(text));
  return range_since(first, texts_);
}

Range ManifestReader::read_sign_ins(const JsonNode& list) {
  const std::size_t first = sign_ins_.size();
  for (const JsonNode& item : list.items()) {
    if (item.is_string()) {
      sign_ins_.push_back({read_word(item, Method::password), MethodState::current, {}, {}, {}});
      continue;
    }
    sign_ins_.push_back({read_word(item["method"], Method::password), read_word(item["state"], MethodState::current), keep(item["since"].text()),
                         keep(item["until"].text()), keep(item["why"].text())});
  }
  return range_since(first, sign_ins_);
}

Range ManifestReader::read_endpoints(const JsonNode& list) {
  std::vector<table::Endpoint> read;
  for (const JsonNode& item : list.items()) {
    if (!item["port"].present()) item["port"].refuse("a whole number from 1 to 65535");
    const std::string username = item["username"].present() ? item["username"].required() : "{address}";
    read.push_back({keep(item["host"].required()), keep(username), static_cast<std::uint16_t>(item["port"].number(1, 65535, 0)),
                    read_word(item["security"], Security::tls), read_sign_ins(item["auth"])});
  }
  const std::size_t first = endpoints_.size();
  endpoints_.insert(endpoints_.end(), read.begin(), read.end());
  return range_since(first, endpoints_);
}

Range ManifestReader::read_advice(const JsonNode& list) {
  const std::size_t first = advice_.size();
  for (const JsonNode& item : list.items()) {
    advice_.push_back({keep(item["id"].required()), read_word(item["severity"], Severity::info), read_word(item["who"], Fixer::user),
                       keep(item["text"].required()), keep_all(read_texts(item["steps"])), keep(item["link"].text())});
  }
  return range_since(first, advice_);
}

table::OAuth ManifestReader::read_oauth2(const JsonNode& node) {
  table::OAuth value{};
  if (!node.present()) return value;
  value.issuer = keep(node["issuer"].required());
  value.authorization_endpoint = keep(node["authorization_endpoint"].required());
  value.token_endpoint = keep(node["token_endpoint"].required());
  value.device_authorization_endpoint = keep(node["device_authorization_endpoint"].text());
  value.tenant = keep(node["tenant"].text());
  value.resource = keep(node["resource"].text());
  value.graph = keep(node["graph"].text());
  const JsonNode scopes = node["scopes"];
  value.imap_scopes = keep_all(read_texts(scopes["imap"]));
  value.pop3_scopes = keep_all(read_texts(scopes["pop3"]));
  value.smtp_scopes = keep_all(read_texts(scopes["smtp"]));
  value.refresh_scopes = keep_all(read_texts(scopes["refresh"]));
  value.graph_scopes = keep_all(read_texts(scopes["graph"]));
  value.identity_scopes = keep_all(read_texts(scopes["identity"]));
  value.app_scopes = keep_all(read_texts(scopes["app"]));
  value.revocation_endpoint = keep(node["revocation_endpoint"].text());
  value.redirect = keep(node["redirect"].text());
  value.iss = keep(node["iss"].text());
  value.iss_promised = node["iss_promised"].flag(false);
  std::vector<std::string> parameters;
  for (const auto& [name, parameter] : node["authorize"].members()) parameters.push_back(name + '=' + parameter.required());
  value.authorize_with = keep_all(parameters);
  return value;
}

void ManifestReader::add_name(const JsonNode& place, const std::string& pattern, table::Name record) {
  const SplitPattern parts = split(pattern);
  const Expected<std::string> name = parse_domain(parts.name);
  if (!name || *name != parts.name) {
    place.refuse("a name or pattern in lower-case ASCII");
    return;
  }
  record.name = keep(parts.name);
  record.label = keep(parts.label);
  record.below = parts.below;
  names_.push_back(record);
}

void ManifestReader::read_domains(const JsonNode& list, std::uint16_t provider) {
  for (const JsonNode& item : list.items()) {
    const bool plain = item.is_string();
    const auto tier = static_cast<std::uint8_t>(plain ? 1 : item["tier"].number(1, 3, 3));
    // A tier is how far a list of domains may be believed without asking anybody.
    const Confidence confidence = tier == 1 ? Confidence::certain : tier == 2 ? Confidence::strong : Confidence::weak;
    add_name(item, plain ? item.required() : item["name"].required(),
             {{}, {}, false, table::Use::domain, tier, table::Proof::mailbox, confidence, provider, {}});
  }
}

void ManifestReader::read_exchangers(const JsonNode& list, std::uint16_t provider) {
  for (const JsonNode& item : list.items()) {
    const std::string proves = item["proves"].required();
    if (proves != "mailbox" && proves != "provider") item["proves"].refuse("mailbox or provider");
    add_name(item["pattern"], item["pattern"].required(),
             {{},
              {},
              false,
              table::Use::exchanger,
              0,
              proves == "mailbox" ? table::Proof::mailbox : table::Proof::provider,
              read_word(item["confidence"], Confidence::strong),
              provider,
              keep(item["why"].text()),
              item["shared"].flag(false)});
  }
}

void ManifestReader::read_hosts(const JsonNode& node, std::uint16_t provider) {
  std::vector<std::string> hosts = read_texts(node["hosts"]);
  for (const char* const protocol : {"imap", "pop3", "smtp"}) {
    for (const JsonNode& endpoint : node[protocol].items()) hosts.push_back(endpoint["host"].required());
  }
  std::sort(hosts.begin(), hosts.end());
  hosts.erase(std::unique(hosts.begin(), hosts.end()), hosts.end());
  for (const std::string& host : hosts) {
    if (host.find_first_not_of("0123456789.") == std::string::npos) continue;  // a local bridge's address names nobody
    add_name(node["hosts"], host, {{}, {}, false, table::Use::host, 0, table::Proof::mailbox, Confidence::strong, provider, {}});
  }
}

void ManifestReader::read_names(const JsonNode& list, table::Use use) {
  for (const JsonNode& item : list.items()) {
    const TextRef note = keep(item["name"].required());
    for (const JsonNode& pattern : item["patterns"].items()) {
      add_name(pattern, pattern.required(), {{}, {}, false, use, 0, table::Proof::nothing, Confidence::strong, table::nobody, note});
    }
  }
}

Expected<void> ManifestReader::add_provider(std::string_view json, std::string_view file) {
  const Expected<boost::json::value> parsed = parse_json(json);
  if (!parsed) return in_file(file, parsed.error());
  std::optional<Fault> fault;
  const JsonNode node(&*parsed, "", fault);
  table::Provider provider{};
  provider.id = keep(node["id"].required());
  provider.name = keep(node["name"].required());
  provider.kind = read_word(node["kind"], Kind::other);
  provider.cloud = read_word(node["cloud"], Cloud::none);
  provider.imap = read_endpoints(node["imap"]);
  provider.pop3 = read_endpoints(node["pop3"]);
  provider.smtp = read_endpoints(node["smtp"]);
  provider.advice = read_advice(node["advice"]);
  provider.oauth2 = read_oauth2(node["oauth2"]);
  if (node["limits"].present()) provider.limits = keep(boost::json::serialize(node["limits"].value()));
  const auto index = static_cast<std::uint16_t>(providers_.size());
  providers_.push_back(provider);
  read_domains(node["domains"], index);
  read_exchangers(node["mx"], index);
  read_hosts(node, index);
  if (fault) return in_file(file, *fault);
  return {};
}

Expected<void> ManifestReader::add_exchangers(std::string_view json, std::string_view file) {
  const Expected<boost::json::value> parsed = parse_json(json);
  if (!parsed) return in_file(file, parsed.error());
  std::optional<Fault> fault;
  const JsonNode node(&*parsed, "", fault);
  read_names(node["gateways"], table::Use::gateway);
  read_names(node["verification"], table::Use::verification);
  if (fault) return in_file(file, *fault);
  return {};
}

Range ManifestReader::read_clues(const JsonNode& list) {
  const std::size_t first = clues_.size();
  for (const JsonNode& item : list.items()) {
    clues_.push_back(
        {keep_all(read_texts(item["matches"])), keep(item["provider"].required()), read_weight(item["weight"]), read_weight(item["cloud"])});
  }
  return range_since(first, clues_);
}

Expected<void> ManifestReader::add_hints(std::string_view json, std::string_view file) {
  const Expected<boost::json::value> parsed = parse_json(json);
  if (!parsed) return in_file(file, parsed.error());
  std::optional<Fault> fault;
  const JsonNode node(&*parsed, "", fault);
  enough_behind_gateway_ = read_weight(node["enough_behind_gateway"]);
  enough_ = read_weight(node["enough"]);
  enough_at_own_servers_ = read_weight(node["enough_at_own_servers"]);
  for (const JsonNode& item : node["hints"].items()) {
    const std::optional<Ask> ask = from_word<Ask>(item["ask"].required());
    const bool known = ask == Ask::cname || ask == Ask::txt || ask == Ask::srv;
    if (!known) item["ask"].refuse("one of CNAME TXT SRV");
    const Range clues = read_clues(item["clues"]);
    hints_.push_back({keep(item["id"].required()), known ? *ask : Ask::txt, keep(item["name"].required()), clues, keep(item["says"].required())});
  }
  for (const JsonNode& item : node["answers"].items()) {
    weighed_.push_back({keep(item["id"].required()), read_weight(item["weight"]), read_weight(item["cloud"])});
  }
  if (fault) return in_file(file, *fault);
  return {};
}

const table::Tables& ManifestReader::tables() {
  std::size_t size = 16;
  while (size < names_.size() * 2) size *= 2;
  slots_.assign(size, table::nobody);
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const std::string_view name(bytes_.data() + names_[i].name.at, names_[i].name.size);
    std::size_t slot = table::hash(name) & (size - 1);
    while (slots_[slot] != table::nobody) slot = (slot + 1) & (size - 1);
    slots_[slot] = static_cast<std::uint16_t>(i);
  }
  index_fragments();
  tables_ = {bytes_,          texts_,
             sign_ins_,       endpoints_,
             advice_,         providers_,
             names_,          slots_,
             hints_,          clues_,
             weighed_,        enough_behind_gateway_,
             enough_,         enough_at_own_servers_,
             clients_,        retired_hosts_,
             sending_,        needs_,
             errors_,         error_texts_,
             patterns_,       remedies_,
             fragments_,      all_fragment_indexes_,
             fragment_slots_, microsoft_range_,
             other_range_};
  return tables_;
}

}  // namespace homing
