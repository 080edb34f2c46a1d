#pragma once
// The running jobs of this process by number: the one mutable global, so that a cancel needs no pointer that could dangle.
#include <cstdint>
#include <memory>

namespace homing {

class Job;

std::uint32_t next_job_number();
void register_job(const std::shared_ptr<Job>& job);
void unregister_job(std::uint32_t id);
/// Null where no job of this number runs.
std::shared_ptr<Job> find_job(std::uint32_t id);
/// Asks a running job to end; false where there is none of this number. From any thread.
bool cancel_job(std::uint32_t id);

}  // namespace homing
