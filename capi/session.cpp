// homing_session.
#include "session.hpp"

#include "fence.hpp"
#include "handle.hpp"
#include "store/stores.hpp"

using homing::fenced;
using homing::is_live;

homing_status homing_session_new(const homing_options* options, homing_session** out) {
  return fenced([&]() -> homing_status {
    if (out == nullptr) return HOMING_INVALID_ARGUMENT;
    *out = nullptr;
    if (options != nullptr && !is_live(options)) return HOMING_INVALID_HANDLE;
    auto handle = std::make_unique<homing_session>();
    auto opened = homing::Session::open(options != nullptr ? options->options : homing::Options());
    if (opened) handle->session = *std::move(opened);
    else handle->error = opened.error().sentence;
    const bool made = handle->session != nullptr;
    *out = handle.release();
    return made ? HOMING_OK : HOMING_INVALID_VALUE;
  });
}

const char* homing_session_error(const homing_session* session) { return is_live(session) ? session->error.c_str() : ""; }

homing_status homing_session_run(homing_session* session, int32_t timeout_ms) {
  return fenced([&]() -> homing_status {
    if (!is_live(session) || session->session == nullptr) return HOMING_INVALID_HANDLE;
    const bool ended = session->session->run_any(timeout_ms < 0 ? std::nullopt : std::optional(homing::Milliseconds(timeout_ms)));
    return ended ? HOMING_OK : HOMING_PENDING;
  });
}

homing_status homing_session_next(homing_session* session, int32_t timeout_ms, uint32_t* job_id) {
  return fenced([&]() -> homing_status {
    if (job_id == nullptr) return HOMING_INVALID_ARGUMENT;
    *job_id = 0;
    if (!is_live(session) || session->session == nullptr) return HOMING_INVALID_HANDLE;
    bool late = false;
    *job_id = session->session->run_next(timeout_ms < 0 ? std::nullopt : std::optional(homing::Milliseconds(timeout_ms)), late);
    return late ? HOMING_PENDING : HOMING_OK;
  });
}

homing_status homing_session_store(homing_session* session, homing_store_get get, homing_store_put put, homing_store_erase erase, void* context,
                                   void (*release)(void*)) {
  return fenced([&]() -> homing_status {
    if (!is_live(session) || session->session == nullptr) return HOMING_INVALID_HANDLE;
    if (get == nullptr || put == nullptr || erase == nullptr) return HOMING_INVALID_ARGUMENT;
    session->session->keeping().replace(homing::host_store({context, get, put, erase, release}));
    return HOMING_OK;
  });
}

homing_status homing_session_store_key(homing_session* session, const char* key, size_t size) {
  constexpr size_t least = 32, most = 4096;
  return fenced([&]() -> homing_status {
    if (!is_live(session) || session->session == nullptr) return HOMING_INVALID_HANDLE;
    if (key == nullptr) return HOMING_INVALID_ARGUMENT;
    if (size < least || size > most) return HOMING_INVALID_VALUE;
    session->session->keeping().set_key(std::string_view(key, size));
    return HOMING_OK;
  });
}

void homing_session_free(homing_session* session) {
  if (is_live(session)) delete session;
}
