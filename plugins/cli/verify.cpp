// homing verify ADDRESS, homing send-test ADDRESS --to ADDRESS
#include <cstdio>

#include "accounts.hpp"
#include "commands.hpp"
#include "page.hpp"
#include "progress.hpp"
#include "terminal.hpp"
#include "verify_table.hpp"

namespace {

// Nobody was reached: neither the DNS nor a server.
bool is_unreachable(const homing_result* result) {
  bool any = false;
  for (const char* const protocol : {"imap", "pop3", "smtp"}) {
    const std::string place = std::string("/protocols/") + protocol;
    const std::size_t steps = homing_result_count(result, (place + "/steps").c_str());
    if (steps == 0) continue;
    const std::string last = text_at(result, place + "/steps/" + std::to_string(steps - 1) + "/step");
    if (last != "dns" && last != "connect") return false;
    any = true;
  }
  return any;
}

ExitCode exit_code_of(const homing_result* result) {
  const std::string outcome = text_at(result, "/outcome");
  if (outcome == "ok") return exit_found;
  if (outcome == "partial") return exit_partial;
  return is_unreachable(result) ? exit_unreachable : exit_not_found;
}

ExitCode print_verification(homing_job* job, const Arguments& arguments) {
  const OwnedResult result = result_of(job);
  if (!result) return exit_internal;
  if (arguments.json) std::puts(homing_result_json(result.get()));
  else print_verify_table(result.get(), stdout);
  if (!arguments.trace_file.empty() && !write_trace(result.get(), arguments.trace_file)) return exit_usage;
  return exit_code_of(result.get());
}

template <class Start>
ExitCode prove(const Arguments& arguments, const Start& start) {
  if (arguments.password_stdin + arguments.token_stdin + arguments.no_login > 1) {
    return refuse("--password-stdin, --token-stdin and --no-login exclude each other.");
  }
  const OwnedSession session = open_session_with_store(arguments);
  if (!session) return exit_usage;
  const OwnedAccount account = account_of(arguments);
  if (!account) return exit_usage;
  homing_job* made = nullptr;
  const homing_status started = start(session.get(), account.get(), &made);
  const OwnedJob job(made);
  if (started == HOMING_INVALID_REQUEST) return refuse(homing_job_error(made));
  const homing_status status = job ? Progress().run(job.get()) : started;
  if (status == HOMING_INVALID_ADDRESS) return print_refusal(job.get(), arguments.words.front());
  if (status == HOMING_OK) return print_verification(job.get(), arguments);
  print_error(homing_status_text(status));
  return exit_internal;
}

}  // namespace

ExitCode run_verify(const Arguments& arguments) {
  if (arguments.words.size() != 1) return refuse("`homing verify` wants an address: homing verify you@contoso.example");
  return prove(arguments, homing_verify);
}

ExitCode run_send_test(const Arguments& arguments) {
  if (arguments.words.size() != 1 || arguments.to.empty()) {
    return refuse("`homing send-test` wants an address and --to: homing send-test you@contoso.example --to you@contoso.example");
  }
  return prove(arguments, [&](homing_session* session, const homing_account* account, homing_job** job) {
    return homing_send_test(session, account, arguments.to.c_str(), job);
  });
}
