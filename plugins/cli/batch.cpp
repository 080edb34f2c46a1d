// homing batch: addresses or domains in, one document a line out.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <deque>
#include <unordered_map>

#include "commands.hpp"
#include "done_before.hpp"
#include "line_reader.hpp"
#include "terminal.hpp"

namespace {

using Clock = std::chrono::steady_clock;

// So many names in flight keep a fast resolver busy; more would only overflow the buffers of sockets.
constexpr std::size_t first_window = 32;
constexpr int patience_ms = 20;  // how long new input may have to wait for the jobs under way
constexpr std::chrono::milliseconds flush_every{100};
constexpr std::chrono::milliseconds show_every{200};

struct Line {
  std::string input;  // a JSON string
  OwnedJob job;
};

// What a filter wants where the caller did not say otherwise.
void set_defaults(const Arguments& arguments) {
  for (const auto& [name, value] : {std::pair{"staged", "on"}, std::pair{"events", "off"}}) {
    if (!arguments.was_set(name)) homing_options_set(arguments.options.get(), name, value);
  }
}

std::string trimmed(const std::string& line) {
  constexpr const char* blank = " \t";
  const std::size_t begin = line.find_first_not_of(blank);
  return begin == std::string::npos ? std::string() : line.substr(begin, line.find_last_not_of(blank) - begin + 1);
}

class Batch {
 public:
  Batch(const Arguments& arguments, homing_session* session) : arguments_(arguments), session_(session), watched_(is_terminal(stderr)) {}
  bool prepare() { return arguments_.skip_done.empty() || done_.read(arguments_.skip_done, fault_); }
  ExitCode run();
  const std::string& fault() const { return fault_; }

 private:
  bool fill();
  void start(const std::string& text);
  void run_in_order();
  void run_as_they_end();
  void finish(const Line& line);
  void write(const Line& line, const char* document, std::size_t size);
  void rest();
  void show();
  std::size_t under_way() const { return in_order_.size() + by_number_.size(); }

  const Arguments& arguments_;
  homing_session* session_;
  bool watched_, shown_ = false;
  DoneBefore done_;
  LineReader reader_{STDIN_FILENO};
  bool more_ = true;
  std::size_t window_ = first_window;
  std::size_t written_ = 0, refused_ = 0, skipped_ = 0;
  std::deque<Line> in_order_;
  std::unordered_map<std::uint32_t, Line> by_number_;
  Clock::time_point begun_ = Clock::now(), flushed_ = begun_, displayed_ = begun_;
  std::string fault_;
};

void Batch::start(const std::string& text) {
  std::string input = quoted(text);
  if (done_.holds(input)) {
    ++skipped_;
    return;
  }
  homing_job* job = nullptr;
  const bool address = text.find('@') != std::string::npos;
  if (address) homing_resolve(session_, text.c_str(), &job);
  else homing_resolve_domain(session_, text.c_str(), &job);
  Line line{std::move(input), OwnedJob(job)};
  if (!arguments_.unordered) in_order_.push_back(std::move(line));
  else if (job == nullptr || homing_job_run(job, 0) != HOMING_PENDING) finish(line);
  else by_number_.emplace(homing_job_id(job), std::move(line));
}

// Starts jobs while there is room and input. False: nothing came that could be waited for.
bool Batch::fill() {
  std::string text;
  while (more_ && under_way() < window_) {
    const LineReader::State state = reader_.next(text, under_way() == 0);
    if (state == LineReader::State::not_yet) return false;
    more_ = state == LineReader::State::line;
    text = trimmed(text);
    if (more_ && !text.empty()) start(text);
  }
  return true;
}

void Batch::write(const Line& line, const char* document, std::size_t size) {
  constexpr std::string_view key = "{\"input\":";
  std::fwrite(key.data(), 1, key.size(), stdout);
  std::fwrite(line.input.data(), 1, line.input.size(), stdout);
  std::fputc(',', stdout);
  std::fwrite(document + 1, 1, size - 1, stdout);  // the document's own brace is open already
  std::fputc('\n', stdout);
  ++written_;
  // A burst need not be larger than what comes back.
  if (window_ < arguments_.jobs) ++window_;
}

void Batch::finish(const Line& line) {
  homing_result* made = nullptr;
  const homing_status status = line.job ? homing_job_result(line.job.get(), &made) : HOMING_NO_MEMORY;
  const OwnedResult result(made);
  const char* const document = homing_result_json(made);
  if (document != nullptr) return write(line, document, std::strlen(document));
  ++refused_;
  const char* const why = status == HOMING_INVALID_ADDRESS ? homing_job_error(line.job.get()) : homing_status_text(status);
  const std::string refusal =
      "{\"homing\":\"1\",\"refused\":" + quoted(why) + ",\"position\":" + std::to_string(homing_job_error_position(line.job.get())) + '}';
  write(line, refusal.data(), refusal.size());
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
               under_way());
  if (refused_ > 0) std::fprintf(stderr, ", %zu refused", refused_);
  if (skipped_ > 0) std::fprintf(stderr, ", %zu skipped", skipped_);
  std::fflush(stderr);
  shown_ = true;
}

void Batch::run_in_order() {
  const bool quiet = fill();
  if (in_order_.empty()) return;
  const Line& first = in_order_.front();
  if (first.job && homing_job_run(first.job.get(), 0) == HOMING_PENDING) {
    rest();
    if (homing_job_run(first.job.get(), quiet && !watched_ ? -1 : patience_ms) == HOMING_PENDING) return;
  }
  finish(first);
  in_order_.pop_front();
}

void Batch::run_as_they_end() {
  const bool quiet = fill();
  if (by_number_.empty()) return;
  std::uint32_t number = 0;
  if (homing_session_next(session_, 0, &number) == HOMING_PENDING) {
    rest();
    homing_session_next(session_, quiet && !watched_ ? -1 : patience_ms, &number);
  }
  const auto found = by_number_.find(number);
  if (found == by_number_.end()) return;
  finish(found->second);
  by_number_.erase(found);
}

ExitCode Batch::run() {
  std::uint32_t none = 0;
  if (arguments_.unordered) homing_session_next(session_, 0, &none);  // from now on ends are told
  while ((more_ || under_way() > 0) && std::ferror(stdout) == 0) arguments_.unordered ? run_as_they_end() : run_in_order();
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
  const OwnedSession session = open_session(arguments);
  if (!session) return exit_usage;
  std::setvbuf(stdout, nullptr, _IOFBF, std::size_t{64} * 1024);
  Batch batch(arguments, session.get());
  ExitCode code = exit_usage;
  if (batch.prepare()) code = batch.run();
  if (!batch.fault().empty()) print_error(batch.fault());
  return code;
}
