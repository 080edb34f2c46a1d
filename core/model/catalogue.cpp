#include "model/catalogue.hpp"

#include <string>

namespace homing {
namespace {

using table::Name;
using table::Tables;

// Whether one label fits a pattern in which `<letter>` stands for one letter.
bool label_fits(std::string_view label, std::string_view pattern) {
  constexpr std::string_view wild = "<letter>";
  const std::size_t place = pattern.find(wild);
  if (place == std::string_view::npos) return label == pattern;
  const std::string_view head = pattern.substr(0, place);
  const std::string_view tail = pattern.substr(place + wild.size());
  if (label.size() != head.size() + 1 + tail.size()) return false;
  const char letter = label[head.size()];
  return label.starts_with(head) && label.ends_with(tail) && letter >= 'a' && letter <= 'z';
}

// `prefix` is what stands left of the record's name, without the dot between them.
bool fits(const Tables& tables, const Name& record, std::string_view prefix) {
  const std::string_view pattern = tables.text(record.label);
  if (!pattern.empty()) {
    const std::size_t dot = prefix.rfind('.');
    const std::string_view label = dot == std::string_view::npos ? prefix : prefix.substr(dot + 1);
    if (!label_fits(label, pattern)) return false;
    prefix = dot == std::string_view::npos ? std::string_view() : prefix.substr(0, dot);
  }
  return prefix.empty() != record.below;
}

const Name* find_suffix(const Tables& tables, std::string_view suffix, std::string_view prefix, table::Use first, table::Use second) {
  const std::size_t mask = tables.slots.size() - 1;
  for (std::size_t slot = table::hash(suffix) & mask; tables.slots[slot] != table::nobody; slot = (slot + 1) & mask) {
    const Name& record = tables.names[tables.slots[slot]];
    const bool wanted = record.use >= first && record.use <= second;
    if (wanted && tables.text(record.name) == suffix && fits(tables, record, prefix)) return &record;
  }
  return nullptr;
}

// The longest known end of `name` wins.
Known find_in(const Tables& tables, std::string_view name, table::Use first, table::Use second) {
  if (tables.slots.empty()) return {};
  for (std::size_t begin = 0; begin < name.size();) {
    const std::string_view prefix = begin == 0 ? std::string_view() : name.substr(0, begin - 1);
    if (const Name* const record = find_suffix(tables, name.substr(begin), prefix, first, second)) {
      return {&tables, record, record->provider == table::nobody ? nullptr : &tables.providers[record->provider]};
    }
    const std::size_t dot = name.find('.', begin);
    if (dot == std::string_view::npos) break;
    begin = dot + 1;
  }
  return {};
}

std::span<const Text> texts(const Tables& tables, table::Range range, Arena& arena) {
  const std::span<Text> list = arena.list<Text>(range.count);
  for (std::size_t i = 0; i < list.size(); ++i) list[i] = tables.text(tables.texts[range.first + i]);
  return list;
}

std::span<const Endpoint> endpoints(const Tables& tables, table::Range range, const Address& address, Text whole_address, Arena& arena) {
  const std::span<Endpoint> list = arena.list<Endpoint>(range.count);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const table::Endpoint& record = tables.endpoints[range.first + i];
    const Text pattern = tables.text(record.username);
    const Text username = pattern == "{address}" ? whole_address : expand_username(pattern, address, arena);
    list[i] = {tables.text(record.host), record.port, record.security, username, Catalogue::sign_ins(tables, record.auth, arena)};
  }
  return list;
}

std::span<const Advice> advice(const Tables& tables, table::Range range, Arena& arena) {
  const std::span<Advice> list = arena.list<Advice>(range.count);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const table::Advice& record = tables.advice[range.first + i];
    list[i] = {tables.text(record.id),  record.severity, record.who, tables.text(record.text), texts(tables, record.steps, arena),
               tables.text(record.link)};
  }
  return list;
}

const OAuth* oauth2(const Tables& tables, const table::OAuth& record, Arena& arena) {
  if (record.issuer.size == 0) return nullptr;
  OAuth value;
  value.trust = Trust::builtin;
  value.issuer = tables.text(record.issuer);
  value.authorization_endpoint = tables.text(record.authorization_endpoint);
  value.token_endpoint = tables.text(record.token_endpoint);
  value.device_authorization_endpoint = tables.text(record.device_authorization_endpoint);
  value.tenant = tables.text(record.tenant);
  value.resource = tables.text(record.resource);
  value.graph = tables.text(record.graph);
  value.imap_scopes = texts(tables, record.imap_scopes, arena);
  value.pop3_scopes = texts(tables, record.pop3_scopes, arena);
  value.smtp_scopes = texts(tables, record.smtp_scopes, arena);
  value.refresh_scopes = texts(tables, record.refresh_scopes, arena);
  value.revocation_endpoint = tables.text(record.revocation_endpoint);
  value.redirect = tables.text(record.redirect);
  value.iss = tables.text(record.iss);
  value.iss_promised = record.iss_promised;
  value.graph_scopes = texts(tables, record.graph_scopes, arena);
  value.identity_scopes = texts(tables, record.identity_scopes, arena);
  value.app_scopes = texts(tables, record.app_scopes, arena);
  value.authorize_with = texts(tables, record.authorize_with, arena);
  return arena.keep_value(value);
}

}  // namespace

Mailbox Known::mailbox() const {
  if (provider == nullptr) return {};
  return {provider->kind, provider->cloud, name == nullptr ? Confidence::strong : name->confidence, tables->text(provider->name)};
}

Known Catalogue::find(std::string_view name, table::Use first, table::Use second) const {
  if (installed_ != nullptr) {
    if (const Known known = find_in(*installed_, name, first, second)) return known;
  }
  return with_installed_provider(find_in(builtin_, name, first, second));
}

Known Catalogue::with_installed_provider(Known known) const {
  if (installed_ == nullptr || known.provider == nullptr) return known;
  const std::string_view id = builtin_.text(known.provider->id);
  for (const table::Provider& provider : installed_->providers) {
    if (installed_->text(provider.id) != id) continue;
    // The same provider under the same id: the installed manifest replaces the compiled one, names included.
    return {};
  }
  return known;
}

Known Catalogue::provider(std::string_view id) const {
  for (const Tables* const tables : {installed_, &builtin_}) {
    if (tables == nullptr) continue;
    for (const table::Provider& provider : tables->providers) {
      if (tables->text(provider.id) == id) return {tables, nullptr, &provider};
    }
  }
  return {};
}

table::Weighed Catalogue::weighed(std::string_view id) const {
  const Tables& tables = hints();
  for (const table::Weighed& row : tables.weighed) {
    if (tables.text(row.id) == id) return row;
  }
  return {};
}

Known Catalogue::exchanger(std::string_view host) const { return find(host, table::Use::exchanger, table::Use::verification); }

std::span<const SignIn> Catalogue::sign_ins(const Tables& tables, table::Range range, Arena& arena) {
  const std::span<SignIn> list = arena.list<SignIn>(range.count);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const table::SignIn& record = tables.sign_ins[range.first + i];
    list[i] = {record.method, record.state, tables.text(record.since), tables.text(record.until), tables.text(record.why)};
  }
  return list;
}

const Settings* Catalogue::settings(const Known& known, const Address& address, Arena& arena) {
  const Tables& tables = *known.tables;
  const table::Provider& record = *known.provider;
  const Text whole_address = arena.keep(address.text());
  Settings value;
  value.imap = endpoints(tables, record.imap, address, whole_address, arena);
  value.pop3 = endpoints(tables, record.pop3, address, whole_address, arena);
  value.smtp = endpoints(tables, record.smtp, address, whole_address, arena);
  value.oauth2 = oauth2(tables, record.oauth2, arena);
  value.limits = tables.text(record.limits);
  value.advice = advice(tables, record.advice, arena);
  return arena.keep_value(value);
}

Text expand_username(std::string_view pattern, const Address& address, Arena& arena) {
  std::string value;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    value += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    pattern.remove_prefix(open);
    const std::size_t close = pattern.find('}');
    const std::string_view name = pattern.substr(0, close == std::string_view::npos ? close : close + 1);
    if (name == "{address}") value += address.text();
    else if (name == "{local}") value += address.local();
    else if (name == "{domain}") value += address.domain();
    else value += name;
    pattern.remove_prefix(name.size());
  }
  return arena.keep(value);
}

}  // namespace homing
