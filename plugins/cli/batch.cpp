// homing batch: addresses or domains in, one document a line out.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>

#include "commands.hpp"
#include "done_before.hpp"
#include "line_reader.hpp"
#include "system.hpp"
#include "terminal.hpp"

namespace {

using Clock = std::chrono::steady_clock;

constexpr int standard_input = 0;
constexpr int patience_ms = 20;            // how long new input may have to wait for what is under way
constexpr std::size_t lines_at_once = 64;  // that are read before what they lead to is written
constexpr std::chrono::milliseconds flush_every{100};
constexpr std::chrono::milliseconds show_every{200};

// What a filter wants where the caller did not say otherwise.
void set_defaults(const Arguments& arguments) {
  for (const auto& [name, value] : {std::pair{"staged", "on"}, std::pair{"events", "off"}, std::pair{"cache.kilobytes", "256"}}) {
    if (!arguments.was_set(name)) homing_options_set(arguments.options.get(), name, value);
  }
}

void trim(std::string& line) {
  constexpr const char* blank = " \t";
  line.erase(line.find_last_not_of(blank) + 1);
  line.erase(0, std::min(line.find_first_not_of(blank), line.size()));
}

class Batch {
 public:
  Batch(const Arguments& arguments, homing_bulk* bulk) : arguments_(arguments), bulk_(bulk), watched_(is_terminal(stderr)) {}
  bool prepare() { return arguments_.skip_done.empty() || done_.read(arguments_.skip_done, fault_); }
  ExitCode run();
  const std::string& fault() const { return fault_; }

 private:
  bool fill();
  bool take(int patience);
  void write(const char* document, std::size_t size);
  void rest();
  void show();

  const Arguments& arguments_;
  homing_bulk* bulk_;
  bool watched_, shown_ = false;
  DoneBefore done_;
  LineReader reader_{standard_input};
  bool more_ = true, waits_ = false;  // waits_: the input has nothing more for now
  std::string line_;                  // that was read and has no room yet; empty: none
  std::size_t written_ = 0, skipped_ = 0;
  Clock::time_point begun_ = Clock::now(), flushed_ = begun_, displayed_ = begun_;
  std::string fault_;
};

// Adds lines while there is room and input. Whether one was added.
bool Batch::fill() {
  waits_ = false;
  for (std::size_t added = 0; added < lines_at_once; ++added) {
    while (more_ && line_.empty()) {
      LineReader::State state = reader_.next(line_, false);
      waits_ = state == LineReader::State::not_yet;
      if (waits_ && homing_bulk_under_way(bulk_) > 0) return added > 0;
      if (waits_) std::fflush(stdout), state = reader_.next(line_, true);
      more_ = state == LineReader::State::line;
      trim(line_);
      if (!more_ || !done_.holds(line_)) continue;
      line_.clear();
      ++skipped_;
    }
    if (line_.empty() || homing_bulk_add(bulk_, line_.data(), line_.size()) != HOMING_OK) return added > 0;
    line_.clear();
  }
  return true;
}

void Batch::write(const char* document, std::size_t size) {
  std::fwrite(document, 1, size, stdout);
  std::fputc('\n', stdout);
  ++written_;
}

// Writes what is ready; whether there was any.
bool Batch::take(int patience) {
  const char* document = nullptr;
  std::size_t size = 0;
  std::size_t taken = 0;
  while (homing_bulk_next(bulk_, taken == 0 ? patience : 0, &document, &size) == HOMING_OK && document != nullptr) {
    write(document, size);
    if (++taken == lines_at_once) break;  // what waits in the input should be under way, too
  }
  return taken > 0;
}

// Before a wait: what is written should be seen.
void Batch::rest() {
  const auto now = Clock::now();
  if (now - flushed_ >= flush_every) std::fflush(stdout), flushed_ = now;
  if (watched_ && now - displayed_ >= show_every) show(), displayed_ = now;
}

void Batch::show() {
  const double seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
  std::fprintf(stderr, "\r\033[K%zu done, %.0f a second, %zu under way", written_, static_cast<double>(written_) / std::max(seconds, 0.001),
               homing_bulk_under_way(bulk_));
  if (skipped_ > 0) std::fprintf(stderr, ", %zu skipped", skipped_);
  std::fflush(stderr);
  shown_ = true;
}

ExitCode Batch::run() {
  while ((more_ || !line_.empty() || homing_bulk_under_way(bulk_) > 0) && std::ferror(stdout) == 0) {
    const bool added = fill();
    if (take(0) || added) continue;
    rest();
    take(waits_ || watched_ ? patience_ms : -1);
  }
  if (shown_) std::fputs("\r\033[K", stderr);
  if (reader_.error().empty()) return exit_found;
  fault_ = "The input could not be read: " + reader_.error() + ".";
  return exit_usage;
}

}  // namespace

ExitCode run_batch(const Arguments& arguments) {
  if (!arguments.words.empty()) {
    print_error("`homing batch` reads addresses or domains from its standard input, one a line; it takes none as arguments.");
    return exit_usage;
  }
  set_defaults(arguments);
  keep_memory_small();
  const OwnedSession session = open_session(arguments);
  if (!session) return exit_usage;
  homing_bulk* made = nullptr;
  const homing_status status = homing_bulk_new(session.get(), arguments.unordered ? 0 : 1, arguments.jobs, &made);
  const OwnedBulk bulk(made);
  if (!bulk) {
    print_error(homing_status_text(status));
    return exit_usage;
  }
  // Of its own: the C library takes no size without a place.
  static std::array<char, std::size_t{64} * 1024> room;
  std::setvbuf(stdout, room.data(), _IOFBF, room.size());
  Batch batch(arguments, bulk.get());
  ExitCode code = exit_usage;
  if (batch.prepare()) code = batch.run();
  if (!batch.fault().empty()) print_error(batch.fault());
  return code;
}
