#pragma once
#include "source/source.hpp"

namespace homing {

/// The domain's mail exchangers (RFC 5321 section 5.1), classified by the names in the manifests.
class MxSource final : public Source {
 public:
  using Source::Source;
  void start(Notebook& notebook) override;
  void hear(const Question& question, const Answer& answer, Notebook& notebook) override;
};

}  // namespace homing
