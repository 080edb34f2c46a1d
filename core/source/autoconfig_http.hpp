#pragma once
#include "source/published.hpp"

namespace homing {

/// The mail domain's own autoconfig file over plain http (draft-ietf-mailmaint-autoconfig-06, 1.3): anybody on the way can
/// change it, so it is asked for only where the caller says so, never with the address, and what it says is marked untrusted,
/// even where it redirects to https.
class AutoconfigHttpSource final : public PublishedSource {
 public:
  explicit AutoconfigHttpSource(const Subject& subject) : PublishedSource(subject, SourceId::autoconfig_http) {}
  void start(Notebook& notebook) override;

 private:
  void follow(const Page& page, const Answer& answer, Notebook& notebook) override;
};

}  // namespace homing
