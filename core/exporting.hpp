#pragma once
// Writing another program's configuration: what a job remembers for it, and its document.
#include <string>

#include "emit/formats.hpp"
#include "verify/account.hpp"

namespace homing {

struct ExportOrder {
  const Format* format = nullptr;
  EmissionWishes wishes;
};

/// What the account wants otherwise than the settings say.
EmissionWishes wishes_of(const Account& account);

/// The document (manifests/schema/export.schema.json).
std::string export_json(const ExportOrder& order, const Resolution& resolution, const Address& address);

}  // namespace homing
