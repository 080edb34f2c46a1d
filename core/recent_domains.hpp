#pragma once
// The domains that were asked about lately, and what became of them: so many and no more.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
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
  const Filled* find(std::string_view domain, bool for_domain, Time now) {
    for (Entry& entry : shelf(domain)) {
      if (entry.domain != domain || entry.for_domain != for_domain || now >= entry.until) continue;
      entry.used = ++uses_;
      return &entry.filled;
    }
    return nullptr;
  }
  /// What was used longest ago, of those with the same end of the hash, goes.
  void keep(std::string_view domain, bool for_domain, const Filled& filled, Time until) {
    const std::span<Entry> entries = shelf(domain);
    const auto same = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.domain == domain && e.for_domain == for_domain; });
    const auto oldest = std::min_element(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.used < b.used; });
    Entry& entry = same != entries.end() ? *same : *oldest;
    entry.until = {};  // until all of it is there
    entry.domain = domain;
    entry.for_domain = for_domain;
    entry.filled = filled;
    entry.used = ++uses_;
    entry.until = until;
  }

 private:
  struct Entry {
    std::string domain;
    bool for_domain = false;
    Filled filled;
    Time until{};
    std::uint64_t used = 0;
  };
  static constexpr std::size_t shelves = 256, places = 8;
  std::span<Entry> shelf(std::string_view domain) {
    return std::span(entries_).subspan(std::hash<std::string_view>()(domain) % shelves * places, places);
  }

  std::vector<Entry> entries_ = std::vector<Entry>(shelves * places);
  std::uint64_t uses_ = 0;
};

}  // namespace homing
