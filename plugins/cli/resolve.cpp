// homing resolve ADDRESS...
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <deque>

#include "commands.hpp"
#include "progress.hpp"
#include "system.hpp"
#include "table.hpp"
#include "terminal.hpp"

namespace {

constexpr std::size_t most_in_flight = 64;

ExitCode exit_code_of(const homing_result* result) {
  const char* const outcome = homing_result_text(result, "/outcome");
  if (outcome == nullptr) return exit_internal;
  if (std::strcmp(outcome, "found") == 0) return exit_found;
  if (std::strcmp(outcome, "partial") == 0) return exit_partial;
  return std::strcmp(outcome, "unreachable") == 0 ? exit_unreachable : exit_not_found;
}

}  // namespace

bool write_trace(const homing_result* result, const std::string& path) {
  const char* const trace = homing_result_trace(result);
  // It tells who asked for whom.
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(open_private_file(path), std::fclose);
  const bool written = file != nullptr && trace != nullptr && std::fputs(trace, file.get()) >= 0 && std::fputc('\n', file.get()) != EOF &&
                       std::fflush(file.get()) == 0;
  if (!written) print_error("Cannot write " + path + ": " + std::strerror(errno) + ".");
  return written;
}

OwnedSession open_session(const Arguments& arguments) {
  homing_session* made = nullptr;
  const homing_status status = homing_session_new(arguments.options.get(), &made);
  OwnedSession session(made);
  if (status == HOMING_OK) return session;
  print_error(made != nullptr ? homing_session_error(made) : homing_status_text(status));
  return nullptr;
}

ExitCode print_refusal(const homing_job* job, const std::string& typed) {
  print_error(homing_job_error(job));
  const std::size_t place = homing_job_error_position(job);
  if (is_terminal(stderr) && place <= typed.size() && typed.size() < 100) {
    std::fprintf(stderr, "  %s\n  %s^\n", printable(typed).c_str(), std::string(place, ' ').c_str());
  }
  return exit_usage;
}

OwnedResult result_of(homing_job* job) {
  homing_result* made = nullptr;
  const homing_status status = homing_job_result(job, &made);
  if (status != HOMING_OK) print_error(homing_status_text(status));
  return OwnedResult(made);
}

ExitCode print_result(homing_job* job, const Arguments& arguments) {
  const OwnedResult result = result_of(job);
  if (!result) return exit_internal;
  const homing_result* const made = result.get();
  if (arguments.json) std::puts(homing_result_json(made));
  else print_table(made, stdout);
  if (!arguments.trace_file.empty() && !write_trace(made, arguments.trace_file)) return exit_usage;
  return exit_code_of(made);
}

ExitCode run_resolve(const Arguments& arguments) {
  if (arguments.words.empty()) {
    print_error("`homing resolve` wants an address: homing resolve you@contoso.example");
    return exit_usage;
  }
  if (!arguments.trace_file.empty() && arguments.words.size() > 1) {
    print_error("--trace records one address at a time.");
    return exit_usage;
  }
  const OwnedSession session = open_session(arguments);
  if (!session) return exit_usage;
  ExitCode worst = exit_found;
  std::deque<OwnedJob> jobs;
  std::size_t started = 0;
  for (std::size_t printed = 0; printed < arguments.words.size(); ++printed) {
    // Later addresses are looked up while the first is waited for.
    for (; started < arguments.words.size() && jobs.size() < most_in_flight; ++started) {
      homing_job* job = nullptr;
      homing_resolve(session.get(), arguments.words[started].c_str(), &job);
      jobs.emplace_back(job);
    }
    const OwnedJob job = std::move(jobs.front());
    jobs.pop_front();
    homing_status status = HOMING_NO_MEMORY;
    if (job) status = Progress().run(job.get());
    if (printed > 0 && !arguments.json) std::puts("");
    if (status == HOMING_INVALID_ADDRESS) worst = worse(worst, print_refusal(job.get(), arguments.words[printed]));
    else if (status == HOMING_OK) worst = worse(worst, print_result(job.get(), arguments));
    else print_error(homing_status_text(status)), worst = worse(worst, exit_internal);
  }
  return worst;
}
