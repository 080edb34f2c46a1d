#pragma once
// Answers files: the world as a file (manifests/schema/answers.schema.json). A trace of a real run is such a file.
#include <chrono>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/fault.hpp"
#include "model/question.hpp"

namespace homing {

struct TimedAnswer {
  Answer answer;
  std::chrono::milliseconds delay{0};
};

class Answers {
 public:
  /// `{"dns": {"MX contoso.example": [...]}, "http": {"GET https://...": {...}}, "probe": {"PROBE imaps://host:993": [...]},
  /// "talk": {"TALK imaps://host:993": [...]}, "file": {"FILE /path": "..."}}`. Of `http` and `talk` a list of objects holds several
  /// answers, one after the other. Names in `dns` are compared without case and last dot.
  static Expected<Answers> read(std::string_view json);

  /// What is not listed is NXDOMAIN (DNS, file) or refused (web, probe, talk). Where several are listed, the one after so many; the last
  /// one stays.
  TimedAnswer answer(const Question& question, std::size_t before = 0) const;

 private:
  std::map<std::string, std::vector<TimedAnswer>, std::less<>> listed_;  // never without any
};

/// One thing heard during a run.
struct Traced {
  Question question;
  TimedAnswer heard;
};

/// The same format, from a run.
std::string write_answers(std::span<const Traced> heard);

}  // namespace homing
