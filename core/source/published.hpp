#pragma once
// What the three sources of autoconfig files share: redirects, reading, and the words of the evidence.
#include <map>

#include "source/source.hpp"

namespace homing {

/// One published file that a source asks for, through its redirects.
struct Publication {
  Question question;
  Disclosure discloses = Disclosure::domain;
  std::uint8_t place = 0;  ///< 0 is preferred within the source
  bool telling = false;    ///< that its host exists at all hints that something is published
  Trust trust = Trust::https;
  std::vector<std::string> trail{};  ///< the URLs that redirected here
};

class PublishedSource : public Source {
 public:
  PublishedSource(const Subject& subject, SourceId id) : Source(subject), id_(id) {}
  void hear(const Question& question, const Answer& answer, Notebook& notebook) override;

 protected:
  void ask_for(Publication publication, Notebook& notebook);
  /// `https://autoconfig.<domain>/mail/config-v1.1.xml` (draft-ietf-mailmaint-autoconfig-06, 1.1 and 3.x).
  static std::string autoconfig_url(std::string_view domain);

 private:
  void follow(const Publication& publication, const Answer& answer, Notebook& notebook);
  void read(const Publication& publication, const Answer& answer, Notebook& notebook);
  void note(const Publication& publication, std::string_view what, Notebook& notebook);

  SourceId id_;
  std::map<std::string, Publication> asked_;  // by the question's key
};

}  // namespace homing
