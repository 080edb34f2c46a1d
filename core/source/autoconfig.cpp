#include "source/autoconfig.hpp"

namespace homing {

void AutoconfigSource::start(Notebook& notebook) {
  const std::string domain(subject().address.domain());
  const Permissions& permissions = subject().permissions;
  Page own{{Ask::https, autoconfig_url(domain)}};
  own.awaited = Awaited::contradiction;
  const bool allowed = permissions.send_address || permissions.privacy == Privacy::address;
  if (allowed && !subject().address.stands_for_domain()) {
    own.question.name += "?emailaddress=" + percent_encoded(subject().address.text());
    own.discloses = Disclosure::address;
  }
  ask_for(std::move(own), notebook);
  // The draft gives this one no address.
  Page well_known{{Ask::https, "https://" + domain + "/.well-known/autoconfig/mail/config-v1.1.xml"}};
  well_known.place = 1;
  ask_for(std::move(well_known), notebook);
}

}  // namespace homing
