// MX records, one a line: what is read from them, and the judgement that follows.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <vector>

#include "document.hpp"
#include "read/mx.hpp"

namespace {

std::string as_answers(const std::vector<std::string>& records) {
  boost::json::array list(records.begin(), records.end());
  const boost::json::object answers{{"dns", boost::json::object{{"MX contoso.example", std::move(list)}}}};
  return boost::json::serialize(answers);
}

void judge_reading(const std::vector<std::string>& records) {
  const std::vector<homing::MailExchanger> exchangers = homing::read_mx(records);
  demand(exchangers.size() <= records.size(), "no exchanger is invented");
  demand(std::is_sorted(exchangers.begin(), exchangers.end(), [](const auto& a, const auto& b) { return a.preference < b.preference; }),
         "exchangers are sorted by preference");
  for (const homing::MailExchanger& exchanger : exchangers) {
    demand(std::none_of(exchanger.host.begin(), exchanger.host.end(), [](char c) { return c == ' ' || (c >= 'A' && c <= 'Z'); }),
           "a host is one word in lower case");
  }
  std::vector<std::string> turned(records.rbegin(), records.rend());
  demand(homing::read_mx(turned) == exchangers, "the order of the records does not matter");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = text_of(data, size);
  std::vector<std::string> records;
  while (!rest.empty() && records.size() < 64) records.emplace_back(take_line(rest));
  judge_reading(records);
  if (!is_utf8(text_of(data, size))) return 0;  // an answers file could not hold it
  homing_session* const session = document::open(as_answers(records).c_str());
  if (session == nullptr) return 0;
  homing_job* job = nullptr;
  const homing_status status = homing_resolve(session, "ada@contoso.example", &job);
  demand(status == HOMING_OK, "a good address is taken");
  document::judge(status, job);
  homing_session_free(session);
  return 0;
}
