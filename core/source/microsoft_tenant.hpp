#pragma once
#include "source/web.hpp"

namespace homing {

/// Whether the domain belongs to a Microsoft Entra tenant, and in which cloud: its public OpenID configuration (OpenID Connect
/// Discovery 1.0). A tenant is no mailbox: many have one for Teams or sign-in alone.
class MicrosoftTenantSource final : public WebSource {
 public:
  explicit MicrosoftTenantSource(const Subject& subject) : WebSource(subject, SourceId::microsoft_tenant) {}
  void start(Notebook& notebook) override;
  void hear(const Question& question, const Answer& answer, Notebook& notebook) override;

 private:
  void ask_authority(std::string_view provider, Notebook& notebook);
  void read(const Page& page, const Answer& answer, Notebook& notebook) override;
};

}  // namespace homing
