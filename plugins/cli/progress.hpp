#pragma once
// Shows on a terminal what is being waited for, once it takes longer than a moment.
#include <homing/homing.h>

#include <chrono>
#include <string>

/// The text at a key of an event; keys and order are those of event.schema.json.
std::string event_value(const std::string& event, const std::string& key);

class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Runs the job to its end, watching it.
  homing_status run(homing_job* job);

 private:
  void hear(const char* event);
  void show();
  void clear();

  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::string last_question_;
  bool on_terminal_;
  bool shown_ = false;
};
