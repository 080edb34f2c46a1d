#pragma once
// Between the jobs of a session and the network: each question is out once, whoever wants the answer, and what was heard before
// is not asked again.
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "cache.hpp"
#include "net/network.hpp"

namespace homing {

/// A job's number above, its race's ticket below.
using JobTicket = std::uint64_t;

constexpr JobTicket job_ticket(std::uint32_t job, std::uint32_t ticket) { return (JobTicket{job} << 32U) | ticket; }

struct Heeded {
  JobTicket who = 0;
  bool only_host_exists = false;  ///< no answer yet: the DNS knows the host
  bool recalled = false;          ///< nobody was asked
  Answer answer{};
  std::shared_ptr<const StepTaken> step{};         ///< no answer yet: a talk has come so far
  std::shared_ptr<const Transcript> transcript{};  ///< the answer, of a talk
  std::shared_ptr<const Posted> posted{};          ///< the answer, of a posting
  std::shared_ptr<const Visit> visit{};            ///< no answer yet: somebody came to the listener
};

class Enquiries {
 public:
  Enquiries(Network& network, const CacheLimits& limits) : network_(network), cache_(limits) {}

  void ask(JobTicket who, const Question& question, Network::Time until);
  /// Talks are nobody else's.
  void talk(JobTicket who, const Network::Talk& talk);
  /// So are postings, and what comes to listeners (net/network.hpp).
  void post(JobTicket who, const Question& question, std::shared_ptr<const Posting> posting, Network::Time until);
  std::uint16_t listen(JobTicket who, Network::Time until);
  void welcome(JobTicket who, std::uint32_t visitor, int status, std::string_view page);
  /// Nobody wants the answer any more, though it may still be told. The question stays out while somebody else wants it.
  void drop(JobTicket who);
  bool next(Heeded& heeded);
  /// Somebody else has asked.
  void know(const Question& question, const Answer& answer);

 private:
  struct Flight {
    Question question;
    std::string key;  // empty where answers are neither shared nor kept
    std::vector<JobTicket> waiting;
    bool host_exists = false;
  };

  bool recall(JobTicket who, const Question& question, const std::string& key);
  bool join(JobTicket who, const std::string& key);
  template <class Send>
  void take_off(JobTicket who, const Question& question, const std::string& key, const Send& send);
  void arrive(Happened& happened);
  void land(Ticket ticket, const Flight& flight);

  Network& network_;
  Cache cache_;
  Ticket last_ = 0;
  std::unordered_map<Ticket, Flight> flights_;
  std::unordered_map<std::string, Ticket> by_key_;
  std::unordered_map<JobTicket, Ticket> flight_of_;
  std::deque<Heeded> heeded_;
  Happened arrived_;  // what nobody has heeded yet, if `has_arrived_`
  bool has_arrived_ = false;
};

}  // namespace homing
