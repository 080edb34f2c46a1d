#include "progress.hpp"

#include <cstdio>

#include "terminal.hpp"

namespace {

constexpr std::chrono::milliseconds quiet_time{1000};
constexpr int step_ms = 200;

}  // namespace

std::string event_value(const std::string& event, const std::string& name) {
  const std::string key = '"' + name + "\":\"";
  const std::size_t begin = event.find(key);
  if (begin == std::string::npos) return {};
  const std::size_t end = event.find('"', begin + key.size());
  return event.substr(begin + key.size(), end - begin - key.size());
}

Progress::Progress() : on_terminal_(is_terminal(stderr)) {}

Progress::~Progress() { clear(); }

homing_status Progress::run(homing_job* job) {
  if (!on_terminal_) return homing_job_run(job, -1);
  homing_status status = HOMING_PENDING;
  while ((status = homing_job_run(job, step_ms)) == HOMING_PENDING) {
    while (const char* const event = homing_job_event(job)) hear(event);
    show();
  }
  return status;
}

void Progress::hear(const char* event) {
  const std::string question = event_value(event, "question");
  const std::string step = event_value(event, "step");
  if (!question.empty()) last_question_ = question;
  else if (!step.empty()) last_question_ = event_value(event, "server") + ' ' + step;
}

void Progress::show() {
  const auto elapsed = std::chrono::steady_clock::now() - start_;
  if (elapsed < quiet_time) return;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(elapsed).count();
  std::string line = "looking, " + std::to_string(seconds) + " s (" + printable(last_question_) + ")";
  const std::size_t width = width_of(stderr);
  if (width > 1 && line.size() >= width) line.resize(width - 1);
  std::fprintf(stderr, "\r\033[K%s", line.c_str());
  std::fflush(stderr);
  shown_ = true;
}

void Progress::clear() {
  if (shown_) std::fputs("\r\033[K", stderr);
  shown_ = false;
}
