// homing_job: starting, running, listening.
#include "fence.hpp"
#include "handle.hpp"
#include "registry.hpp"
#include "start.hpp"

using homing::fenced;
using homing::fenced_or;
using homing::is_live;
using homing::JobState;
using homing::refusal_of;
using homing::start_job;

namespace {

homing_status status_of(const homing_job& handle, JobState state) {
  switch (state) {
    case JobState::running: return HOMING_PENDING;
    case JobState::done: return HOMING_OK;
    case JobState::cancelled: return HOMING_CANCELLED;
    case JobState::refused: return refusal_of(*handle.job);
  }
  return HOMING_INTERNAL;
}

// Hands the listener what has happened; it may ask for an end.
void deliver(homing_job& handle) {
  while (handle.listener != nullptr) {
    const std::string event = handle.job->session->pull_event(*handle.job);
    if (event.empty()) return;
    if (handle.listener(event.c_str(), handle.context) == 0) continue;
    homing::cancel_job(handle.job->id);
    handle.listener = nullptr;
  }
}

JobState run_job(homing_job& handle, int32_t timeout_ms) {
  homing::Session& session = *handle.job->session;
  const JobState state = session.state(*handle.job);
  if (state != JobState::running) return state;
  const auto longest = timeout_ms < 0 ? std::nullopt : std::optional(homing::Milliseconds(timeout_ms));
  std::function<void()> between;
  if (handle.listener != nullptr) between = [&handle] { deliver(handle); };
  return session.run(*handle.job, longest, between);
}

}  // namespace

homing_job::~homing_job() {
  stop_listening();
  if (job == nullptr) return;
  homing::fenced([this]() -> homing_status {
    job->session->retire(job);
    return HOMING_OK;
  });
}

void homing_job::stop_listening() {
  if (release != nullptr) release(context);
  listener = nullptr;
  context = nullptr;
  release = nullptr;
}

homing_status homing_resolve(homing_session* session, const char* address, homing_job** out) {
  return start_job(session, address != nullptr, out, [&](homing::Operations s) { return s.resolve(address); });
}

homing_status homing_resolve_domain(homing_session* session, const char* domain, homing_job** out) {
  return start_job(session, domain != nullptr, out, [&](homing::Operations s) { return s.resolve_domain(domain); });
}

homing_status homing_check(homing_session* session, const char* text, size_t size, const char* address, homing_job** out) {
  const bool present = text != nullptr && address != nullptr;
  return start_job(session, present, out, [&](homing::Operations s) { return s.check(address, std::string_view(text, size)); });
}

homing_status homing_audit(homing_session* session, const char* domain, homing_job** out) {
  return start_job(session, domain != nullptr, out, [&](homing::Operations s) { return s.audit(domain); });
}

homing_status homing_explain(homing_session* session, const char* text, size_t size, homing_job** out) {
  return start_job(session, text != nullptr, out, [&](homing::Operations s) { return s.explain(std::string_view(text, size)); });
}

homing_status homing_options_to_send(homing_session* session, const char* domain, homing_job** out) {
  return start_job(session, domain != nullptr, out, [&](homing::Operations s) { return s.options_to_send(domain); });
}

homing_status homing_call(homing_session* session, const char* request, homing_job** out) {
  return start_job(session, request != nullptr, out, [&](homing::Operations s) { return s.call(request); });
}

uint32_t homing_job_id(const homing_job* job) { return is_live(job) ? job->job->id : 0; }

homing_status homing_job_run(homing_job* job, int32_t timeout_ms) {
  return fenced([&]() -> homing_status {
    if (!is_live(job)) return HOMING_INVALID_HANDLE;
    const JobState state = run_job(*job, timeout_ms);
    if (job->listener != nullptr) deliver(*job);
    return status_of(*job, state);
  });
}

const char* homing_job_event(homing_job* job) {
  return fenced_or<const char*>(nullptr, [&]() -> const char* {
    if (!is_live(job)) return nullptr;
    job->event = job->job->session->pull_event(*job->job);
    return job->event.empty() ? nullptr : job->event.c_str();
  });
}

homing_status homing_job_listen(homing_job* job, homing_listener listener, void* context, void (*release)(void*)) {
  return fenced([&]() -> homing_status {
    if (!is_live(job)) return HOMING_INVALID_HANDLE;
    job->stop_listening();
    job->listener = listener;
    job->context = context;
    job->release = release;
    return HOMING_OK;
  });
}

homing_status homing_job_result(homing_job* job, homing_result** out) {
  return fenced([&]() -> homing_status {
    if (out == nullptr) return HOMING_INVALID_ARGUMENT;
    *out = nullptr;
    if (!is_live(job)) return HOMING_INVALID_HANDLE;
    const JobState state = job->job->session->state(*job->job);
    if (state == JobState::running) return HOMING_NOT_READY;
    if (state == JobState::done) *out = new homing_result(job->job->result);
    return status_of(*job, state);
  });
}

const char* homing_job_error(const homing_job* job) { return is_live(job) ? job->job->fault.sentence.c_str() : ""; }

size_t homing_job_error_position(const homing_job* job) { return is_live(job) ? job->job->fault.position : 0; }

void homing_job_free(homing_job* job) {
  if (is_live(job)) delete job;
}

homing_status homing_cancel(uint32_t job_id) {
  return fenced([&]() -> homing_status { return homing::cancel_job(job_id) ? HOMING_OK : HOMING_NO_SUCH_JOB; });
}
