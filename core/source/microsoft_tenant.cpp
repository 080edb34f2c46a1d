#include "source/microsoft_tenant.hpp"

#include "read/mx.hpp"
#include "read/tenant.hpp"

namespace homing {
namespace {

constexpr std::string_view worldwide = "microsoft365", china = "microsoft365-china";

std::string_view authority(const Catalogue& catalogue, std::string_view provider) {
  const Known known = catalogue.provider(provider);
  return known ? known.tables->text(known.provider->oauth2.issuer).view() : std::string_view();
}

// The public authority answers for the United States' government clouds too, and says so.
std::string_view provider_of(const Tenant& tenant, bool in_china) {
  if (tenant.consumer) return "outlook.com";
  if (tenant.sub_scope == "DODCON") return "microsoft365-gcc-high";
  if (tenant.sub_scope == "DOD") return "microsoft365-dod";
  if (tenant.cloud_instance == "microsoftonline.us") return "microsoft365-gcc-high";
  return in_china ? china : worldwide;
}

}  // namespace

void MicrosoftTenantSource::ask_authority(std::string_view provider, Notebook& notebook) {
  const std::string host(authority(subject().catalogue, provider));
  if (host.empty()) return;
  Page page{{Ask::https, "https://" + host + '/' + std::string(subject().address.domain()) + "/v2.0/.well-known/openid-configuration"}};
  page.awaited = Awaited::refinement;
  ask_for(std::move(page), notebook);
}

void MicrosoftTenantSource::start(Notebook& notebook) { notebook.ask({{Ask::mx, std::string(subject().address.domain())}}); }

// Each cloud has an authority of its own; where the exchanger tells the cloud, or nearly so, that one is asked.
void MicrosoftTenantSource::hear(const Question& question, const Answer& answer, Notebook& notebook) {
  if (question.kind != Ask::mx) return WebSource::hear(question, answer, notebook);
  std::string_view provider = worldwide;
  for (const MailExchanger& exchanger : read_mx(answer.records)) {
    const Known known = subject().catalogue.exchanger(exchanger.host);
    if (known.provider == nullptr || known.provider->kind != Kind::microsoft365) continue;
    provider = known.tables->text(known.provider->id);
    break;
  }
  ask_authority(provider, notebook);
}

void MicrosoftTenantSource::read(const Page& page, const Answer& answer, Notebook& notebook) {
  Arena& arena = subject().arena;
  const bool in_china = host_of(page.question.name) == authority(subject().catalogue, china);
  const Text host = arena.keep(host_of(page.question.name));
  const std::string_view domain = subject().address.domain();
  const Expected<Tenant> tenant = read_tenant(answer.body, arena);
  if (answer.status != 200 || !tenant) {
    note(std::string(host) + " knows no tenant of " + std::string(domain) + '.', Trust::https, notebook);
    // The tenants of the cloud in China are known to its own authority alone.
    if (!in_china && domain.ends_with(".cn")) ask_authority(china, notebook);
    return;
  }
  Hint hint;
  hint.source = id();
  hint.provider = subject().catalogue.provider(provider_of(*tenant, in_china));
  hint.weighs = subject().catalogue.weighed("microsoft-tenant");
  hint.origin = host;
  hint.tenant = tenant->id;
  hint.region = tenant->sub_scope.empty() ? tenant->region : arena.join({tenant->region, "/", tenant->sub_scope});
  note(std::string(domain) + " is a domain of the Microsoft tenant " + std::string(tenant->id) + " (" +
           std::string(hint.provider.mailbox().provider) + "); that alone proves no mailbox.",
       Trust::https, notebook);
  notebook.hint(hint);
}

}  // namespace homing
