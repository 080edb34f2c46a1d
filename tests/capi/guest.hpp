#pragma once
// Those who sign in, and use what is kept, in many threads.
#include <atomic>
#include <cstring>

#include "objects.hpp"

/// At one session with one store: somebody signs in, uses what is kept, or signs out, as the number says.
class Guest {
 public:
  Guest() {
    homing_account* account = nullptr;
    homing_account_new("ada@contoso.example", &account);
    homing_account_set(account, "flow", "device");
    homing_account_set(account, "access", "imap,smtp");
    account_.reset(account);
  }

  /// Whether the job ended as it may; its number is told meanwhile.
  bool come(homing_session* session, int number, std::atomic<std::uint32_t>& told) const {
    homing_job* raw = nullptr;
    if (number % 4 == 0) homing_authorize(session, account_.get(), &raw);
    else if (number % 4 == 3) homing_sign_out(session, account_.get(), &raw);
    else homing_token(session, account_.get(), number % 4 == 1 ? "imap" : "smtp", &raw);
    const JobHandle job(raw);
    told = homing_job_id(raw);
    const homing_status status = homing_job_run(raw, -1);
    told = 0;
    if (status == HOMING_CANCELLED) return true;
    const ResultHandle result = result_of(raw);
    const char* const outcome = homing_result_text(result.get(), "/outcome");
    const char* const why = homing_result_text(result.get(), "/diagnosis/id");
    // Whoever comes between a sign-out and the next sign-in finds nothing.
    return outcome != nullptr && (why == nullptr ? std::strcmp(outcome, "ok") == 0 : std::strcmp(why, "oauth.not_signed_in") == 0);
  }

 private:
  AccountHandle account_;
};

inline SessionHandle session_for_guests() {
  return new_session({{"answers", HOMING_SOURCE_DIR "/tests/capi/short_lived.json"},
                      {"store.folder", FOLDER},
                      {"store.place", "none"},
                      {"oauth.client_id", "client-of-a-test"}});
}
