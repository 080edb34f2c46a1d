// homing verify ADDRESS, homing send-test ADDRESS --to ADDRESS
#include <cstdio>
#include <cstring>

#include "commands.hpp"
#include "page.hpp"
#include "progress.hpp"
#include "terminal.hpp"
#include "verify_table.hpp"

namespace {

constexpr std::size_t longest_secret = std::size_t{64} * 1024;

// The secret is wiped as soon as the library has its copy.
class TypedSecret {
 public:
  TypedSecret() = default;
  ~TypedSecret() {
    if (!line_.empty()) ::explicit_bzero(line_.data(), line_.size());
  }
  TypedSecret(const TypedSecret&) = delete;
  TypedSecret& operator=(const TypedSecret&) = delete;

  /// The first line of standard input.
  bool read() {
    line_.reserve(longest_secret + 1);  // so that it does not move
    for (int c = std::getchar(); c != EOF && c != '\n' && line_.size() <= longest_secret; c = std::getchar()) line_ += static_cast<char>(c);
    if (line_.ends_with('\r')) line_.pop_back();
    return !line_.empty();
  }
  const std::string& line() const { return line_; }

 private:
  std::string line_;
};

ExitCode refuse(const std::string& sentence) {
  print_error(sentence);
  return exit_usage;
}

bool give_secret(homing_account* account, const Arguments& arguments) {
  if (!arguments.password_stdin && !arguments.token_stdin) return true;
  TypedSecret secret;
  if (!secret.read()) {
    print_error("Standard input has no secret; its first line must be the password or the token.");
    return false;
  }
  const std::string& line = secret.line();
  const homing_status given =
      arguments.password_stdin ? homing_account_password(account, line.data(), line.size()) : homing_account_token(account, line.data(), line.size());
  if (given != HOMING_OK) print_error(homing_account_error(account));
  return given == HOMING_OK;
}

OwnedAccount account_of(const Arguments& arguments) {
  homing_account* made = nullptr;
  if (homing_account_new(arguments.words.front().c_str(), &made) != HOMING_OK) throw std::bad_alloc();
  OwnedAccount account(made);
  for (const auto& [name, value] : arguments.account) {
    if (homing_account_set(made, name.c_str(), value.c_str()) == HOMING_OK) continue;
    print_error(homing_account_error(made));
    return nullptr;
  }
  return give_secret(made, arguments) ? std::move(account) : nullptr;
}

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
  const OwnedSession session = open_session(arguments);
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
  if (arguments.words.size() != 1) return refuse("`homing verify` wants an address: homing verify you@contoso.example --password-stdin");
  return prove(arguments, homing_verify);
}

ExitCode run_send_test(const Arguments& arguments) {
  if (arguments.words.size() != 1 || arguments.to.empty()) {
    return refuse("`homing send-test` wants an address and --to: homing send-test you@contoso.example --to you@contoso.example --password-stdin");
  }
  if (!arguments.password_stdin && !arguments.token_stdin) return refuse("`homing send-test` wants --password-stdin or --token-stdin.");
  return prove(arguments, [&](homing_session* session, const homing_account* account, homing_job** job) {
    return homing_send_test(session, account, arguments.to.c_str(), job);
  });
}
