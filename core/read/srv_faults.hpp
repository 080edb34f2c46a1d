#pragma once
// What is wrong with the SRV records that a domain publishes for mail (RFC 2782, RFC 6186, RFC 8314).
#include <array>
#include <string>
#include <vector>

#include "model/text.hpp"
#include "read/srv.hpp"

namespace homing {

/// The records of each service in presentation form, in the order of `mail_services`.
using PublishedServices = std::array<std::vector<std::string>, mail_services.size()>;

struct SrvFault {
  Text id;
  Severity severity = Severity::problem;
  std::size_t service = 0;  ///< index into `mail_services`
  std::size_t record = 0;   ///< index into the service's records
  std::string text;
  std::string mend;
};

/// Faults of single records first, then those of the set. Whether the targets exist only the DNS can tell.
std::vector<SrvFault> find_srv_faults(const PublishedServices& services);

}  // namespace homing
