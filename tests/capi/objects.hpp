#pragma once
// Owners of the handles of homing.h.
#include <initializer_list>
#include <memory>
#include <utility>

#include "homing/homing.h"

template <class Handle, void (*Free)(Handle*)>
struct Freer {
  void operator()(Handle* handle) const { Free(handle); }
};
using OptionsHandle = std::unique_ptr<homing_options, Freer<homing_options, homing_options_free>>;
using SessionHandle = std::unique_ptr<homing_session, Freer<homing_session, homing_session_free>>;
using JobHandle = std::unique_ptr<homing_job, Freer<homing_job, homing_job_free>>;
using AccountHandle = std::unique_ptr<homing_account, Freer<homing_account, homing_account_free>>;
using BulkHandle = std::unique_ptr<homing_bulk, Freer<homing_bulk, homing_bulk_free>>;
using ResultHandle = std::unique_ptr<homing_result, Freer<homing_result, homing_result_free>>;

inline SessionHandle new_session(std::initializer_list<std::pair<const char*, const char*>> values) {
  homing_options* options = nullptr;
  homing_options_new(&options);
  const OptionsHandle owner(options);
  for (const auto& [name, value] : values) {
    if (homing_options_set(options, name, value) != HOMING_OK) return nullptr;
  }
  homing_session* session = nullptr;
  if (homing_session_new(options, &session) == HOMING_OK) return SessionHandle(session);
  homing_session_free(session);
  return nullptr;
}

inline JobHandle resolving(homing_session* session, const char* address) {
  homing_job* job = nullptr;
  homing_resolve(session, address, &job);
  return JobHandle(job);
}

inline ResultHandle result_of(homing_job* job) {
  homing_result* result = nullptr;
  homing_job_result(job, &result);
  return ResultHandle(result);
}
