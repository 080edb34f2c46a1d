#pragma once
// The order of the sources. Nothing else in Homing knows it.
#include <memory>
#include <span>

#include "source/source.hpp"

namespace homing {

/// When a source begins to ask.
enum class Start : std::uint8_t {
  always,        ///< with the job, even where the answer about the mailbox is known already
  at_once,       ///< with the job; where the caller wants few questions, once the mail exchangers do not tell
  if_hinted,     ///< once something points to its provider, and the mail exchangers leave the matter open
  nothing_found  ///< once all others have ended without any server
};

struct Rung {
  SourceId source;
  Start start;
  Privacy privacy;                     ///< the strictest setting at which it may ask
  Text host;                           ///< resolved ahead, so that a later start costs no round trip; empty: none
  bool (*wanted)(const Permissions&);  ///< what else the options say
  std::unique_ptr<Source> (*build)(const Subject&);
};

/// Best first: a finding of a higher rung beats one of a lower rung.
std::span<const Rung> ladder();

}  // namespace homing
