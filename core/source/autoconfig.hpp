#pragma once
#include "source/published.hpp"

namespace homing {

/// The mail domain's own autoconfig file over https (draft-ietf-mailmaint-autoconfig-06, 1.1 and 1.2).
class AutoconfigSource final : public PublishedSource {
 public:
  explicit AutoconfigSource(const Subject& subject) : PublishedSource(subject, SourceId::autoconfig) {}
  void start(Notebook& notebook) override;
};

}  // namespace homing
