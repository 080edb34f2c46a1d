#pragma once
#include <set>

#include "source/source.hpp"

namespace homing {

/// Asks what only those want to know who send for a domain, and finds nothing itself: SPF with all that it includes, DMARC, DKIM
/// keys, MTA-STS, the exchangers, and the aliases that show a way to send in use. For the consumer domains that the catalogue knows
/// for certain nobody is asked: their records are the provider's own matter.
class SendingSource final : public Source {
 public:
  using Source::Source;
  void start(Notebook& notebook) override;
  void hear(const Question& question, const Answer& answer, Notebook& notebook) override;

 private:
  void follow(const std::string& name, Notebook& notebook);

  std::set<std::string> rules_;  // the names whose sending rules count
};

/// SPF records that are followed at most: RFC 7208 section 4.6.4 allows ten, and more need not be counted exactly.
inline constexpr std::size_t most_spf_records = 20;

std::string dmarc_name(std::string_view domain);
std::string mta_sts_name(std::string_view domain);
/// Exchange Online signs with these two (`selector1`, `selector2`).
std::string dkim_name(std::string_view selector, std::string_view domain);
/// The place of a manifest's alias for one domain.
std::string proof_name(std::string_view pattern, std::string_view domain);

}  // namespace homing
