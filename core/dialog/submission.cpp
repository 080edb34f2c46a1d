#include "dialog/submission.hpp"

#include <algorithm>

namespace homing {

std::string SubmissionGreeting::command(Stage stage) {
  first_line_ = true;
  // RFC 5321 section 4.1.3: an address literal, where a client has no name that means anything to the server.
  return stage == Stage::start_tls ? "STARTTLS" : stage == Stage::farewell ? "QUIT" : "EHLO [127.0.0.1]";
}

// RFC 5321 section 4.2.1: all lines of a reply but the last have a hyphen behind the code.
Greeting::Reply SubmissionGreeting::judge(Stage stage, std::string_view line) {
  const std::string_view wanted = stage == Stage::capabilities ? "250" : "220";
  if (line.substr(0, 3) != wanted) return Reply::bad;
  const bool last = line.size() == 3 || line[3] == ' ';
  if (!last && line[3] != '-') return Reply::bad;
  // The first line greets.
  if (stage == Stage::capabilities && !first_line_) add_capability(line.substr(std::min<std::size_t>(4, line.size())));
  first_line_ = false;
  return last ? Reply::good : Reply::unfinished;
}

}  // namespace homing
