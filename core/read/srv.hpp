#pragma once
// SRV answers (RFC 2782, RFC 6186): presentation form into a list in the order to be tried.
#include <cstdint>
#include <string>
#include <vector>

namespace homing {

struct SrvRecord {
  std::uint16_t priority = 0, weight = 0, port = 0;
  std::string target;  ///< lower case, without the trailing dot; empty where the service is not offered

  friend bool operator==(const SrvRecord&, const SrvRecord&) = default;
};

/// By priority; then the heavier first, where RFC 2782 would cast lots, then by name: equal sets read the same. Records that
/// are not `<priority> <weight> <port> <host>` are dropped, and so is the target `.` beside others.
std::vector<SrvRecord> read_srv(const std::vector<std::string>& records);

/// RFC 2782: the single target `.` says that the service is decidedly not available at this domain.
bool is_not_offered(const std::vector<SrvRecord>& records);

}  // namespace homing
