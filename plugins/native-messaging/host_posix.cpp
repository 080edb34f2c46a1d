#include "host.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <set>

namespace {

constexpr std::size_t most_works = 64, most_waiting = 4 * largest_frame;
constexpr std::int32_t slice_ms = 10;  // how long the add-on and Account Hub may have to wait for what is under way

homing::Expected<std::shared_ptr<homing::Session>> open(const homing::Options& options = {}) {
  homing::Expected<homing::Session> session = homing::Session::open(options);
  if (!session) return session.error();
  return std::make_shared<homing::Session>(*std::move(session));
}

}  // namespace

Host::Host(bool may_sign_in) : may_sign_in_(may_sign_in), reader_(STDIN_FILENO), writer_(STDOUT_FILENO) {}

ExitCode Host::run() {
  auto session = open();
  if (!session) {
    std::fprintf(stderr, "homing-native-host: %s\n", session.error().sentence.c_str());
    return exit_internal;
  }
  session_ = *std::move(session);
  for (std::vector<pollfd> watched; wait(watched);) {
    if ((watched[0].revents & POLLIN) != 0 && !reader_.fill()) return exit_ended;
    take_frames();
    if (reader_.is_refused()) {
      std::fprintf(stderr, "homing-native-host: a frame is empty or larger than %zu bytes.\n", largest_frame);
      return exit_refused_frame;
    }
    responder_.work(watched);
    advance();
    if (!writer_.flush()) return exit_ended;
  }
  return exit_ended;
}

// An add-on that asks faster than it reads is not heard for a while.
bool Host::has_room() const { return works_.size() < most_works && writer_.waiting() < most_waiting; }

// False: the other side is gone. That is seen whether or not there is room.
bool Host::wait(std::vector<pollfd>& watched) const {
  const auto when = [](bool wanted, int event) { return static_cast<short>(wanted ? event : 0); };
  watched = {{STDIN_FILENO, when(has_room(), POLLIN), 0}, {STDOUT_FILENO, when(writer_.waiting() > 0, POLLOUT), 0}};
  responder_.watch(watched);
  int patience = works_.empty() ? -1 : 0;
  if (const auto due = responder_.due(); due && works_.empty()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - Clock::now());
    patience = static_cast<int>(std::max<std::int64_t>(left.count(), 0));
  }
  if (::poll(watched.data(), watched.size(), patience) < 0) {
    for (pollfd& one : watched) one.revents = 0;
  }
  const bool is_gone = (watched[0].revents & POLLIN) == 0 && (watched[0].revents & (POLLHUP | POLLERR)) != 0;
  return !is_gone && (watched[1].revents & POLLERR) == 0;
}

void Host::take_frames() {
  while (has_room()) {
    const std::optional<std::string> frame = reader_.next();
    if (!frame) return;
    const Message message = read_message(*frame, may_sign_in_);
    std::visit([&](const auto& asked) { hear(message, asked); }, message.asked);
  }
}

void Host::hear(const Message& message, const homing::Error& fault) { send(message.id, write_error(message.id, fault)); }

void Host::hear(const Message& message, const Request& request) { begin(message.id, request.text, std::nullopt); }

void Host::hear(const Message& message, const Prepare& prepare) { begin(message.id, export_request(prepare.address), prepare); }

void Host::hear(const Message& message, const Listen&) {
  const auto port = responder_.listen();
  if (port) send(message.id, write_answer(message.id, {{"port", std::to_string(*port)}}));
  else hear(message, homing::Error{HOMING_INTERNAL, "No port of this machine can be listened on.", 0});
}

// The answer is that of what is cancelled; often that has just ended.
void Host::hear(const Message&, const CancelOf& cancel) {
  for (const Work& work : works_) {
    if (work.id == cancel.id) work.job.canceller()();
  }
}

void Host::hear(const Message& message, const SetOptions& options) {
  homing::Options made;
  for (const auto& [name, value] : options.values) {
    if (const auto done = made.set(name.c_str(), value); !done) return hear(message, done.error());
  }
  auto session = open(made);
  if (!session) return hear(message, session.error());
  session_ = *std::move(session);
}

void Host::begin(std::int64_t id, const std::string& request, std::optional<Prepare> prepare) {
  if (std::any_of(works_.begin(), works_.end(), [&](const Work& work) { return work.id == id; }))
    return send(id, write_error(id, {HOMING_INVALID_REQUEST, "The message: /id: something of this number is under way.", 0}));
  homing::Expected<homing::Job> job = session_->call(request);
  if (!job) return send(id, write_error(id, job.error()));
  works_.push_back({id, session_, *std::move(job), std::move(prepare)});
}

void Host::advance() {
  std::set<SharedSession> sessions;
  for (const Work& work : works_) sessions.insert(work.session);
  for (const SharedSession& session : sessions) static_cast<void>(session->run(slice_ms / static_cast<std::int32_t>(sessions.size())));
  works_.erase(std::remove_if(works_.begin(), works_.end(), [&](Work& work) { return advance(work); }), works_.end());
}

// Whether it has been answered.
bool Host::advance(Work& work) {
  const homing::Expected<bool> ended = work.job.run(0);
  // What happens on the way is told as long as somebody reads it.
  while (const auto event = work.prepare ? std::nullopt : work.job.event()) {
    if (writer_.waiting() < largest_frame) send(work.id, write_answer(work.id, {{"event", *event}}));
  }
  if (ended && !*ended) return false;
  const homing::Expected<homing::Result> result = ended ? work.job.result() : ended.error();
  if (result) finish(work, *result);
  else send(work.id, write_error(work.id, result.error()));
  return true;
}

void Host::finish(const Work& work, const homing::Result& result) {
  const std::string_view document = result.json().value_or("null");
  if (!work.prepare) return send(work.id, write_answer(work.id, {{"document", document}}));
  const auto file = result.text("/files/0/text");
  if (file) responder_.prepare(work.prepare->domain, std::string(*file));
  send(work.id, write_answer(work.id, {{"found", file ? "true" : "false"}, {"document", document}}));
}

void Host::send(std::int64_t id, std::string_view text) {
  if (text.size() <= largest_frame) return writer_.add(text);
  writer_.add(write_error(id, {HOMING_INTERNAL, "The answer is larger than native messaging takes.", 0}));
}
