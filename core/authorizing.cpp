// How the settings become a sign-in, and what is told of it.
#include <algorithm>

#include "clients.hpp"
#include "model/json_writer.hpp"
#include "oauth/hidden.hpp"
#include "read/oauth_metadata.hpp"
#include "signing.hpp"

namespace homing {
namespace {

std::string_view word_of(Notice::What what) { return what == Notice::What::open ? "open" : what == Notice::What::code ? "code" : "waiting"; }

std::vector<Access> offered(const Authority& authority) {
  std::vector<Access> all;
  for (const Access access : {Access::imap, Access::pop3, Access::smtp, Access::graph}) {
    if (authority.offers(access)) all.push_back(access);
  }
  return all;
}

// The issuer and the places that are named for it belong to one owner; else a stranger could have what is meant for the issuer.
bool is_of_one_owner(const OAuth& oauth) {
  const std::string_view owner = owner_of(issuer_host(oauth.issuer));
  for (const Text url : {oauth.authorization_endpoint, oauth.token_endpoint, oauth.device_authorization_endpoint, oauth.revocation_endpoint}) {
    if (!url.empty() && owner_of(issuer_host(url)) != owner) return false;
  }
  return true;
}

// Why nobody is to sign in there; empty: nothing is wrong with it.
std::string_view distrust(const OAuth& oauth) {
  if (oauth.trust == Trust::builtin) return {};
  if (oauth.trust > Trust::dnssec) return "where to sign in was told over an unprotected way (name it yourself: issuer, an https URL)";
  if (!oauth.by_issuer && !oauth.token_endpoint.empty() && !is_of_one_owner(oauth))
    return "the places to sign in belong to somebody else than the issuer that is named for them";
  return {};
}

// All the servers that may be told a token.
std::vector<std::string> hosts_of(const Settings& settings) {
  std::vector<std::string> hosts;
  for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
    for (const Endpoint& endpoint : settings.of(protocol)) {
      if (std::find(hosts.begin(), hosts.end(), endpoint.host.view()) == hosts.end()) hosts.emplace_back(endpoint.host.view());
    }
  }
  return hosts;
}

}  // namespace

void Signing::begin(const Resolution& resolution, Time now) {
  in_.until = now + Milliseconds(session_.options_.number(Option::sign_in_deadline_ms));
  const std::string& issuer = in_.account->sign_in.issuer;
  const OAuth* const oauth = resolution.settings.oauth2;
  if (!issuer.empty()) {
    in_.metadata_issuer = issuer;
    in_.phase = Phase::metadata;
    return;
  }
  if (oauth == nullptr && resolution.outcome == Outcome::unreachable) return fail({"nobody answered", Heard::timeout, {}});
  if (oauth == nullptr) return fail({"oauth.no_endpoint: nothing says how " + in_.mailbox + " signs in with OAuth2", {}, {}});
  if (const std::string_view why = distrust(*oauth); !why.empty()) return fail({"oauth.no_endpoint: " + std::string(why), {}, {}});
  if (!oauth->token_endpoint.empty()) return begin_grant(*oauth);
  in_.metadata_issuer = oauth->issuer;
  in_.phase = Phase::metadata;
}

// RFC 8414 section 3; OpenID Connect Discovery 1.0 section 4 where there is no such document.
void Signing::ask_metadata() {
  if (in_.metadata_is_out) return;
  std::string url = oauth_metadata_url(in_.metadata_issuer);
  if (url.empty()) return fail({"oauth.no_endpoint: " + in_.metadata_issuer + " is no issuer with metadata", {}, {}});
  if (in_.metadata_of_openid) {
    url = in_.metadata_issuer;
    if (url.ends_with('/')) url.pop_back();
    url += "/.well-known/openid-configuration";
  }
  const JobTicket ticket = ticket_of(in_.tickets);
  in_.asked.resize(in_.tickets);  // one that could not be asked has left its place
  in_.asked.emplace_back(url, session_.network_->now());
  session_.enquiries_->ask(ticket, {Ask::https, url}, std::min(in_.until, session_.network_->now() + renewal_patience));
  ++in_.tickets;
  in_.metadata_is_out = true;
  if (session_.telling_) session_.tell(job_, session_.network_->now(), "asked", Question{Ask::https, url}.key(), {});
}

void Signing::hear_metadata(const Answer& answer) {
  Arena& arena = job_.result->arena;
  const bool page = answer.heard == Heard::answered && answer.status == 200;
  const Expected<OAuth> read = page ? read_oauth_metadata(answer.body, in_.metadata_issuer, arena) : Fault("there is none", 0);
  if (read) return begin_grant(*read);
  if (!in_.metadata_of_openid) {
    in_.metadata_of_openid = true;
    return;
  }
  fail({"oauth.no_endpoint: the metadata of " + in_.metadata_issuer + " cannot be used: " + read.error().sentence, answer.heard, {}});
}

// What cannot be read would not be replaced either: that is told before anybody signs in.
bool Signing::remember(GrantOrder& order) {
  const Expected<std::optional<Record>> before = kept();
  if (!before) return fail({"oauth.store: " + before.error().sentence, {}, {}}), false;
  if (!before->has_value()) return true;
  const Record& record = **before;
  const bool same = record.client_id == order.client.id && record.authority.token_endpoint == order.authority.token_endpoint;
  if (same) order.before_user = record.user, order.before = record.accesses;
  return true;
}

// What is asked for, of an authority that is known.
Expected<GrantOrder> Signing::order_at(Authority authority, Client client) const {
  const SignInWishes& wishes = in_.account->sign_in;
  const Resolution& resolution = job_.result->resolution;
  GrantOrder order{std::move(authority), std::move(client), wishes.flow, in_.mailbox, wishes.user, wishes.accesses};
  if (order.user.empty()) order.user = in_.mailbox;
  if (session_.permissions_.privacy != Privacy::strict) order.hint = order.user;
  order.hosts = hosts_of(resolution.settings);
  order.kind = resolution.mailbox.kind;
  order.cloud = resolution.mailbox.cloud;
  const std::string& issuer = order.authority.issuer;
  for (const Access access : order.wanted) {
    if (!order.authority.offers(access)) return Fault{"oauth.no_endpoint: " + issuer + " has nothing for " + word(access).c_str(), 0};
  }
  if (order.wanted.empty()) order.wanted = offered(order.authority);
  // Nothing tells which permissions an application has: sending by Graph is one more, and is asked for by name.
  if (wishes.flow == Flow::app && wishes.accesses.empty()) std::erase(order.wanted, Access::graph);
  if (order.wanted.empty()) return Fault{"oauth.no_endpoint: nothing tells what to ask " + issuer + " for", 0};
  return order;
}

void Signing::begin_grant(const OAuth& oauth) {
  const SignInWishes& wishes = in_.account->sign_in;
  Expected<Registration> registration = registration_for(oauth.issuer, wishes, session_.options_);
  if (!registration) return fail({registration.error().sentence, {}, {}});
  const bool confidential = !registration->client.secret.empty() || !registration->client.certificate.empty();
  const bool vouched = oauth.trust == Trust::builtin || !wishes.issuer.empty() || registration->is_listed;
  if (confidential && !vouched) return fail({"oauth.no_client: the program's secret is for an issuer that you name, not for what was found", {}, {}});
  // An application has no user whose kind of account could tell the tenant: its mailbox's domain does.
  const bool app = wishes.flow == Flow::app;
  const std::string domain = in_.mailbox.substr(in_.mailbox.find('@') + 1);
  Expected<Authority> authority = authority_of(oauth, registration->tenant.empty() && app ? domain : registration->tenant);
  if (!authority) return fail({"oauth.no_endpoint: " + authority.error().sentence, {}, {}});
  if (!registration->redirect.empty()) authority->redirect = registration->redirect;
  Expected<GrantOrder> order = order_at(*std::move(authority), std::move(registration->client));
  if (!order) return fail({order.error().sentence, {}, {}});
  const Expected<std::shared_ptr<TokenStore>> store = token_store(true);
  if (!store) return fail({"oauth.store: " + store.error().sentence, {}, {}});
  if (*store == nullptr) return fail({"oauth.store: there is no place to keep the sign-in; " + session_.keeping().advice(), {}, {}});
  if (!remember(*order)) return;
  in_.kept_in = (*store)->place();
  in_.grant.emplace(*std::move(order));
  in_.grant->begin(session_.network_->now(), wall_now());
  in_.phase = Phase::working;
}

// These are what the caller has asked for: they are kept even where events are off.
void Signing::tell(const Notice& notice) {
  std::string json;
  JsonWriter(json).element([&](auto& out) {
    out.text("event", word_of(notice.what));
    out.number("job", job_.id);
    out.milliseconds("ms", std::chrono::duration<double, std::milli>(session_.network_->now() - job_.started).count());
    if (!notice.url.empty()) out.text("url", notice.url);
    if (!notice.code.empty()) out.text("code", notice.code);
    if (!notice.url_with_code.empty()) out.text("url_with_code", notice.url_with_code);
    if (notice.lifetime.count() > 0) out.number("lifetime_s", notice.lifetime.count());
  });
  session_.keep_event(job_, std::move(json));
}

// What is told and traced may be lost for want of memory; the job goes on.
void Signing::record(std::uint32_t number, const Posted& posted) {
  try {
    Answer answer;
    answer.heard = posted.heard;
    answer.status = posted.status;
    answer.headers = posted.headers;
    answer.detail = posted.detail;
    if (session_.tracing_) answer.body = without_secrets(posted.body);
    record(number, Ask::post, answer);
  } catch (const std::bad_alloc&) {
    return;
  }
}

void Signing::record(std::uint32_t number, Ask kind, const Answer& answer) {
  try {
    const Time now = session_.network_->now();
    const Question question{kind, in_.asked[number].first};
    if (session_.telling_) session_.tell(job_, now, "heard", question.key(), word(answer.heard));
    if (!session_.tracing_) return;
    const auto delay = std::chrono::duration_cast<Milliseconds>(now - in_.asked[number].second);
    job_.trace.push_back({question, {answer, std::max(delay, Milliseconds(1))}});
  } catch (const std::bad_alloc&) {
    return;
  }
}

}  // namespace homing
