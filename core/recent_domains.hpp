#pragma once
// The domains that were asked about lately, and what became of them: so many and no more.
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "form_letter.hpp"

namespace homing {

/// Which form a domain's document has, and the words in it that the domain's exchangers bring along.
struct Filled {
  const FormLetter* form = nullptr;  ///< null: it has none, and the session's cache knows more
  std::string exchanger, preference;
};

class RecentDomains {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Null where nothing is known, or no longer.
  const Filled* find(std::string_view domain, bool for_domain, Time now) const {
    const Entry& entry = entries_[place(domain)];
    return entry.domain == domain && entry.for_domain == for_domain && now < entry.until ? &entry.filled : nullptr;
  }
  void keep(std::string_view domain, bool for_domain, const Filled& filled, Time until) {
    Entry& entry = entries_[place(domain)];
    entry.until = {};
    entry.domain = domain;
    entry.for_domain = for_domain;
    entry.filled = filled;
    entry.until = until;
  }

 private:
  struct Entry {
    std::string domain;
    bool for_domain = false;
    Filled filled;
    Time until{};
  };
  static constexpr std::size_t places = 2048;
  static std::size_t place(std::string_view domain) { return std::hash<std::string_view>()(domain) % places; }

  std::vector<Entry> entries_ = std::vector<Entry>(places);
};

}  // namespace homing
