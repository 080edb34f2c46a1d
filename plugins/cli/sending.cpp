// homing options-to-send DOMAIN
#include <cstdio>
#include <string>

#include "commands.hpp"
#include "page.hpp"
#include "progress.hpp"
#include "sending_table.hpp"
#include "terminal.hpp"

namespace {

// One way that fits is enough.
ExitCode exit_code_of(const homing_result* result) {
  for (std::size_t i = 0; i < homing_result_count(result, "/options"); ++i) {
    if (text_at(result, "/options/" + std::to_string(i) + "/fits") == "yes") return exit_found;
  }
  return text_at(result, "/outcome") == "unreachable" ? exit_unreachable : exit_not_found;
}

ExitCode print_options_to_send(homing_job* job, const Arguments& arguments) {
  const OwnedResult result = result_of(job);
  if (!result) return exit_internal;
  if (arguments.json) std::puts(homing_result_json(result.get()));
  else print_sending_table(result.get(), stdout);
  if (!arguments.trace_file.empty() && !write_trace(result.get(), arguments.trace_file)) return exit_usage;
  return exit_code_of(result.get());
}

// Everybody at a domain sends in the same ways, so that an address is as good as its domain.
std::string domain_of(const std::string& typed) {
  const std::size_t at = typed.rfind('@');
  return at == std::string::npos ? typed : typed.substr(at + 1);
}

}  // namespace

ExitCode run_options_to_send(const Arguments& arguments) {
  if (arguments.words.size() != 1) {
    print_error("`homing options-to-send` wants a mail domain: homing options-to-send contoso.example");
    return exit_usage;
  }
  const OwnedSession session = open_session(arguments);
  if (!session) return exit_usage;
  const std::string domain = domain_of(arguments.words.front());
  homing_job* made = nullptr;
  homing_options_to_send(session.get(), domain.c_str(), &made);
  const OwnedJob job(made);
  const homing_status status = job ? Progress().run(job.get()) : HOMING_NO_MEMORY;
  if (status == HOMING_INVALID_ADDRESS) return print_refusal(job.get(), domain);
  if (status == HOMING_OK) return print_options_to_send(job.get(), arguments);
  print_error(homing_status_text(status));
  return exit_internal;
}
