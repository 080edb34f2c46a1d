#include "attempt.hpp"

#include "catch.hpp"
#include "failing_memory.hpp"

namespace {

/// What an attempt found wrong; a text of its own so that Catch allocates nothing while memory fails.
const char* wrong = nullptr;

}  // namespace

void expect(bool right, const char* what) {
  if (!right && wrong == nullptr) wrong = what;
}

bool worked(homing_status status, const char* what) {
  expect(status == HOMING_OK || status == HOMING_NO_MEMORY, what);
  return status == HOMING_OK;
}

void finish(homing_job* job, int patience) {
  if (worked(homing_job_run(job, patience), "homing_job_run") || !plenty_after_failure()) return;
  expect(homing_job_run(job, patience) == HOMING_OK, "homing_job_run with memory again");
}

namespace {

void read(homing_job* job) {
  homing_result* raw = nullptr;
  const bool made = worked(homing_job_result(job, &raw), "homing_job_result");
  const ResultHandle result(raw);
  expect(made == (raw != nullptr), "a result without success, or none with it");
  homing_result_json(raw);
  homing_result_text(raw, "/imap/0/host");
  homing_result_text(raw, "/limits/source");
  homing_result_number(raw, "/limits/recipients_per_day", 0);
  homing_result_count(raw, "/oauth2/scopes/imap");
  homing_result_part(raw, "/imap");
  homing_result_part(raw, "/limits");
  homing_result_trace(raw);
  while (homing_job_event(job) != nullptr) continue;
  if (!plenty_after_failure()) return;
  homing_job_result(job, &raw);
  const ResultHandle again(raw);
  const char* const json = homing_result_json(raw);
  expect(json != nullptr && json[0] == '{', "no document with memory again");
  expect(homing_result_part(raw, "") != nullptr, "no part with memory again");
}

}  // namespace

void run_and_read(homing_status status, homing_job* raw, const char* what, int patience) {
  const JobHandle job(raw);
  if (!worked(status, what)) return expect(raw == nullptr, "a job although there was no memory for it");
  expect(raw != nullptr, "no job in spite of success");
  finish(raw, patience);
  read(raw);
}

SessionHandle open(std::initializer_list<std::pair<const char*, const char*>> values) {
  homing_options* raw = nullptr;
  if (!worked(homing_options_new(&raw), "homing_options_new")) return nullptr;
  const OptionsHandle options(raw);
  for (const auto& [name, value] : values) {
    if (!worked(homing_options_set(raw, name, value), "homing_options_set")) return nullptr;
  }
  homing_options_set(raw, "no such option", "x");
  homing_session* session = nullptr;
  const bool made = worked(homing_session_new(raw, &session), "homing_session_new");
  SessionHandle owner(session);
  expect(made == (session != nullptr), "a session without success, or none with it");
  return owner;
}

void fail_each(const Operation& operation, bool and_all_after, bool count_leaks) {
  constexpr long most = 200000;
  long reported = 0;
  for (long number = 1; number < most; ++number) {
    const long before = allocations_alive();
    wrong = nullptr;
    fail_allocation(number, and_all_after);
    operation.run();
    const bool fired = stop_failing();
    const long lost = allocations_alive() - before;
    if (operation.examine != nullptr) operation.examine();
    const std::string place = std::string(operation.name) + ", allocation " + std::to_string(number) + ": ";
    if (wrong != nullptr) FAIL_CHECK(place + wrong);
    if (count_leaks && lost != 0) FAIL_CHECK(place + std::to_string(lost) + " allocations were not freed");
    // One cause shows at many allocations; a few of them tell enough.
    reported += wrong != nullptr || (count_leaks && lost != 0);
    if (!fired || reported == 5) return;
  }
  FAIL_CHECK(std::string(operation.name) + " never went well");
}
