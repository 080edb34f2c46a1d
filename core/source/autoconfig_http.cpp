#include "source/autoconfig_http.hpp"

namespace homing {

void AutoconfigHttpSource::start(Notebook& notebook) {
  const std::string domain(subject().address.domain());
  Page own{{Ask::http, "http://autoconfig." + domain + "/mail/config-v1.1.xml"}};
  own.trust = Trust::http;
  ask_for(std::move(own), notebook);
  Page well_known{{Ask::http, "http://" + domain + "/.well-known/autoconfig/mail/config-v1.1.xml"}};
  well_known.trust = Trust::http;
  well_known.place = 1;
  ask_for(std::move(well_known), notebook);
}

void AutoconfigHttpSource::follow(const Page& page, const Answer& answer, Notebook& notebook) {
  Page secure = page;
  secure.question.kind = Ask::https;
  PublishedSource::follow(secure, answer, notebook);
}

}  // namespace homing
