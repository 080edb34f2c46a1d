// The same for signing in and for what is kept of it: whatever fails, the store holds a whole sign-in, the old one or the new one.
#include <string>
#include <string_view>

#include "attempt.hpp"
#include "catch.hpp"
#include "failing_memory.hpp"
#include "one_place.hpp"

namespace {

constexpr const char* sign_in = HOMING_SOURCE_DIR "/tests/capi/sign_in.json";
constexpr const char* soon_over = HOMING_SOURCE_DIR "/tests/capi/soon_over.json";
constexpr const char* renewal = HOMING_SOURCE_DIR "/tests/capi/renewal.json";
constexpr int for_ever = -1;  // the network's time is virtual

/// A sign-in whose tokens are about to end, made while memory was plenty.
struct Kept {
  std::string key, value;
};
Kept kept_before;

OnePlace* place = nullptr;       // of the attempt that is under way
bool told_of_new_token = false;  // the attempt handed out a renewed token
bool erased = false;             // it was told that nothing is kept any more

SessionHandle open_at(const char* answers, OnePlace& store) {
  SessionHandle session = open({{"answers", answers},
                                {"trace", "on"},
                                {"store.folder", FOLDER},
                                {"store.place", "none"},
                                {"oauth.client_id", "client-of-a-test"},
                                {"verify.deadline_ms", "1000"}});
  if (!session || !worked(store.serve(session.get()), "homing_session_store")) return nullptr;
  return session;
}

AccountHandle ada(const char* access) {
  homing_account* raw = nullptr;
  if (!worked(homing_account_new("ada@contoso.example", &raw), "homing_account_new")) return nullptr;
  AccountHandle account(raw);
  for (const auto& [name, value] : {std::pair("flow", "device"), std::pair("access", access), std::pair("via", "auto")}) {
    if (!worked(homing_account_set(raw, name, value), "homing_account_set")) return nullptr;
  }
  return account;
}

using Start = homing_status (*)(homing_session*, const homing_account*, homing_job**);

homing_status start_token(homing_session* session, const homing_account* account, homing_job** job) {
  return homing_token(session, account, "imap", job);
}
homing_status start_sasl(homing_session* session, const homing_account* account, homing_job** job) {
  return homing_sasl(session, account, "smtp", "XOAUTH2", job);
}
homing_status start_send(homing_session* session, const homing_account* account, homing_job** job) {
  return homing_send_test(session, account, "grace@contoso.example", job);
}

bool is(const char* found, std::string_view wanted) { return found != nullptr && found == wanted; }

/// Settings may not be found where an answer is lost for want of memory; from then on nothing is.
bool is_in_vain(const homing_result* result) {
  if (is(homing_result_part(result, "/sign_in/ok"), "false")) return true;
  const bool found = !is(homing_result_text(result, "/operation"), "authorize") || homing_result_text(result, "/sign_in/flow") != nullptr;
  const bool proves = homing_result_part(result, "/protocols") != nullptr;
  return found && !proves && is(homing_result_text(result, "/outcome"), "failed");
}

/// The job's end, and what it promises about the store.
void run_to_end(const SessionHandle& session, const AccountHandle& account, Start start, const char* what) {
  if (!session || !account) return;
  homing_job* job = nullptr;
  const homing_status status = start(session.get(), account.get(), &job);
  const JobHandle owner(job);
  if (!worked(status, what)) return expect(job == nullptr, "a job although there was no memory for it");
  finish(job, for_ever);
  homing_result* raw = nullptr;
  if (homing_job_result(job, &raw) != HOMING_OK) return;
  const ResultHandle result(raw);
  expect(!is_in_vain(raw), "a sign-in, or what is kept of one, was in vain");
  told_of_new_token = told_of_new_token || homing_result_secret(raw) != nullptr;
  const char* const kept = homing_result_part(raw, "/sign_in/was_kept");
  erased = erased || (kept != nullptr && is(homing_result_text(raw, "/outcome"), "ok"));
}

OnePlace& new_place(bool with_old) {
  static OnePlace places[2];
  static int turn = 0;
  OnePlace& next = places[turn++ % 2];
  next.~OnePlace();
  new (&next) OnePlace();
  if (with_old) next.keep(kept_before.key.c_str(), kept_before.value);
  place = &next;
  told_of_new_token = erased = false;
  return next;
}

void work_on_what_is_kept(Start start, const char* what) {
  OnePlace& store = new_place(true);
  const SessionHandle session = open_at(renewal, store);
  run_to_end(session, ada("imap,smtp,graph"), start, what);
}

void signing_in() {
  OnePlace& store = new_place(false);
  const SessionHandle session = open_at(sign_in, store);
  run_to_end(session, ada("imap,smtp"), homing_authorize, "homing_authorize");
}

void signing_in_again() {
  OnePlace& store = new_place(true);
  const SessionHandle session = open_at(sign_in, store);
  run_to_end(session, ada("imap,smtp"), homing_authorize, "homing_authorize");
}

void renewing() { work_on_what_is_kept(start_token, "homing_token"); }
void renewing_for_sasl() { work_on_what_is_kept(start_sasl, "homing_sasl"); }
void signing_out() { work_on_what_is_kept(homing_sign_out, "homing_sign_out"); }
void verifying() { work_on_what_is_kept(homing_verify, "homing_verify"); }
void sending_by_graph() { work_on_what_is_kept(start_send, "homing_send_test"); }

bool is_whole(const OnePlace& store) {
  return store.kept().substr(0, 2) == "{\"" && store.kept().back() == '}' && store.holds("\"refresh_token\":\"refresh-token-");
}

/// Somebody who comes later, with memory, gets a token of what is kept.
bool gives_a_token(OnePlace& store) {
  OnePlace copy;
  copy.keep(store.key(), store.kept());
  const SessionHandle session = open_at(renewal, copy);
  homing_job* job = nullptr;
  const AccountHandle account = ada("imap,smtp");
  if (!session || homing_token(session.get(), account.get(), "imap", &job) != HOMING_OK) return false;
  const JobHandle owner(job);
  if (homing_job_run(job, for_ever) != HOMING_OK) return false;
  const ResultHandle result = result_of(job);
  return homing_result_secret(result.get()) != nullptr;
}

void promises_were_kept() { expect(place->broken_promises() == 0 && place->releases() <= 1, "the store was used as nobody promised"); }

void whole_if_any() {
  promises_were_kept();
  if (place->kept().empty()) return;
  expect(is_whole(*place), "half a sign-in is kept");
  expect(gives_a_token(*place), "no token comes of what is kept");
}

void still_kept() {
  expect(!place->kept().empty(), "the sign-in was lost");
  whole_if_any();
  const bool renewed = place->holds("refresh-token-2") || place->holds("refresh-token-3");
  expect(!told_of_new_token || renewed, "a token was handed out before its refresh token was kept");
}

void kept_or_erased() {
  if (place->kept().empty()) promises_were_kept();
  else expect(!erased, "the sign-in is still kept, though it was told to be erased"), whole_if_any();
}

constexpr Operation operations[] = {
    {"signing in", signing_in, whole_if_any},
    {"signing in again", signing_in_again, [] { expect(!place->kept().empty(), "the old sign-in was lost"), whole_if_any(); }},
    {"renewing", renewing, still_kept},
    {"renewing for SASL", renewing_for_sasl, still_kept},
    {"signing out", signing_out, kept_or_erased},
    {"verifying with what is kept", verifying, still_kept},
    {"sending by Microsoft Graph", sending_by_graph, still_kept}};

/// What the attempts begin with; they would mean nothing if it did not do what it says.
void prepare() {
  OnePlace& store = new_place(false);
  run_to_end(open_at(soon_over, store), ada("imap,smtp,graph"), homing_authorize, "homing_authorize");
  REQUIRE(is_whole(store));
  REQUIRE(store.holds("refresh-token-1"));
  kept_before = {store.key(), std::string(store.kept())};
  renewing();
  REQUIRE(told_of_new_token);
  REQUIRE(place->holds("refresh-token-2"));
  sending_by_graph();
  REQUIRE(place->holds("refresh-token-3"));
  signing_out();
  REQUIRE(place->kept().empty());
}

}  // namespace

TEST_CASE("When one allocation fails, no sign-in is lost and none is half kept") {
  prepare();
  for (const Operation& operation : operations) fail_each(operation, false, false);
}

TEST_CASE("When memory stays away, a sign-in waits for it in the store") {
  prepare();
  for (const Operation& operation : operations) fail_each(operation, true, false);
}

TEST_CASE("When an allocation fails while somebody signs in, nothing leaks") {
  prepare();
  for (const Operation& operation : operations) {
    operation.run();  // what is made once for ever is made now
    fail_each(operation, false, true);
  }
}
