#pragma once
// What is known without asking anybody: providers by mail domain, by mail exchanger and by host.
#include <array>
#include <string_view>

#include "model/address.hpp"
#include "model/settings.hpp"
#include "model/tables.hpp"

namespace homing {

/// A name that a catalogue knows.
struct Known {
  const table::Tables* tables = nullptr;
  const table::Name* name = nullptr;
  const table::Provider* provider = nullptr;  ///< null for gateways and verification names

  explicit operator bool() const { return name != nullptr || provider != nullptr; }
  Text note() const { return tables->text(name->note); }
  Mailbox mailbox() const;
};

/// The compiled-in catalogue under one that an administrator may have installed.
class Catalogue {
 public:
  explicit Catalogue(const table::Tables& builtin, const table::Tables* installed = nullptr) : builtin_(builtin), installed_(installed) {}

  Known domain(std::string_view ascii_domain) const { return find(ascii_domain, table::Use::domain, table::Use::domain); }
  /// A mail exchanger: a provider's, a gateway's or a verification name.
  Known exchanger(std::string_view host) const;
  Known host(std::string_view host) const { return find(host, table::Use::host, table::Use::host); }

  /// The provider with this id.
  Known provider(std::string_view id) const;
  /// The tables that hold the hints and their weights.
  const table::Tables& hints() const { return installed_ != nullptr && !installed_->hints.empty() ? *installed_ : builtin_; }
  /// The tables that hold how other programs look for settings.
  const table::Tables& clients() const { return installed_ != nullptr && !installed_->clients.empty() ? *installed_ : builtin_; }
  /// The tables with errors, those that come first before those they replace; the second may be null.
  std::array<const table::Tables*, 2> errors() const {
    return installed_ == nullptr ? std::array<const table::Tables*, 2>{&builtin_, nullptr}
                                 : std::array<const table::Tables*, 2>{installed_, &builtin_};
  }
  /// The weight of an answer, by the id in the hints manifest.
  table::Weighed weighed(std::string_view id) const;

  /// The provider's settings for one address.
  static const Settings* settings(const Known& known, const Address& address, Arena& arena);

 private:
  Known find(std::string_view name, table::Use first, table::Use second) const;
  Known with_installed_provider(Known known) const;

  const table::Tables& builtin_;
  const table::Tables* installed_;
};

/// What the build made of manifests/.
const table::Tables& builtin_tables();

/// `{address}`, `{local}` and `{domain}` replaced once.
Text expand_username(std::string_view pattern, const Address& address, Arena& arena);

}  // namespace homing
