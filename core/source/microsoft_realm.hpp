#pragma once
#include "source/web.hpp"

namespace homing {

/// GetUserRealm: how the domain's users sign in to Microsoft. Microsoft does not document it, so it is asked only where the
/// caller says so, gets little time, and never decides. It is asked about a neutral local part: it is no way to check addresses.
class MicrosoftRealmSource final : public WebSource {
 public:
  explicit MicrosoftRealmSource(const Subject& subject) : WebSource(subject, SourceId::microsoft_realm) {}
  void start(Notebook& notebook) override;

 private:
  void read(const Page& page, const Answer& answer, Notebook& notebook) override;
};

}  // namespace homing
