#pragma once
// How every job begins.
#include <memory>

#include "fence.hpp"
#include "handle.hpp"
#include "operations.hpp"

namespace homing {

inline homing_status refusal_of(const Job& job) { return job.malformed_request ? HOMING_INVALID_REQUEST : HOMING_INVALID_ADDRESS; }

inline homing_status no_job(homing_job** out, homing_status status) {
  if (out == nullptr) return HOMING_INVALID_ARGUMENT;
  *out = nullptr;
  return status;
}

/// Starts a job by `start(operations)`; a refused one is handed out too, with its sentence.
template <class Start>
homing_status start_job(homing_session* session, bool arguments_present, homing_job** out, const Start& start) {
  return fenced([&]() -> homing_status {
    if (out == nullptr || !arguments_present) return no_job(out, HOMING_INVALID_ARGUMENT);
    *out = nullptr;
    if (!is_live(session) || session->session == nullptr) return HOMING_INVALID_HANDLE;
    // The handle comes first: a job that was started must not be lost for want of memory.
    auto handle = std::make_unique<homing_job>();
    handle->job = start(Operations(*session->session));
    const bool refused = handle->job->session->state(*handle->job) == JobState::refused;
    *out = handle.release();
    return refused ? refusal_of(*(*out)->job) : HOMING_OK;
  });
}

}  // namespace homing
