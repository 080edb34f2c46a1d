#pragma once
// Error texts and what they mean (manifests/errors), as tables.
#include <cstdint>

#include "model/client_tables.hpp"
#include "model/words.hpp"

namespace homing::table {

/// How a fragment is looked for. `phrase`: letters, digits and underscores alone, so that wrapped lines, markup and escapes do
/// not matter. `word`: between boundaries, whatever its case. `exact`: the same with its case.
enum class Manner : std::uint8_t { phrase, word, exact };
struct Fragment {
  TextRef text;
  Manner manner;
};
/// Whose words they are. `any`: nobody's in particular. `microsoft`: others say the same, so Microsoft must be named.
/// `not_others`: Microsoft's, unless another provider alone is named.
enum class Speaker : std::uint8_t { any, microsoft, not_others };
/// What must be known beside the words; sets of bits by the value of the enum, 0: whatever.
struct When {
  std::uint16_t steps = 0, heard = 0, methods = 0;
  std::uint8_t protocols = 0, kinds = 0;
  std::uint8_t elsewhere = 0;  ///< 1: the same credential was accepted by another protocol; 2: it was not
};
/// One way in which an error shows.
struct Pattern {
  Range all, any, none;           ///< of `fragment_indexes`
  Range codes, replies, numbers;  ///< texts; of each that is not empty one must be there
  Speaker speaker;
  Confidence confidence;
  std::uint8_t rank;  ///< the more it tells, the higher
  bool contextual;    ///< only where `when` is known
  When when;
};
struct Remedy {
  Fixer who;
  std::uint8_t kinds;     ///< bits; 0: for every mailbox
  std::uint16_t methods;  ///< bits; 0: however somebody signed in
  TextRef meaning;        ///< where the entry's would mislead these mailboxes
  Range steps;
  TextRef link;
  Next next;
  std::uint32_t wait_s;  ///< with Next::wait: seconds; 0: not known
};
struct Error {
  TextRef id, layer;
  bool microsoft;  ///< the cause lies with Microsoft's services
  Range patterns;
  TextRef meaning;
  Range remedies;
  TextRef as_of;
};

}  // namespace homing::table
