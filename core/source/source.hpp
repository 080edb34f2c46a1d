#pragma once
// A way to learn settings. It asks questions and hears answers, and cannot touch the network.
#include <memory>
#include <optional>

#include "model/address.hpp"
#include "model/catalogue.hpp"
#include "model/question.hpp"
#include "model/settings.hpp"
#include "source/permissions.hpp"

namespace homing {

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

/// What the mail exchangers tell about where the mailbox is.
enum class Delivery : std::uint8_t {
  untold,   ///< not a finding about mail exchangers
  mailbox,  ///< at a known provider
  gateway,  ///< a filter in front of an unknown place
  own,      ///< at hosts of the mail domain itself
  unknown,  ///< at hosts that no manifest knows
  nowhere   ///< no exchanger at all
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
  Delivery delivery = Delivery::untold;
  bool shared_cloud = false;  ///< several clouds of the provider use these exchangers
  bool on_premises = false;   ///< the organisation's own Exchange server
  bool from_hints = false;    ///< the sum of several signs
  bool patient = true;        ///< waits for the answers of higher rungs; else only for the exchangers and for hosts that may publish
};

/// A sign that the mailbox is at a provider. Signs of different kinds add up; the manifest of hints weighs them.
struct Hint {
  SourceId source = SourceId::dns_hints;
  Known provider;
  table::Weighed weighs{};
  Text origin;  ///< the name or URL it came from
  Text tenant{}, region{};
};

/// Whether an answer is worth a moment although the MX has decided.
enum class Awaited : std::uint8_t {
  no,
  contradiction,  ///< that its host exists at all hints that something is published
  refinement,     ///< it tells which of several clouds it is
  needed          ///< the document cannot do without it: nothing but the deadline ends the search before
};

struct Asking {
  Question question;
  Disclosure discloses = Disclosure::domain;
  std::uint8_t place = 0;  ///< 0 is preferred within the source
  Awaited awaited = Awaited::no;
  std::uint32_t longest_ms = 0;  ///< a time-box; 0: until the deadline
};

/// Where a source writes; the race reads it.
class Notebook {
 public:
  virtual void ask(Asking asking) = 0;
  virtual void find(const Finding& finding) = 0;
  virtual void hint(const Hint& hint) = 0;
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
  /// What any source found, where everything is asked; only to ask more.
  virtual void overhear(const Finding&, Notebook&) {}

 protected:
  const Subject& subject() const { return subject_; }

 private:
  const Subject& subject_;
};

}  // namespace homing
