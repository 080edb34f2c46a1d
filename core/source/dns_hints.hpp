#pragma once
#include "source/source.hpp"

namespace homing {

/// Names that customers of a provider publish for other reasons than mail, or besides: aliases for autodiscover and for keys,
/// rules of who may send, proofs of ownership. None proves where the mailbox is; the manifest of hints weighs them.
class DnsHintsSource final : public Source {
 public:
  using Source::Source;
  void start(Notebook& notebook) override;
  void hear(const Question& question, const Answer& answer, Notebook& notebook) override;
};

}  // namespace homing
