#pragma once
// What the servers named in a published configuration tell about the mailbox.
#include "model/catalogue.hpp"
#include "model/settings.hpp"

namespace homing {

/// The provider's manifest for the first server it knows, submission first; nothing where no manifest knows any.
Known known_server(const Settings& settings, const Catalogue& catalogue);

/// The provider whose servers these are. Both Microsoft kinds share their receiving hosts, so the submission host decides,
/// and without one the answer is weak. A kind of `unknown` means that no manifest knows the hosts.
Mailbox recognise(const Settings& settings, const Catalogue& catalogue);

/// The same settings with the dated state of each sign-in method, where a manifest knows the server. If all that is listed is
/// retired there, `may_add` puts the manifest's methods in its place.
const Settings* with_known_states(const Settings& settings, const Address& address, const Catalogue& catalogue, Arena& arena, bool may_add);

/// Whether one of the servers has the owner of this host.
bool names_owner_of(const Settings& settings, std::string_view host);

/// Whether both name at least one server of the same registrable domain.
bool share_an_owner(const Settings& a, const Settings& b);

/// The first host of the settings, receiving before sending; empty where there is none.
Text first_host(const Settings& settings);

}  // namespace homing
