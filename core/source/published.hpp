#pragma once
// What the sources of autoconfig files share.
#include "source/web.hpp"

namespace homing {

class PublishedSource : public WebSource {
 public:
  using WebSource::WebSource;

 protected:
  void read(const Page& page, const Answer& answer, Notebook& notebook) override;
  /// `https://autoconfig.<domain>/mail/config-v1.1.xml` (draft-ietf-mailmaint-autoconfig-06, 1.1 and 3.x).
  static std::string autoconfig_url(std::string_view domain);
};

}  // namespace homing
