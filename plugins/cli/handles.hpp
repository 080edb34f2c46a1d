#pragma once
// Owners of the library's objects.
#include <homing/homing.h>

#include <memory>

template <class Handle, void (*free_handle)(Handle*)>
struct Freer {
  void operator()(Handle* handle) const { free_handle(handle); }
};

using OwnedOptions = std::unique_ptr<homing_options, Freer<homing_options, homing_options_free>>;
using OwnedSession = std::unique_ptr<homing_session, Freer<homing_session, homing_session_free>>;
using OwnedAccount = std::unique_ptr<homing_account, Freer<homing_account, homing_account_free>>;
using OwnedJob = std::unique_ptr<homing_job, Freer<homing_job, homing_job_free>>;
using OwnedResult = std::unique_ptr<homing_result, Freer<homing_result, homing_result_free>>;
using OwnedBulk = std::unique_ptr<homing_bulk, Freer<homing_bulk, homing_bulk_free>>;
