#include "decide/recognise.hpp"

#include <algorithm>
#include <array>

namespace homing {
namespace {

constexpr std::array<Protocol, 3> protocols{Protocol::imap, Protocol::pop3, Protocol::smtp};

Known first_known(std::span<const Endpoint> endpoints, const Catalogue& catalogue) {
  for (const Endpoint& endpoint : endpoints) {
    if (const Known known = catalogue.host(endpoint.host); known && known.provider != nullptr) return known;
  }
  return {};
}

const SignIn* find_method(std::span<const SignIn> list, Method method) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const SignIn& sign_in) { return sign_in.method == method; });
  return found == list.end() ? nullptr : &*found;
}

// The manifest's view of the methods that a file lists for one of the manifest's servers.
std::span<const SignIn> dated(const Endpoint& published, const Endpoint& known, Arena& arena, bool may_add) {
  const std::span<SignIn> list = arena.list<SignIn>(published.auth.size());
  bool all_retired = true;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const SignIn* const state = find_method(known.auth, published.auth[i].method);
    list[i] = state != nullptr ? *state : published.auth[i];
    all_retired = all_retired && list[i].state == MethodState::retired;
  }
  return all_retired && may_add ? known.auth : list;
}

// One protocol's endpoints, each beside the manifest of the server it names.
class Dating {
 public:
  /// `whole`: the provider recognised by all the servers together; both Microsoft kinds share some of theirs.
  Dating(const Address& address, const Catalogue& catalogue, const Known& whole, Arena& arena, bool may_add)
      : address_(address), catalogue_(catalogue), arena_(arena), may_add_(may_add) {
    if (whole) whole_ = Catalogue::settings(whole, address, arena);
  }

  std::span<const Endpoint> date(std::span<const Endpoint> published, Protocol protocol) const {
    const std::span<Endpoint> list = arena_.list<Endpoint>(published.size());
    std::copy(published.begin(), published.end(), list.begin());
    for (Endpoint& endpoint : list) {
      if (whole_ != nullptr && date_by(*whole_, protocol, endpoint)) continue;
      const Known known = catalogue_.host(endpoint.host);
      if (known && known.provider != nullptr) date_by(*Catalogue::settings(known, address_, arena_), protocol, endpoint);
    }
    return list;
  }

 private:
  // Whether the manifest knows the endpoint's server.
  bool date_by(const Settings& manifest, Protocol protocol, Endpoint& endpoint) const {
    for (const Endpoint& candidate : manifest.of(protocol)) {
      if (!(candidate.host == endpoint.host)) continue;
      endpoint.auth = dated(endpoint, candidate, arena_, may_add_);
      return true;
    }
    return false;
  }

  const Address& address_;
  const Catalogue& catalogue_;
  Arena& arena_;
  bool may_add_;
  const Settings* whole_ = nullptr;
};

}  // namespace

Known known_server(const Settings& settings, const Catalogue& catalogue) {
  Known known = first_known(settings.smtp, catalogue);
  if (!known) known = first_known(settings.imap, catalogue);
  if (!known) known = first_known(settings.pop3, catalogue);
  return known;
}

Mailbox recognise(const Settings& settings, const Catalogue& catalogue) {
  const Known known = known_server(settings, catalogue);
  if (!known) return {};
  Mailbox mailbox = known.mailbox();
  const bool told_by_submission = static_cast<bool>(first_known(settings.smtp, catalogue));
  if (!told_by_submission && mailbox.is_microsoft()) mailbox.confidence = Confidence::weak;
  return mailbox;
}

const Settings* with_known_states(const Settings& settings, const Address& address, const Catalogue& catalogue, Arena& arena, bool may_add) {
  const Dating dating(address, catalogue, known_server(settings, catalogue), arena, may_add);
  Settings value = settings;
  value.imap = dating.date(settings.imap, Protocol::imap);
  value.pop3 = dating.date(settings.pop3, Protocol::pop3);
  value.smtp = dating.date(settings.smtp, Protocol::smtp);
  return arena.keep_value(value);
}

bool names_owner_of(const Settings& settings, std::string_view host) {
  return std::any_of(protocols.begin(), protocols.end(), [&](Protocol protocol) {
    const std::span<const Endpoint> endpoints = settings.of(protocol);
    return std::any_of(endpoints.begin(), endpoints.end(), [&](const Endpoint& endpoint) { return owner_of(endpoint.host) == owner_of(host); });
  });
}

bool share_an_owner(const Settings& a, const Settings& b) {
  return std::any_of(protocols.begin(), protocols.end(), [&](Protocol protocol) {
    const std::span<const Endpoint> others = b.of(protocol);
    return std::any_of(others.begin(), others.end(), [&](const Endpoint& other) { return names_owner_of(a, other.host); });
  });
}

Text first_host(const Settings& settings) {
  for (const Protocol protocol : protocols) {
    if (!settings.of(protocol).empty()) return settings.of(protocol).front().host;
  }
  return {};
}

}  // namespace homing
