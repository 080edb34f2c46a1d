#pragma once
#include "source/web.hpp"

namespace homing {

/// Exchange Online's Autodiscover v2: where the mailboxes of a domain are. It is asked about a neutral local part, so that it
/// never becomes a way to check addresses; it answers 200 for mailboxes it holds, redirects to the server of an organisation
/// that keeps its own, and to itself where it does not know.
class AutodiscoverV2Source final : public WebSource {
 public:
  explicit AutodiscoverV2Source(const Subject& subject) : WebSource(subject, SourceId::autodiscover_v2) {}
  void start(Notebook& notebook) override;

 private:
  void read(const Page& page, const Answer& answer, Notebook& notebook) override;
  void follow(const Page& page, const Answer& answer, Notebook& notebook) override;
};

}  // namespace homing
