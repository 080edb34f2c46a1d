#pragma once
// What the manifest of hints says of an answer of the DNS.
#include <optional>

#include "source/source.hpp"

namespace homing {

/// The hint that the answer to one of the manifest's questions gives; nothing where it holds none of the clues.
std::optional<Hint> find_clue(const Catalogue& catalogue, const table::Hint& hint, const Answer& answer, Arena& arena);

/// The name that a hint asks for.
std::string hint_name(const table::Tables& tables, const table::Hint& hint, std::string_view domain);

}  // namespace homing
