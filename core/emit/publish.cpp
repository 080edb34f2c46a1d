// What a mail domain publishes, so that mail programs find its settings: records, and files at the places where they are looked for.
#include "emit/autoconfig.hpp"
#include "emit/autodiscover.hpp"
#include "emit/emitters.hpp"
#include "emit/narrowed.hpp"
#include "emit/pacc.hpp"
#include "emit/zone.hpp"

namespace homing {
namespace {

void publish(Emitted& emitted, const std::string& url, std::string text, std::string_view media_type) {
  if (text.empty()) return;
  constexpr std::string_view scheme = "https://";
  emitted.file(url.substr(scheme.size()), url, std::move(text), Readers::everybody, media_type);
}

}  // namespace

void write_publish(const Emission& emission, Emitted& emitted) {
  const NarrowedSettings narrowed(emission);
  const Settings& settings = narrowed.settings();
  const Mailbox& mailbox = emission.resolution.mailbox;
  const std::string domain(emission.address.domain());
  const std::string autoconfig = emit_autoconfig(settings, emission.address, emission.provider());
  const std::string pacc = emit_pacc(settings, emission.address, emission.provider());
  if (autoconfig.empty())
    emitted.why_not = "A domain publishes a server to receive and one to send, encrypted and not retired, and not both are known.";
  if (autoconfig.empty()) return;
  std::string zone;
  const auto add = [&](const std::vector<DnsRecord>& records) {
    for (const DnsRecord& record : records) zone += zone_line(record) + '\n';
  };
  add(emit_services(settings, domain));
  add(emit_aliases(mailbox, domain, domain));
  if (!pacc.empty()) add({{"_ua-auto-config." + domain, "TXT", emit_pacc_digest(pacc)}});
  emitted.file(domain + ".zone", "the zone of " + domain, std::move(zone), Readers::everybody, "text/dns");
  publish(emitted, "https://autoconfig." + domain + "/mail/config-v1.1.xml", autoconfig, "text/xml");
  publish(emitted, "https://ua-auto-config." + domain + "/.well-known/user-agent-configuration.json", pacc, "application/json");
  if (!mailbox.is_microsoft()) {
    publish(emitted, "https://autodiscover." + domain + "/autodiscover/autodiscover.xml",
            emit_autodiscover(settings, emission.address, emission.provider()), "text/xml");
  }
  emitted.note("The aliases lead to " + domain + " itself: have its web server serve the files under those names, with certificates for them.");
  emitted.note("`homing audit " + domain + "` tells what is there already, and what of this is missing or wrong.");
}

}  // namespace homing
