#include "registry.hpp"

#include <atomic>
#include <map>
#include <mutex>

#include "job.hpp"

namespace homing {
namespace {

struct Registry {
  std::mutex mutex;
  std::map<std::uint32_t, std::weak_ptr<Job>> jobs;
};

// Never destroyed: a host's thread may cancel while the process ends.
Registry& registry() {
  static Registry& only = *new Registry;
  return only;
}

}  // namespace

std::uint32_t next_job_number() {
  static std::atomic<std::uint32_t> last{0};
  std::uint32_t number = 0;
  while (number == 0) number = last.fetch_add(1, std::memory_order_relaxed) + 1;  // 0 means no job
  return number;
}

void register_job(const std::shared_ptr<Job>& job) {
  const std::lock_guard lock(registry().mutex);
  registry().jobs[job->id] = job;
}

void unregister_job(std::uint32_t id) {
  const std::lock_guard lock(registry().mutex);
  registry().jobs.erase(id);
}

std::shared_ptr<Job> find_job(std::uint32_t id) {
  const std::lock_guard lock(registry().mutex);
  const auto found = registry().jobs.find(id);
  return found == registry().jobs.end() ? nullptr : found->second.lock();
}

}  // namespace homing
