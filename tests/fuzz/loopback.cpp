// read_redirect: lines with a method, a host and a state, then the target.
#include "judge.hpp"
#include "oauth/redirect.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = text_of(data, size);
  homing::Visit visit;
  visit.method = take_line(rest);
  visit.host = take_line(rest);
  const std::string state(take_line(rest));
  visit.target = homing::Secret(rest);
  const auto read = homing::read_redirect(visit, "http://127.0.0.1:51004/signed-in", state);
  if (!read) {
    judge::refusal(read.error());
    return 0;
  }
  demand(visit.method == "GET" && !state.empty(), "only GET with a state signs in");
  demand(visit.host.ends_with(":51004"), "only our port is asked");
  demand(rest.starts_with("/signed-in?"), "only our path is asked");
  demand(read->code.empty() != read->error.empty(), "there is a code or an error");
  for (const char c : read->code.reveal()) demand(c > 0x20 && c < 0x7F, "a code can be sent");
  demand(judge::is_line(read->error) && judge::is_line(read->description) && judge::is_line(read->iss), "what is shown is of one line");
  return 0;
}
