#include "source/ladder.hpp"

#include <array>

#include "source/audit.hpp"
#include "source/autoconfig.hpp"
#include "source/autoconfig_http.hpp"
#include "source/autodiscover.hpp"
#include "source/autodiscover_v2.hpp"
#include "source/catalogue.hpp"
#include "source/directory.hpp"
#include "source/dns_hints.hpp"
#include "source/guess.hpp"
#include "source/microsoft_realm.hpp"
#include "source/microsoft_tenant.hpp"
#include "source/mx.hpp"
#include "source/mx_autoconfig.hpp"
#include "source/pacc.hpp"
#include "source/sending.hpp"
#include "source/srv.hpp"

namespace homing {
namespace {

template <class Way>
std::unique_ptr<Source> build(const Subject& subject) {
  return std::make_unique<Way>(subject);
}

bool always(const Permissions&) { return true; }
bool online(const Permissions& permissions) { return permissions.network; }
bool with_directory(const Permissions& permissions) {
  const bool folder = !permissions.directory_folder.empty();
  return permissions.directory && (folder || (permissions.network && permissions.privacy != Privacy::strict));
}
bool with_tenant(const Permissions& permissions) { return permissions.network && permissions.microsoft_tenant; }
bool with_realm(const Permissions& permissions) { return permissions.network && permissions.microsoft_realm; }
bool with_autodiscover(const Permissions& permissions) { return permissions.network && permissions.autodiscover; }
bool with_http(const Permissions& permissions) { return permissions.network && permissions.autoconfig_http; }
bool with_audit(const Permissions& permissions) { return permissions.network && permissions.audit; }
bool with_sending(const Permissions& permissions) { return permissions.network && permissions.sending; }
bool with_guess(const Permissions& permissions) { return permissions.network && permissions.guess; }

constexpr Text entra = "login.microsoftonline.com";
constexpr Text exchange_online = "outlook.office365.com";

// One line a way to learn settings. In the margin: its round trips on a good day, and who learns the domain.
constexpr std::array<Rung, 16> rungs{{
    {SourceId::catalogue, Start::at_once, Privacy::strict, {}, always, build<CatalogueSource>},                                 // 0: nobody
    {SourceId::mx, Start::at_once, Privacy::strict, {}, online, build<MxSource>},                                               // 1: the resolver
    {SourceId::dns_hints, Start::at_once, Privacy::strict, {}, online, build<DnsHintsSource>},                                  // 1: the resolver
    {SourceId::autodiscover_v2, Start::if_hinted, Privacy::domain, exchange_online, with_tenant, build<AutodiscoverV2Source>},  // 3: Microsoft
    {SourceId::microsoft_tenant, Start::if_hinted, Privacy::domain, entra, with_tenant, build<MicrosoftTenantSource>},          // 3: Microsoft
    {SourceId::microsoft_realm, Start::if_hinted, Privacy::domain, {}, with_realm, build<MicrosoftRealmSource>},                // 3: Microsoft
    {SourceId::pacc, Start::at_once, Privacy::strict, {}, online, build<PaccSource>},                             // 4: the domain's own server
    {SourceId::autoconfig, Start::at_once, Privacy::strict, {}, online, build<AutoconfigSource>},                 // 4: the same
    {SourceId::autodiscover, Start::at_once, Privacy::strict, {}, with_autodiscover, build<AutodiscoverSource>},  // 4 to 7: the same
    {SourceId::directory, Start::at_once, Privacy::strict, {}, with_directory, build<DirectorySource>},        // 4: the directory; a folder: nobody
    {SourceId::srv, Start::at_once, Privacy::strict, {}, online, build<SrvSource>},                            // 1: the resolver
    {SourceId::mx_autoconfig, Start::at_once, Privacy::domain, {}, online, build<MxAutoconfigSource>},         // 5: the exchanger's domain
    {SourceId::autoconfig_http, Start::at_once, Privacy::strict, {}, with_http, build<AutoconfigHttpSource>},  // 3: whoever listens
    {SourceId::guess, Start::nothing_found, Privacy::strict, {}, with_guess, build<GuessSource>},              // 4: the domain's own hosts
    {SourceId::audit, Start::at_once, Privacy::strict, {}, with_audit, build<AuditSource>},                    // 2: the resolver, the directory
    {SourceId::sending, Start::always, Privacy::strict, {}, with_sending, build<SendingSource>},               // 1 to 4: the resolver
}};

}  // namespace

std::span<const Rung> ladder() { return rungs; }

}  // namespace homing
