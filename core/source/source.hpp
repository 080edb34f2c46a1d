#pragma once
// A way to learn settings. It asks questions and hears answers, and cannot touch the network.
#include <memory>
#include <optional>

#include "model/address.hpp"
#include "model/catalogue.hpp"
#include "model/question.hpp"
#include "model/settings.hpp"

namespace homing {

/// What the caller allows; the session makes it from the options.
struct Permissions {
  bool network = true;
  bool directory = true;
  bool send_address = false;     ///< the mail address may go to the mail domain's own autoconfig server
  std::string directory_url;     ///< the domain is appended
  std::string directory_folder;  ///< a local directory of `<domain>.xml`; empty: none
};

/// What a job knows from the start.
struct Subject {
  const Address& address;
  const Catalogue& catalogue;
  const Permissions& permissions;
  Arena& arena;
};

/// How much of the search a finding settles.
enum class Weight : std::uint8_t {
  decisive,     ///< nothing that could still be heard would change the verdict
  usable,       ///< good unless a higher rung says otherwise
  provisional,  ///< good only while nobody contradicts it
};

/// What a source learned. `settings` may be null where only the mailbox's place is known.
struct Finding {
  SourceId source = SourceId::catalogue;
  Weight weight = Weight::usable;
  Trust trust = Trust::dns;
  Mailbox mailbox;
  const Settings* settings = nullptr;
  Text origin;                 ///< the URL, name or file it came from
  std::uint8_t place = 0;      ///< 0 is preferred within the source
  bool takes_no_mail = false;  ///< null MX (RFC 7505)
};

struct Asking {
  Question question;
  Disclosure discloses = Disclosure::domain;
  std::uint8_t place = 0;  ///< 0 is preferred within the source
  bool telling = false;    ///< that its host exists at all hints that something is published
};

/// Where a source writes; the race reads it.
class Notebook {
 public:
  virtual void ask(Asking asking) = 0;
  virtual void find(const Finding& finding) = 0;
  virtual void note(const Evidence& evidence) = 0;
  virtual void advise(const Advice& advice) = 0;

 protected:
  ~Notebook() = default;
};

/// A source is done when each of its questions has been answered and no new one was asked.
class Source {
 public:
  explicit Source(const Subject& subject) : subject_(subject) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  virtual void start(Notebook& notebook) = 0;
  virtual void hear(const Question& question, const Answer& answer, Notebook& notebook) = 0;

 protected:
  const Subject& subject() const { return subject_; }

 private:
  const Subject& subject_;
};

}  // namespace homing
