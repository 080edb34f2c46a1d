#pragma once
// What each mail program would find (manifests/clients.json).
#include "audit/inquest.hpp"

namespace homing {

std::vector<ClientView> look_as_clients(const Inquest& inquest);

}  // namespace homing
