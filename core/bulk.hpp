#pragma once
// Very many resolutions through one object. What the mail exchangers decide is settled here, with one datagram each way and a form
// letter; everything else becomes an ordinary job of the session. What is under way is bounded by what it costs.
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms.hpp"
#include "net/mx_asker.hpp"
#include "recent_domains.hpp"
#include "session.hpp"

namespace homing {

/// Belongs to one thread at a time; its session may be used by others meanwhile.
class Bulk final : private MxAsker::Listener {
 public:
  /// `most`: how many lines may be worked on at once.
  Bulk(std::shared_ptr<Session> session, bool ordered, std::size_t most);
  ~Bulk();
  Bulk(const Bulk&) = delete;
  Bulk& operator=(const Bulk&) = delete;

  /// A line: an address, or a domain where it has no `@`. False: there is no room until documents are taken.
  bool add(std::string_view text);
  enum class Next : std::uint8_t { document, none, late };
  /// Works until there is the next document, no line is left, or `longest` has passed (nothing: for ever).
  Next next(std::optional<Milliseconds> longest);
  /// The one that came last; valid until the next call.
  const std::string& document() const { return document_; }
  /// Lines whose documents were not taken yet.
  std::size_t under_way() const { return used_; }

 private:
  using Place = std::uint32_t;  // of a line
  static constexpr Place nowhere = 0xFFFFFFFF;
  static constexpr std::size_t most_running = 24;  // jobs that have to look further; each takes some 50 kB
  enum class State : std::uint8_t { free, to_ask, asked, to_start, running, ready };
  struct Line {
    State state = State::free;
    bool recalled = false, kept = false;
    bool asks = false;          // for all that wait for the same answer
    Place next = nowhere;       // in the queue of its state
    Place behind = nowhere;     // in the input
    Place same = nowhere;       // another line that waits for the same answer
    Place neighbour = nowhere;  // another domain with the same end of the hash
    std::string input;
    std::optional<Address> address;
    Time started;
    double milliseconds = 0;
    Filled filled;                       // ready by a form
    std::unique_ptr<Answer> exchangers;  // what the job to come need not ask
    std::shared_ptr<Job> job;
    std::string document;  // ready without a form; without the opening brace and the input
  };
  struct Queue {
    Place first = nowhere, last = nowhere;
  };

  void push(Queue& queue, Place Line::*link, Place place);
  Place pop(Queue& queue, Place Line::*link);
  Place take_free();
  void release(Place place);
  void begin(Place place);
  bool fill_from_memory(Place place);
  bool join(Place place);
  Place& bucket(std::string_view domain);
  void leave_bucket(Place place);

  void on_reply(std::uint32_t who, std::string_view message) override;
  void on_silence(std::uint32_t who) override;
  void settle(Place place, const Answer* answer);
  void settle_one(Place place, const Answer* answer, const std::vector<MailExchanger>& exchangers);
  void ready(Place place);
  void start_later(Place place);

  bool step();
  bool ask(Time now);
  void put_first_first();
  bool start_jobs();
  bool may_start() const;
  void start(Place place);
  bool collect();
  void take_result(Line& line);
  void wait(Time until);
  void watch(bool on);
  Place next_ready() const;
  void write(const Line& line);

  const std::shared_ptr<Session> session_;
  const bool ordered_, plain_;
  const std::size_t most_;
  Forms forms_;
  RecentDomains recent_;
  std::deque<Line> lines_;
  std::vector<Place> buckets_;
  std::vector<Place> running_;
  Queue free_, order_, to_ask_, to_start_, ready_;
  std::size_t used_ = 0, bytes_ = 0;
  std::size_t kept_ = 0;  // results of jobs that were not taken yet
  std::optional<MxAsker> asker_;
  int watched_ = -1;
  Time now_ = std::chrono::steady_clock::now();  // at the last step
  std::string document_;
};

}  // namespace homing
