#include "accounts.hpp"

#include <cstdio>
#include <new>

#include "commands.hpp"
#include "progress.hpp"
#include "system.hpp"
#include "terminal.hpp"

namespace {

constexpr std::size_t longest_secret = std::size_t{64} * 1024;

// The secret is wiped as soon as the library has its copy.
class TypedSecret {
 public:
  TypedSecret() = default;
  ~TypedSecret() { wipe(line_); }
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

using Give = homing_status (*)(homing_account*, const char*, size_t);

bool give_secret(homing_account* account, const Arguments& arguments) {
  const Give give = arguments.password_stdin        ? homing_account_password
                    : arguments.token_stdin         ? homing_account_token
                    : arguments.client_secret_stdin ? homing_account_client_secret
                                                    : nullptr;
  if (give == nullptr) return true;
  TypedSecret secret;
  if (!secret.read()) {
    print_error("Standard input has no secret; its first line must be the password, the token or the client's secret.");
    return false;
  }
  const homing_status given = give(account, secret.line().data(), secret.line().size());
  if (given != HOMING_OK) print_error(homing_account_error(account));
  return given == HOMING_OK;
}

// Empty where there is no home to put it in.
std::string usual_key_file() {
  std::string named = environment("HOMING_STORE_KEY_FILE");
  if (!named.empty()) return named;
  const std::string folder = configuration_folder();
  return folder.empty() ? folder : folder + "/store.key";
}

}  // namespace

ExitCode refuse(const std::string& sentence) {
  print_error(sentence);
  return exit_usage;
}

OwnedSession open_session_with_store(const Arguments& arguments) {
  if (!arguments.was_set("store.key_file")) homing_options_set(arguments.options.get(), "store.key_file", usual_key_file().c_str());
  return open_session(arguments);
}

OwnedAccount account_of(const Arguments& arguments) {
  homing_account* made = nullptr;
  if (homing_account_new(arguments.words.front().c_str(), &made) != HOMING_OK) throw std::bad_alloc();
  OwnedAccount account(made);
  if (arguments.no_login) homing_account_set(made, "method", "none");
  const bool access_is_wrong = arguments.command == "login" && homing_account_set(made, "access", arguments.access.c_str()) != HOMING_OK;
  if (access_is_wrong) {
    print_error(homing_account_error(made));
    return nullptr;
  }
  for (const auto& [name, value] : arguments.account) {
    if (homing_account_set(made, name.c_str(), value.c_str()) == HOMING_OK) continue;
    print_error(homing_account_error(made));
    return nullptr;
  }
  return give_secret(made, arguments) ? std::move(account) : nullptr;
}

ExitCode with_account(const Arguments& arguments, const StartJob& start, const RunJob& run, const PrintResult& print) {
  const OwnedSession session = open_session_with_store(arguments);
  if (!session) return exit_usage;
  const OwnedAccount account = account_of(arguments);
  if (!account) return exit_usage;
  homing_job* made = nullptr;
  const homing_status started = start(session.get(), account.get(), &made);
  const OwnedJob job(made);
  if (started == HOMING_INVALID_REQUEST) return refuse(homing_job_error(made));
  const homing_status status = job ? run(job.get()) : started;
  if (status == HOMING_INVALID_ADDRESS) return print_refusal(job.get(), arguments.words.front());
  const OwnedResult result = status == HOMING_OK ? result_of(job.get()) : OwnedResult();
  if (result) return print(result.get(), arguments);
  if (status != HOMING_OK) print_error(homing_status_text(status));
  return exit_internal;
}

homing_status run_with_progress(homing_job* job) { return Progress().run(job); }
