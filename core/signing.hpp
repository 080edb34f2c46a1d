#pragma once
// How a job goes on that signs in, or uses what is kept of a sign-in.
#include "session.hpp"
#include "sign_in.hpp"

namespace homing {

/// What a request of an authorization server may take.
inline constexpr Milliseconds renewal_patience{30000};

inline WallTime wall_now() { return std::chrono::system_clock::now(); }

/// One pass of the thread on shift over the sign-in of one job.
class Signing {
 public:
  Signing(Session& session, Job& job, SignInErrand& sign_in) : session_(session), job_(job), in_(sign_in) {}

  /// A task that needs no settings.
  void begin(Time now);
  /// The settings are known.
  void begin(const Resolution& resolution, Time now);
  /// Starts what is to be started; whether it has come to its end.
  bool is_over();
  void hear(std::uint32_t ticket, const Heeded& heeded);
  /// Nobody wants to know any more.
  void drop();

 private:
  using Phase = SignInErrand::Phase;

  void take(std::uint32_t number, const Heeded& heeded);
  void advance();
  void ask_metadata();
  void hear_metadata(const Answer& answer);
  Expected<GrantOrder> order_at(Authority authority, Client client) const;
  bool remember(GrantOrder& order);
  void begin_grant(const OAuth& oauth);
  void read_kept();
  Expected<bool> take_lock();
  void locked();
  void begin_renewal(Record record);
  void consider_heard();
  void serve_grant();
  void serve_renewal();
  template <class Course>
  bool keep(Course& course);
  void send(std::shared_ptr<const Posting> posting, Phase phase);
  void send_unsent();
  void tell_untold();
  void wait_for_lock();
  void sign_out();
  void produce();
  void send_letter();
  Expected<std::shared_ptr<TokenStore>> token_store(bool make);
  bool is_locked_out() const;
  void fail(SignInFailure failure);
  void finish();
  void choose_access(const Record& record);
  void time_is_up();
  Expected<std::optional<Record>> kept();
  void tell(const Notice& notice);
  void record(std::uint32_t number, const Posted& posted);
  void record(std::uint32_t number, Ask kind, const Answer& answer);
  JobTicket ticket_of(std::uint32_t number) const { return job_ticket(job_.id, in_.first_ticket + number); }

  Session& session_;
  Job& job_;
  SignInErrand& in_;
};

}  // namespace homing
