// homing login ADDRESS, homing token ADDRESS --for ACCESS, homing logout ADDRESS
#include <chrono>
#include <cstdio>
#include <cstring>

#include "accounts.hpp"
#include "browser.hpp"
#include "commands.hpp"
#include "page.hpp"
#include "progress.hpp"
#include "sign_in_table.hpp"
#include "terminal.hpp"

namespace {

constexpr int step_ms = 100;

// Tells the person what to do, on standard error: standard output is for what came of it.
class Prompt {
 public:
  explicit Prompt(bool with_browser) : with_browser_(with_browser) {}

  void hear(const std::string& event) {
    const std::string what = event_value(event, "event");
    if (what == "open") open(event_value(event, "url"));
    if (what == "code") tell_code(event);
    if (what == "open" || what == "code") asked_ = true, since_ = std::chrono::steady_clock::now();
  }
  /// Once a moment.
  void show() {
    if (!asked_ || !is_terminal(stderr)) return;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - since_).count();
    std::fprintf(stderr, "\r\033[Kwaiting for the sign-in, %lld s", static_cast<long long>(seconds));
    std::fflush(stderr);
    shown_ = true;
  }
  void clear() {
    if (shown_) std::fputs("\r\033[K", stderr);
    shown_ = false;
  }

 private:
  void open(const std::string& url) {
    clear();
    const bool opened = with_browser_ && open_browser(url);
    std::fprintf(
        stderr, "%s\n  %s\n",
        opened ? "A browser opens this page to sign in; if it does not, open it yourself:" : "Open this page to sign in:", printable(url).c_str());
    if (with_browser_ && !opened) std::fputs("No browser could be started here. On another machine, sign in with --device.\n", stderr);
  }
  void tell_code(const std::string& event) {
    clear();
    std::fprintf(stderr, "On any device, open this page:\n  %s\nand type this code:\n  %s\n", printable(event_value(event, "url")).c_str(),
                 printable(event_value(event, "code")).c_str());
    const std::string direct = event_value(event, "url_with_code");
    if (!direct.empty()) std::fprintf(stderr, "or open this page, which knows the code:\n  %s\n", printable(direct).c_str());
  }

  bool with_browser_;
  bool asked_ = false, shown_ = false;
  std::chrono::steady_clock::time_point since_;
};

homing_status run_with_prompt(homing_job* job, Prompt& prompt) {
  homing_status status = HOMING_PENDING;
  while ((status = homing_job_run(job, step_ms)) == HOMING_PENDING) {
    while (const char* const event = homing_job_event(job)) prompt.hear(event);
    prompt.show();
  }
  prompt.clear();
  return status;
}

ExitCode exit_code_of(const homing_result* result) {
  const std::string outcome = text_at(result, "/outcome");
  if (outcome == "ok") return exit_found;
  if (outcome == "partial") return exit_partial;
  return text_at(result, "/heard").empty() ? exit_not_found : exit_unreachable;
}

ExitCode print_sign_in(const homing_result* result, const Arguments& arguments) {
  if (arguments.json) std::puts(homing_result_json(result));
  else print_sign_in_table(result, stdout);
  if (!arguments.trace_file.empty() && !write_trace(result, arguments.trace_file)) return exit_usage;
  return exit_code_of(result);
}

// Alone on its line, for whoever runs this as a password command; why there is none is for standard error.
ExitCode print_token(const homing_result* result, const Arguments& arguments) {
  if (!arguments.trace_file.empty() && !write_trace(result, arguments.trace_file)) return exit_usage;
  const char* const secret = homing_result_secret(result);
  if (secret != nullptr) {
    std::puts(secret);
    return exit_found;
  }
  if (arguments.json) std::fprintf(stderr, "%s\n", homing_result_json(result));
  else print_sign_in_table(result, stderr);
  return exit_code_of(result);
}

}  // namespace

ExitCode run_login(const Arguments& arguments) {
  if (arguments.words.size() != 1) return refuse("`homing login` wants an address: homing login you@contoso.example");
  Prompt prompt(!arguments.no_browser);
  return with_account(
      arguments, homing_authorize, [&](homing_job* job) { return run_with_prompt(job, prompt); }, print_sign_in);
}

ExitCode run_token(const Arguments& arguments) {
  if (arguments.words.size() != 1 || arguments.access.empty()) {
    return refuse("`homing token` wants an address and what for: homing token you@contoso.example --for imap");
  }
  const std::string mechanism = arguments.sasl == "xoauth2" ? "XOAUTH2" : arguments.sasl == "oauthbearer" ? "OAUTHBEARER" : arguments.sasl;
  const auto start = [&](homing_session* session, const homing_account* account, homing_job** job) {
    if (mechanism.empty()) return homing_token(session, account, arguments.access.c_str(), job);
    return homing_sasl(session, account, arguments.access.c_str(), mechanism.c_str(), job);
  };
  return with_account(arguments, start, run_with_progress, print_token);
}

ExitCode run_logout(const Arguments& arguments) {
  if (arguments.words.size() != 1) return refuse("`homing logout` wants an address: homing logout you@contoso.example");
  return with_account(arguments, homing_sign_out, run_with_progress, print_sign_in);
}
