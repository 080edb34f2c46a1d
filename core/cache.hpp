#pragma once
// What a session has heard already, for its later jobs.
#include <chrono>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/question.hpp"

namespace homing {

using Time = std::chrono::steady_clock::time_point;

struct CacheLimits {
  std::size_t bytes = 0;  ///< 0: nothing is kept
  std::chrono::seconds longest{3600}, negative{300}, web{300};
};

/// Keeps answers of the DNS for their time to live (RFC 1035 section 3.2.1; 0 is not kept), that a name does not exist as RFC
/// 2308 wants it, and what web servers said unless they forbid it (RFC 9111 section 5.2.2.5). Failures are not kept: they may be gone
/// in a moment. What was used longest ago goes first.
class Cache {
 public:
  explicit Cache(const CacheLimits& limits) : limits_(limits) {}

  /// Null where nothing is kept; borrowed until the next `keep`.
  const Answer* find(const std::string& key, Time now);
  void keep(const Question& question, const std::string& key, const Answer& answer, Time now);
  bool is_used() const { return limits_.bytes > 0; }

 private:
  struct Entry {
    std::string key;
    Answer answer;
    Time until;
    std::size_t bytes;
  };

  std::chrono::seconds worth(const Question& question, const Answer& answer) const;
  void drop(std::list<Entry>::iterator entry);

  CacheLimits limits_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // the latest used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
};

}  // namespace homing
