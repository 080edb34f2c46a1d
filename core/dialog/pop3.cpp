#include "dialog/pop3.hpp"

namespace homing {

std::string Pop3Greeting::command(Stage stage) {
  in_list_ = false;
  return stage == Stage::start_tls ? "STLS" : stage == Stage::farewell ? "QUIT" : "CAPA";
}

Greeting::Reply Pop3Greeting::judge_list(std::string_view line) {
  if (in_list_) {
    if (line == ".") return Reply::good;
    if (line.starts_with('.')) line.remove_prefix(1);  // RFC 1939 section 3
    add_capability(line);
    return Reply::unfinished;
  }
  in_list_ = lists_ = starts_with_word(line, "+OK");
  if (in_list_) return Reply::unfinished;
  return starts_with_word(line, "-ERR") ? Reply::good : Reply::bad;
}

Greeting::Reply Pop3Greeting::judge(Stage stage, std::string_view line) {
  if (stage == Stage::capabilities) return judge_list(line);
  return starts_with_word(line, "+OK") ? Reply::good : Reply::bad;
}

}  // namespace homing
