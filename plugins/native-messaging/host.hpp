#pragma once
// The host: what an add-on says on one side, the library and the responder on the other, in one thread and one loop.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "frames.hpp"
#include "message.hpp"
#include "responder.hpp"

struct pollfd;

enum ExitCode { exit_ended = 0, exit_internal = 1, exit_usage = 2, exit_refused_frame = 3 };

class Host {
 public:
  explicit Host(bool may_sign_in);
  /// Until the add-on ends, or says what no add-on does.
  ExitCode run();

 private:
  using SharedSession = std::shared_ptr<homing::Session>;  // new options make another; jobs keep theirs
  struct Work {
    std::int64_t id;
    SharedSession session;
    homing::Job job;
    std::optional<Prepare> prepare;
  };

  bool has_room() const;
  bool wait(std::vector<pollfd>& watched) const;
  void take_frames();
  void advance();
  bool advance(Work& work);

  void hear(const Message& message, const homing::Error& fault);
  void hear(const Message& message, const Request& request);
  void hear(const Message& message, const Prepare& prepare);
  void hear(const Message& message, const Listen&);
  void hear(const Message& message, const CancelOf& cancel);
  void hear(const Message& message, const SetOptions& options);
  void begin(std::int64_t id, const std::string& request, std::optional<Prepare> prepare);
  void finish(const Work& work, const homing::Result& result);
  void send(std::int64_t id, std::string_view text);

  bool may_sign_in_;
  FrameReader reader_;
  FrameWriter writer_;
  Responder responder_;
  SharedSession session_;
  std::vector<Work> works_;
};
