#include "cache.hpp"

#include <algorithm>

namespace homing {
namespace {

constexpr std::size_t overhead = 256;  // of an entry: its list node, its slot, its vectors

std::size_t size_of(const std::string& key, const Answer& answer) {
  std::size_t bytes = overhead + key.size() + answer.body.size() + answer.detail.size();
  for (const std::string& record : answer.records) bytes += sizeof record + record.size();
  for (const auto& [name, value] : answer.headers) bytes += 2 * sizeof name + name.size() + value.size();
  return bytes;
}

bool forbids_keeping(const Answer& answer) { return answer.header("cache-control").find("no-store") != std::string_view::npos; }

}  // namespace

std::chrono::seconds Cache::worth(const Question& question, const Answer& answer) const {
  const bool missing = answer.heard == Heard::no_such_name || (answer.heard == Heard::answered && answer.records.empty());
  if (is_dns(question.kind)) {
    if (answer.heard != Heard::answered && answer.heard != Heard::no_such_name) return {};
    return std::min(std::chrono::seconds(answer.ttl), missing ? limits_.negative : limits_.longest);
  }
  const bool page = is_web(question.kind) && answer.heard == Heard::answered && answer.status < 500;
  return page && !forbids_keeping(answer) ? limits_.web : std::chrono::seconds(0);
}

void Cache::drop(std::list<Entry>::iterator entry) {
  bytes_ -= entry->bytes;
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

const Answer* Cache::find(const std::string& key, Time now) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  const auto entry = found->second;
  if (entry->until <= now) {
    drop(entry);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, entry);
  return &entry->answer;
}

void Cache::keep(const Question& question, const std::string& key, const Answer& answer, Time now) {
  const std::chrono::seconds longest = worth(question, answer);
  const std::size_t bytes = size_of(key, answer);
  if (longest.count() <= 0 || bytes > limits_.bytes / 4) return;  // one large page must not push out all others
  if (const auto known = by_key_.find(key); known != by_key_.end()) drop(known->second);
  entries_.push_front({key, answer, now + longest, bytes});
  by_key_.emplace(entries_.front().key, entries_.begin());
  bytes_ += bytes;
  while (bytes_ > limits_.bytes) drop(std::prev(entries_.end()));
}

}  // namespace homing
