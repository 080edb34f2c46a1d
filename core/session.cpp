// What a session is made of. operations.cpp is how its jobs begin, pump.cpp how they go on.
#include "session.hpp"

#include "audit/audit.hpp"
#include "installed.hpp"
#include "net/authority.hpp"
#include "net/files.hpp"
#include "net/live.hpp"
#include "net/replay.hpp"
#include "registry.hpp"
#include "sending/sending.hpp"
#include "sign_in_report.hpp"
#include "verify/report.hpp"

namespace homing {
namespace {

constexpr Milliseconds longest_audit{10000};
constexpr std::size_t largest_answers = std::size_t{64} * 1024 * 1024;

std::string with_slash(std::string_view url) { return std::string(url) + (url.ends_with('/') ? "" : "/"); }

Privacy privacy_of(std::string_view word) { return word == "strict" ? Privacy::strict : word == "address" ? Privacy::address : Privacy::domain; }

CacheLimits cache_limits(const Options& options) {
  const auto seconds = [&](Option option) { return std::chrono::seconds(options.number(option)); };
  constexpr std::size_t kilobyte = 1024;
  return {static_cast<std::size_t>(options.number(Option::cache_kilobytes)) * kilobyte, seconds(Option::cache_longest_s),
          seconds(Option::cache_negative_s), seconds(Option::cache_web_s)};
}

}  // namespace

Session::Session(const Options& options) : options_(options), tracing_(options.flag(Option::trace)), telling_(options.flag(Option::events)) {
  permissions_.network = !options.flag(Option::offline);
  permissions_.privacy = privacy_of(options.text(Option::privacy));
  permissions_.staged = options.flag(Option::staged);
  permissions_.autodiscover = options.flag(Option::autodiscover);
  permissions_.autodiscover_http = options.flag(Option::autodiscover_http);
  permissions_.microsoft_tenant = options.flag(Option::microsoft_tenant);
  permissions_.microsoft_realm = options.flag(Option::microsoft_realm);
  permissions_.autoconfig_http = options.flag(Option::autoconfig_http);
  permissions_.guess = options.flag(Option::guess);
  permissions_.directory = options.flag(Option::directory);
  permissions_.send_address = options.flag(Option::autoconfig_send_address);
  permissions_.resolver = options.text(Option::dns_doh);
  permissions_.directory_url = with_slash(options.text(Option::directory_url));
  permissions_.directory_folder = options.text(Option::directory_folder);
  pace_.deadline = Milliseconds(options.number(Option::deadline_ms));
  pace_.grace = Milliseconds(options.number(Option::grace_ms));
  pace_.hear_contradictions = options.flag(Option::contradictions);
  audit_permissions_ = permissions_;
  audit_permissions_.audit = true;
  audit_permissions_.staged = false;
  audit_permissions_.autoconfig_http = true;  // other programs ask there, and believe it
  sending_permissions_ = permissions_;
  sending_permissions_.sending = true;
  sending_permissions_.staged = false;
  audit_pace_ = pace_;
  audit_pace_.exhaustive = true;
  if (!options.is_set(Option::deadline_ms)) audit_pace_.deadline = longest_audit;
}

Expected<std::shared_ptr<Session>> Session::open(const Options& options) {
  std::shared_ptr<Session> session(new Session(options));
  if (const Expected<void> prepared = session->prepare(); !prepared) return prepared.error();
  return session;
}

Expected<void> Session::prepare() {
  const bool kept_back = options_.is_set(Option::privacy) && permissions_.privacy != Privacy::address;
  if (kept_back && permissions_.send_address) {
    return Fault{"Options privacy and autoconfig.send_address contradict each other: one keeps the address back, the other sends it.", 0};
  }
  const Expected<bool> installed = read_installed(options_, installed_);
  if (!installed) return installed.error();
  catalogue_.emplace(builtin_tables(), *installed ? &installed_.tables() : nullptr);
  if (const Expected<void> read = read_answers(); !read) return read;
  keeping_.emplace(options_, answers_.has_value());  // a replay is to depend on its file alone
  return check_network_options();
}

Expected<void> Session::read_answers() {
  const std::string given(options_.text(Option::answers));
  if (given.empty()) return {};
  const std::size_t begin = given.find_first_not_of(" \t\r\n");
  const bool is_text = begin != std::string::npos && given[begin] == '{';
  const Expected<std::string> text = is_text ? Expected<std::string>(given) : read_file(given, largest_answers);
  if (!text) return text.error();
  Expected<Answers> answers = Answers::read(*text);
  if (!answers) return Fault{(is_text ? "Option answers: " : given + ": ") + answers.error().sentence, answers.error().position};
  answers_ = *std::move(answers);
  return {};
}

NetworkOptions Session::network_options() const {
  NetworkOptions result;
  result.dns_servers = options_.text(Option::dns_servers);
  result.trust_ad = options_.flag(Option::dns_trust_ad);
  result.doh = options_.text(Option::dns_doh);
  result.dns_timeout = Milliseconds(options_.number(Option::dns_timeout_ms));
  result.ca_file = options_.text(Option::tls_ca_file);
  result.proxy = options_.text(Option::net_proxy);
  result.refuse_private = options_.text(Option::net_private_addresses) == "refuse";
  return result;
}

// Whether what the mail exchangers decide may be asked of a name server without more ado.
bool Session::asks_plainly() const { return permissions_.network && permissions_.staged && permissions_.resolver.empty() && !answers_ && !tracing_; }

Expected<void> Session::check_network_options() {
  const NetworkOptions network = network_options();
  if (!network.dns_servers.empty() && !is_server_list(network.dns_servers)) {
    return Fault{"Option dns.servers: \"" + network.dns_servers + "\" is not a list such as 192.0.2.1,192.0.2.2:5353 or [2001:db8::1]:53.", 0};
  }
  if (!network.ca_file.empty()) {
    if (const Expected<void> checked = check_ca_file(network.ca_file); !checked) return checked;
  }
  return network.proxy.empty() ? Expected<void>() : check_proxy(network.proxy);
}

Network& Session::network() {
  if (!network_ && answers_) network_ = std::make_unique<ReplayNetwork>(*answers_);
  if (!network_) network_ = std::make_unique<LiveNetwork>(network_options());
  if (!enquiries_) enquiries_.emplace(*network_, cache_limits(options_));
  return *network_;
}

JobState Session::state(const Job& job) {
  const std::lock_guard lock(mutex_);
  return job.state;
}

// What remains of a race: the verdict, and what others make of it.
void Session::write_documents(Job& job, Time now) {
  Resolution& resolution = job.result->resolution;
  const double total = std::chrono::duration<double, std::milli>(now - job.started).count();
  if (job.verification) {
    job.result->document = to_json(*job.verification, besides_of(job), resolution, *catalogue_, total);
    return;
  }
  if (job.sign_in) {
    job.result->document = sign_in_json(job, *catalogue_, total);
    job.result->secret = job.sign_in->product.copy();
    return;
  }
  resolution = job.race->verdict(now);
  resolution.timing.recalled = job.recalled;
  if (job.export_order) job.result->document = export_json(*job.export_order, resolution, *job.address);
  if (job.purpose == Purpose::resolve) return;
  const Inquest inquest(*job.subject, resolution, job.race->findings(), job.race->questions());
  const bool audits = job.purpose == Purpose::audit;
  job.result->document = audits ? to_json(homing::audit(inquest), inquest) : to_json(homing::options_to_send(inquest), inquest);
}

// The race is over.
void Session::know_settings(Job& job) {
  job.result->resolution = job.race->verdict(network_->now());
  job.result->resolution.timing.recalled = job.recalled;
  drop_questions(job);
  job.settings_known = true;
}

bool cancel_job(std::uint32_t id) {
  const std::shared_ptr<Job> job = find_job(id);
  if (!job) return false;
  job->cancel_requested = true;
  job->session->want_cancel();
  job->session->wake();
  return true;
}

}  // namespace homing
