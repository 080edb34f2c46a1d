// homing_account, and what is done with one.
#include "verify/account.hpp"

#include "fence.hpp"
#include "handle.hpp"
#include "start.hpp"

using homing::Account;
using homing::fenced;
using homing::is_live;

namespace {

homing_status told(homing_account& account, const homing::Expected<void>& done) {
  account.error = done ? std::string() : done.error().sentence;
  return done ? HOMING_OK : HOMING_INVALID_VALUE;
}

homing_status set_secret(homing_account* account, Account::Kind kind, const char* bytes, size_t size) {
  return fenced([&]() -> homing_status {
    if (!is_live(account)) return HOMING_INVALID_HANDLE;
    if (bytes == nullptr) return HOMING_INVALID_ARGUMENT;
    return told(*account, account->account.set_secret(kind, std::string_view(bytes, size)));
  });
}

}  // namespace

homing_status homing_account_new(const char* address, homing_account** out) {
  return fenced([&]() -> homing_status {
    if (out == nullptr) return HOMING_INVALID_ARGUMENT;
    *out = nullptr;
    if (address == nullptr) return HOMING_INVALID_ARGUMENT;
    auto handle = std::make_unique<homing_account>();
    handle->account.address = address;
    *out = handle.release();
    return HOMING_OK;
  });
}

homing_status homing_account_set(homing_account* account, const char* name, const char* value) {
  return fenced([&]() -> homing_status {
    if (!is_live(account)) return HOMING_INVALID_HANDLE;
    if (name == nullptr || value == nullptr) return HOMING_INVALID_ARGUMENT;
    return told(*account, account->account.set(name, value));
  });
}

homing_status homing_account_password(homing_account* account, const char* password, size_t size) {
  return set_secret(account, Account::Kind::password, password, size);
}

homing_status homing_account_token(homing_account* account, const char* token, size_t size) {
  return set_secret(account, Account::Kind::token, token, size);
}

homing_status homing_account_client_secret(homing_account* account, const char* secret, size_t size) {
  return fenced([&]() -> homing_status {
    if (!is_live(account)) return HOMING_INVALID_HANDLE;
    if (secret == nullptr) return HOMING_INVALID_ARGUMENT;
    return told(*account, account->account.set_client_secret(std::string_view(secret, size)));
  });
}

const char* homing_account_error(const homing_account* account) { return is_live(account) ? account->error.c_str() : ""; }

void homing_account_free(homing_account* account) {
  if (is_live(account)) delete account;
}

homing_status homing_verify(homing_session* session, const homing_account* account, homing_job** out) {
  if (account != nullptr && !is_live(account)) return homing::no_job(out, HOMING_INVALID_HANDLE);
  return homing::start_job(session, account != nullptr, out, [&](homing::Operations s) { return s.verify(account->account); });
}

homing_status homing_export(homing_session* session, const homing_account* account, const char* format, homing_job** out) {
  if (account != nullptr && !is_live(account)) return homing::no_job(out, HOMING_INVALID_HANDLE);
  const bool present = account != nullptr && format != nullptr;
  return homing::start_job(session, present, out, [&](homing::Operations s) { return s.export_as(account->account, format); });
}

homing_status homing_send_test(homing_session* session, const homing_account* account, const char* to, homing_job** out) {
  if (account != nullptr && !is_live(account)) return homing::no_job(out, HOMING_INVALID_HANDLE);
  const bool present = account != nullptr && to != nullptr;
  return homing::start_job(session, present, out, [&](homing::Operations s) { return s.send_test(account->account, to); });
}

homing_status homing_authorize(homing_session* session, const homing_account* account, homing_job** out) {
  if (account != nullptr && !is_live(account)) return homing::no_job(out, HOMING_INVALID_HANDLE);
  return homing::start_job(session, account != nullptr, out, [&](homing::Operations s) { return s.authorize(account->account); });
}

homing_status homing_token(homing_session* session, const homing_account* account, const char* access, homing_job** out) {
  if (account != nullptr && !is_live(account)) return homing::no_job(out, HOMING_INVALID_HANDLE);
  const bool present = account != nullptr && access != nullptr;
  return homing::start_job(session, present, out, [&](homing::Operations s) { return s.token(account->account, access); });
}

homing_status homing_sasl(homing_session* session, const homing_account* account, const char* access, const char* mechanism, homing_job** out) {
  if (account != nullptr && !is_live(account)) return homing::no_job(out, HOMING_INVALID_HANDLE);
  const bool present = account != nullptr && access != nullptr && mechanism != nullptr;
  return homing::start_job(session, present, out, [&](homing::Operations s) { return s.sasl(account->account, access, mechanism); });
}

homing_status homing_sign_out(homing_session* session, const homing_account* account, homing_job** out) {
  if (account != nullptr && !is_live(account)) return homing::no_job(out, HOMING_INVALID_HANDLE);
  return homing::start_job(session, account != nullptr, out, [&](homing::Operations s) { return s.sign_out(account->account); });
}
