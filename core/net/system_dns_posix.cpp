// They stand in a file (resolv.conf(5)); where there is none they never change.
#include <filesystem>
#include <utility>

#include "net/system_dns.hpp"

namespace homing {
namespace {

std::filesystem::file_time_type last_written() {
  std::error_code none;
  return std::filesystem::last_write_time("/etc/resolv.conf", none);
}

}  // namespace

struct SystemDns::Native {
  std::filesystem::file_time_type written = last_written();
};

SystemDns::SystemDns() : native_(std::make_unique<Native>()) {}
SystemDns::~SystemDns() = default;

bool SystemDns::has_changed() {
  const std::filesystem::file_time_type now = last_written();
  return std::exchange(native_->written, now) != now;
}

}  // namespace homing
