// Talks with mail servers, from the name of the host to the connection that a conversation takes over.
#include <algorithm>

#include "net/live.hpp"
#include "net/quiet_pipe.hpp"

namespace homing {

// A dead host must not take the time of those that could be tried after it.
void LiveNetwork::talk(Ticket ticket, const Talk& talk) {
  const QuietPipe quiet;
  try {
    const std::optional<MailServer> server = read_mail_server(talk.question.name);
    Open open{Ask::talk, false, Stage::resolving, std::min(talk.until, now() + talk.patience)};
    open.task = {server.value_or(MailServer()), talk.errand, std::make_shared<Transcript>(), talk.until, talk.patience};
    open.step_began = now();
    Open& kept = open_.insert_or_assign(ticket, std::move(open)).first->second;
    ends_.insert({kept.until, ticket});
    if (!server) return give_up(ticket, kept, Step::dns, Heard::protocol, "expected SERVICE://HOST:PORT");
    resolver_.ask(ticket, Ask::host, server->host, false);
  } catch (...) {
    drop(ticket);
    throw;
  }
}

void LiveNetwork::note(Ticket ticket, Open& open, Step step, bool ok, std::string reply) {
  const Time moment = now();
  StepTaken taken{step, ok, std::chrono::duration<double, std::milli>(moment - std::exchange(open.step_began, moment)).count(), std::move(reply),
                  true};
  open.task.transcript->steps.push_back(taken);
  happened_.push_back({ticket, false, {}, std::make_shared<const StepTaken>(std::move(taken))});
}

void LiveNetwork::give_up(Ticket ticket, Open& open, Step step, Heard heard, std::string fault) {
  note(ticket, open, step, false, {});
  open.task.transcript->heard = heard;
  open.task.transcript->fault = std::move(fault);
  finish_talk(ticket, open);
}

// The second connection, for the handshake with an older TLS, belongs to the handshake.
void LiveNetwork::give_up_connecting(Ticket ticket, Open& open, Heard heard, const char* fault) {
  if (!open.task.oldest_tls) return give_up(ticket, open, Step::connect, heard, fault);
  give_up(ticket, open, Step::tls, Heard::protocol, "the server closed the connection during the TLS handshake");
}

void LiveNetwork::finish_talk(Ticket ticket, Open& open) {
  happened_.push_back({ticket, false, {}, nullptr, open.task.transcript});
  release(ticket, open);
}

void LiveNetwork::set_end(Ticket ticket, Open& open, Time until) {
  ends_.insert({until, ticket});
  ends_.erase({open.until, ticket});
  if (open.until == until) ends_.insert({until, ticket});
  open.until = until;
}

// A second connection, for the handshake with an older TLS, is no step of its own.
void LiveNetwork::begin_talk(Ticket ticket, Open& open, std::string address) {
  set_end(ticket, open, Time::max());  // from here on the conversation keeps the time
  if (open.task.oldest_tls) return;
  open.task.transcript->address = address;
  note(ticket, open, Step::connect, true, std::move(address));
}

void LiveNetwork::hear_progress(Conversations::Progress progress) {
  const auto found = open_.find(progress.ticket);
  if (found == open_.end() || found->second.kind != Ask::talk) return;
  happened_.push_back({progress.ticket, false, {}, std::make_shared<const StepTaken>(std::move(progress.step))});
}

void LiveNetwork::hear_talk(const Conversations::Done& done) {
  const auto found = open_.find(done.ticket);
  if (found == open_.end() || found->second.stage != Stage::transferring) return;
  Open& open = found->second;
  if (done.try_older_tls) {
    open.task.oldest_tls = true;
    open.task.began = open.step_began = done.began;
    if (open.kind == Ask::talk) set_end(done.ticket, open, std::min(open.task.until, now() + open.task.patience));
    return connector_.start(done.ticket, open.addresses, open.task.server.port);
  }
  if (open.kind == Ask::talk) return finish_talk(done.ticket, open);
  Answer answer;
  answer.heard = open.task.transcript->heard;
  answer.detail = open.task.transcript->fault;
  if (answer.heard == Heard::answered) answer.records = open.task.transcript->gist.capabilities;
  finish(done.ticket, std::move(answer));
}

}  // namespace homing
