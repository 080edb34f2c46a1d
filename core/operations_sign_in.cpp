// How jobs begin that sign in, or use what is kept of a sign-in.
#include "model/utf8.hpp"
#include "operations.hpp"
#include "registry.hpp"

namespace homing {

std::shared_ptr<Job> Operations::authorize(const Account& account) {
  Expected<Address> address = parse_address(account.address);
  if (!address) return resolve(account.address);  // which refuses it
  if (!session_.permissions_.network) return refused_job({"Option offline: nobody can sign in without a network.", 0});
  const std::shared_ptr<Job> job = new_job();
  job->sign_in.emplace(SignInTask::authorize, account.copy(), std::string(address->text()), first_posting);
  begin(job, *std::move(address));
  return job;
}

// No settings are looked for: all that is needed is kept with the sign-in.
std::shared_ptr<Job> Operations::with_kept(const Account& account, SignInTask task, std::string_view access, std::string_view mechanism) {
  Expected<Address> address = parse_address(account.address);
  if (!address) return resolve(account.address);  // which refuses it
  const std::optional<Access> wanted = from_word<Access>(access);
  if (!wanted) return refused_job({"A token is for imap, pop3, smtp or graph, not for \"" + to_utf8(access, 100) + "\".", 0});
  const std::shared_ptr<Job> job = new_job();
  job->sign_in.emplace(task, account.copy(), std::string(address->text()), first_posting);
  job->sign_in->access = *wanted;
  job->sign_in->mechanism = mechanism;
  job->address.emplace(*std::move(address));
  job->result->resolution.address = job->result->arena.keep(job->address->shown());
  job->started = std::chrono::steady_clock::now();
  start(job);
  return job;
}

std::shared_ptr<Job> Operations::token(const Account& account, std::string_view access) { return with_kept(account, SignInTask::token, access, {}); }

std::shared_ptr<Job> Operations::sasl(const Account& account, std::string_view access, std::string_view mechanism) {
  if (mechanism == "XOAUTH2" || mechanism == "OAUTHBEARER") return with_kept(account, SignInTask::sasl, access, mechanism);
  return refused_job({"The mechanism is XOAUTH2 or OAUTHBEARER, not \"" + to_utf8(mechanism, 100) + "\".", 0});
}

std::shared_ptr<Job> Operations::sign_out(const Account& account) { return with_kept(account, SignInTask::sign_out, word(Access::imap), {}); }

}  // namespace homing
