#pragma once
#include <array>
#include <optional>

#include "read/srv.hpp"
#include "source/source.hpp"

namespace homing {

/// The domain's SRV records for mail (RFC 6186, RFC 8314 section 5.1). Whoever can forge the DNS can forge them: the
/// certificates of the servers they name are what is trusted in the end.
class SrvSource final : public Source {
 public:
  using Source::Source;
  void start(Notebook& notebook) override;
  void hear(const Question& question, const Answer& answer, Notebook& notebook) override;

 private:
  void report(Notebook& notebook);
  std::span<const Endpoint> endpoints(Protocol protocol) const;

  std::array<std::vector<SrvRecord>, mail_services.size()> records_;
  std::size_t heard_ = 0;
  bool authentic_ = true;
};

}  // namespace homing
