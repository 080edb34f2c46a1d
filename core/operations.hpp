#pragma once
// What a session can be asked to do; each operation makes a job. A refused one has its sentence in `fault`.
#include "session.hpp"

namespace homing {

class Operations {
 public:
  explicit Operations(Session& session) : session_(session) {}

  std::shared_ptr<Job> resolve(std::string_view typed_address);
  /// The same for everybody at a mail domain.
  std::shared_ptr<Job> resolve_domain(std::string_view typed_domain);
  /// Reads what somebody publishes (autoconfig, Autodiscover, PACC, a zone with SRV records), as its author's critic.
  std::shared_ptr<Job> check(std::string_view typed_address, std::string_view file);
  /// What mail programs find at a mail domain, what is wrong and what would mend it (manifests/schema/audit.schema.json).
  std::shared_ptr<Job> audit(std::string_view typed_domain);
  /// The ways to send for a mail domain, and what its DNS says about each (manifests/schema/sending.schema.json).
  std::shared_ptr<Job> options_to_send(std::string_view typed_domain);
  /// Another program's configuration for the account (manifests/schema/export.schema.json). Its secret is not looked at.
  std::shared_ptr<Job> export_as(const Account& account, std::string_view format);
  /// Proves the account against its live servers (manifests/schema/verification.schema.json).
  std::shared_ptr<Job> verify(const Account& account);
  /// The same for sending: submits one message to addresses that commas separate.
  std::shared_ptr<Job> send_test(const Account& account, std::string_view to);
  /// Signs somebody in with OAuth2 (manifests/schema/sign-in.schema.json), as all three that follow.
  std::shared_ptr<Job> authorize(const Account& account);
  /// A token that is good now, of the sign-in that is kept.
  std::shared_ptr<Job> token(const Account& account, std::string_view access);
  /// The same as the client's first SASL response, in base64; `mechanism`: XOAUTH2 or OAUTHBEARER.
  std::shared_ptr<Job> sasl(const Account& account, std::string_view access, std::string_view mechanism);
  /// Nothing is kept any more.
  std::shared_ptr<Job> sign_out(const Account& account);
  /// What a pasted error text means, who can mend it and how (manifests/schema/explanation.schema.json).
  std::shared_ptr<Job> explain(std::string_view text);
  /// Any operation as a JSON document (manifests/schema/request.schema.json).
  std::shared_ptr<Job> call(std::string_view request);

  /// A job of which nothing is known yet.
  std::shared_ptr<Job> new_job();
  /// Its address is known: it ends at once where the catalogue knows all, or waits for the pump.
  void begin(const std::shared_ptr<Job>& job, Address address);

 private:
  std::shared_ptr<Job> with_kept(const Account& account, SignInTask task, std::string_view access, std::string_view mechanism);
  std::shared_ptr<Job> about_domain(std::string_view typed_domain, Purpose purpose);
  std::shared_ptr<Job> prove(const Account& account, Address address, std::shared_ptr<const Letter> letter);
  void start(const std::shared_ptr<Job>& job);
  static void refuse(Job& job, Fault fault);
  std::shared_ptr<Job> refused_job(Fault fault);

  Session& session_;
};

}  // namespace homing
