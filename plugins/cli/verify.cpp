// homing verify ADDRESS, homing send-test ADDRESS --to ADDRESS
#include <cstdio>

#include "accounts.hpp"
#include "commands.hpp"
#include "page.hpp"
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

ExitCode print_verification(const homing_result* result, const Arguments& arguments) {
  if (arguments.json) std::puts(homing_result_json(result));
  else print_verify_table(result, stdout);
  if (!arguments.trace_file.empty() && !write_trace(result, arguments.trace_file)) return exit_usage;
  return exit_code_of(result);
}

ExitCode prove(const Arguments& arguments, const StartJob& start) {
  if (arguments.password_stdin + arguments.token_stdin + arguments.no_login > 1) {
    return refuse("--password-stdin, --token-stdin and --no-login exclude each other.");
  }
  return with_account(arguments, start, run_with_progress, print_verification);
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
