#pragma once
// Signs that the mailbox is at a provider, added up.
#include <optional>
#include <span>

#include "source/source.hpp"

namespace homing {

/// The provider to which the hints lead, where they weigh enough for what the mail exchangers tell. Behind a known gateway less
/// is enough than behind exchangers that nobody knows, and most is wanted where the domain has exchangers of its own.
std::optional<Finding> weigh(const Subject& subject, std::span<const Hint> hints, Delivery delivery);

/// Which cloud of a provider it is, where its exchangers leave that open; nothing where the hints leave it open too.
Known which_cloud(const Subject& subject, std::span<const Hint> hints);

}  // namespace homing
