// What Thunderbird reads from its own folder `isp`, or from the mail domain (draft-ietf-mailmaint-autoconfig-06).
#include "emit/autoconfig.hpp"
#include "emit/emitters.hpp"
#include "emit/narrowed.hpp"

namespace homing {

void write_thunderbird(const Emission& emission, Emitted& emitted) {
  const NarrowedSettings narrowed(emission);
  const std::string domain(emission.address.domain());
  std::string text = emit_autoconfig(narrowed.settings(), emission.address, emission.provider());
  if (text.empty()) emitted.why_not = "The format wants a server to receive and one to send, and not both are known.";
  if (text.empty()) return;
  emitted.note("Thunderbird reads it as isp/" + domain + ".xml in the folder of its program, and every mail program as https://autoconfig." + domain +
               "/mail/config-v1.1.xml.");
  emitted.file("config-v1.1.xml", "isp/" + domain + ".xml", std::move(text), Readers::everybody, "text/xml");
}

}  // namespace homing
