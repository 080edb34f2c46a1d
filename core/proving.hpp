#pragma once
// How a job goes on when its settings are known and are to be proved: talks with the mail servers, and what comes of them.
#include "session.hpp"

namespace homing {

/// One pass of the thread on shift over one job of a session.
class Proving {
 public:
  Proving(Session& session, Job& job) : session_(session), job_(job) {}

  /// Asks for what will be needed, while there is still something else to wait for.
  void look_ahead();
  /// The settings are known.
  void begin(Time now);
  /// Starts what is to be started.
  bool is_over();
  void hear(std::uint32_t ticket, const Heeded& heeded);
  /// Nobody wants to know any more.
  void drop();

 private:
  std::vector<std::string> likely_hosts();
  void talk_all();
  bool are_the_same_servers() const;
  void lend();
  bool goes_by_graph();
  void begin_graph(Time now);
  void record(std::uint32_t ticket, const Transcript& transcript);
  void tell_step(const Trial& trial, const StepTaken& step);

  Session& session_;
  Job& job_;
};

}  // namespace homing
