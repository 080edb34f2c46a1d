// What classic Outlook reads instead of asking for Autodiscover: a local answer, and the registry values that point to it ("Outlook 2016
// implementation of Autodiscover", support.microsoft.com, 2016-2024: PreferLocalXML).
#include "emit/autodiscover.hpp"
#include "emit/emitters.hpp"
#include "emit/narrowed.hpp"
#include "emit/quoting.hpp"

namespace homing {
namespace {

constexpr std::string_view registry =
    "Windows Registry Editor Version 5.00\r\n"
    "\r\n"
    "[HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover]\r\n"
    "\"PreferLocalXML\"=dword:00000001\r\n"
    "<<domain>>=<<path>>\r\n";

}  // namespace

void write_outlook(const Emission& emission, Emitted& emitted) {
  const NarrowedSettings narrowed(emission);
  const std::string domain(emission.address.domain());
  std::string text = emit_autodiscover(narrowed.settings(), emission.address, emission.provider());
  if (text.empty()) emitted.why_not = "An Autodiscover file wants a server to receive and one to send that take passwords, and not both are known.";
  if (text.empty()) return;
  const std::string name = "autodiscover-" + domain + ".xml";
  const std::string path = "C:\\ProgramData\\Homing\\" + name;
  emitted.note("Classic Outlook for Windows reads it once the .reg file is imported; the new Outlook does not read it, and asks the domain instead.");
  emitted.file(name, path, std::move(text), Readers::everybody, "text/xml");
  emitted.file("homing-" + domain + ".reg", "anywhere; import it by a double click",
               fill(registry, {{"domain", double_quoted(domain)}, {"path", double_quoted(path)}}), Readers::everybody);
}

void write_outlook_without_oauth2(const Emission& emission, Emitted& emitted) {
  emitted.why_not = "An Autodiscover file cannot ask for OAuth2, and the mailbox takes nothing else.";
  if (emission.resolution.mailbox.is_microsoft()) emitted.why_not += " Outlook knows this provider by itself: add the account by its address.";
}

}  // namespace homing
