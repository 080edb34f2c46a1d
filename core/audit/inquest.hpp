#pragma once
// What an exhaustive search brought together, as the auditors look at it.
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "audit/report.hpp"
#include "decide/questions.hpp"
#include "read/srv_faults.hpp"
#include "source/source.hpp"

namespace homing {

/// Where a URL leads, through redirects that may be followed.
struct PageHeard {
  std::string url;                 ///< the last
  const Answer* answer = nullptr;  ///< null: nobody answered
  bool silent = false;             ///< its host exists, and said nothing
  std::string refused;             ///< why its redirect must not be followed; empty: it does not redirect, or may

  bool is_file() const { return refused.empty() && answer != nullptr && answer->heard == Heard::answered && answer->status == 200; }
};

class Inquest {
 public:
  Inquest(const Subject& about, const Resolution& judged, std::span<const Finding> found, const Questions& asked)
      : subject(about), verdict(judged), findings(found), questions_(asked) {}

  const Subject& subject;
  const Resolution& verdict;
  const std::span<const Finding> findings;

  std::string domain() const { return std::string(subject.address.domain()); }
  /// What was heard; null: it was not asked, or nobody answered.
  const Answer* answer(Ask kind, std::string_view name) const;
  /// The records of a name; empty where there are none.
  std::vector<std::string> records(Ask kind, std::string_view name) const;
  /// A name that the DNS says has no address; what was not heard exists for all that is known.
  bool is_missing(std::string_view host) const;
  bool exists(std::string_view host) const;
  PageHeard page(Ask kind, std::string url) const;
  bool is_silent(Ask kind, std::string_view url) const;

  /// The raw SRV records for mail.
  PublishedServices services() const;
  /// What the mail exchangers or the catalogue prove about the mailbox of the verdict; null: it comes from what is published.
  const Finding* proof() const;
  const Finding* of_exchangers() const;
  /// The domain that an SPF record includes so that the verdict's provider may send; empty where no manifest of hints knows it.
  std::string sending_rule() const;
  /// Whether settings name servers of the owner that the verdict names. Where the verdict has no servers, nothing agrees.
  bool agrees(const Settings& settings) const;

 private:
  const Questions& questions_;
};

/// Collects what one auditor finds; strangers' bytes become UTF-8.
class Faults {
 public:
  void add(Text id, Severity severity, std::string_view where, std::string_view text, std::string_view mend, Remedy remedy = Remedy::none);
  std::vector<AuditFault> take() { return std::move(list_); }
  bool has(std::string_view id) const;

 private:
  std::vector<AuditFault> list_;
};

bool has_servers(const Finding& finding);
/// By the mail domain itself.
bool is_published_by_domain(const Finding& finding);
/// In its normal form; empty where it is none.
std::string host_name(std::string_view written);
bool is_web_page(const Answer& answer);

}  // namespace homing
