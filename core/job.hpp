#pragma once
// One operation: from its request to its result.
#include <atomic>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "decide/race.hpp"
#include "exporting.hpp"
#include "model/fault.hpp"
#include "read/answers.hpp"
#include "sign_in.hpp"
#include "verify/verification.hpp"

namespace homing {

class Session;

/// What a job leaves behind. It outlives the job and the session, and never changes once the job is done.
struct Result {
  Result() {}  // NOLINT(modernize-use-equals-default): a defaulted one would clear the arena's first bytes

  Arena arena;
  Resolution resolution;
  std::string document;  ///< JSON text of operations that resolve nothing; empty otherwise
  std::string trace;     ///< an answers file, where the option asked for one
  Secret secret;         ///< a token or SASL response that was asked for; in no document
};

/// What a search is for: the settings of a mailbox, a judgement of what a domain publishes, or the ways to send for it.
enum class Purpose : std::uint8_t { resolve, audit, send };

enum class JobState : std::uint8_t { running, done, cancelled, refused };

/// Which member belongs to whom: the request and `cancel_requested` to everybody; `state`, `fault` and `events` to the
/// session's mutex; the rest to the thread that pumps.
class Job {
 public:
  Job(std::uint32_t number, std::shared_ptr<Session> owner) : id(number), session(std::move(owner)), result(std::make_shared<Result>()) {}

  const std::uint32_t id;
  const std::shared_ptr<Session> session;
  std::atomic<bool> cancel_requested{false};

  JobState state = JobState::running;
  Fault fault;  ///< of a refused request
  Purpose purpose = Purpose::resolve;
  bool malformed_request = false;  ///< the fault is in the JSON around the address, not in the address
  std::list<std::string> events;   ///< JSON documents nobody has pulled yet

  std::shared_ptr<Result> result;
  std::optional<Address> address;
  std::optional<Subject> subject;
  std::optional<Race> race;
  bool settings_known = false;               ///< the race is over, and its verdict is in the result
  std::optional<Verification> verification;  ///< what follows the race
  std::optional<SignInErrand> sign_in;       ///< what follows the race, takes its place, or goes on beside it for a verification
  std::optional<SignInErrand> graph;         ///< what may follow the verification
  std::optional<ExportOrder> export_order;   ///< what is made of the verdict
  Time verified_until, verification_look;
  std::vector<Time> talks;           // by the verification's ticket: when it began
  std::uint32_t asked_ahead = 0;     // hosts
  std::optional<Answer> exchangers;  ///< what the DNS has told about them before the job began
  std::vector<Traced> trace;
  std::uint32_t recalled = 0;                    // answers that nobody had to be asked for
  std::vector<std::pair<Question, Time>> asked;  // by the race's ticket
  Time started;
  Time look;  ///< when the verdict may fall although nothing is heard
};

/// A job's tickets: those of its race count from 0, those of its verification from `first_talk`, and what is asked ahead for it,
/// which nobody waits for, from `first_ahead`; postings: sign_in.hpp.
inline constexpr std::uint32_t first_talk = 0x80000000U, first_ahead = 0xC0000000U;

}  // namespace homing
