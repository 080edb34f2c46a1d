// Answers files: what is read can be written, and reads as the same.
#include <vector>

#include "fuzz.hpp"
#include "read/answers.hpp"

namespace {

const std::vector<homing::Question> questions{{homing::Ask::mx, "contoso.example"},
                                              {homing::Ask::https, "https://autoconfig.contoso.example/mail/config-v1.1.xml"},
                                              {homing::Ask::srv, "_imaps._tcp.contoso.example"},
                                              {homing::Ask::txt, "contoso.example"},
                                              {homing::Ask::cname, "autodiscover.contoso.example"},
                                              {homing::Ask::host, "imap.contoso.example"},
                                              {homing::Ask::post, "https://contoso.example/autodiscover/autodiscover.xml", "<Autodiscover/>"},
                                              {homing::Ask::http, "http://autodiscover.contoso.example/autodiscover/autodiscover.xml"},
                                              {homing::Ask::probe, "imaps://imap.contoso.example:993"},
                                              {homing::Ask::file, "/etc/contoso.example.xml"}};

void compare(const homing::TimedAnswer& a, const homing::TimedAnswer& b) {
  demand(a.answer.heard == b.answer.heard, "what was heard is kept");
  const bool silent = a.answer.heard == homing::Heard::timeout && a.delay.count() == 0;
  demand(silent || (a.answer.authentic == b.answer.authentic && a.answer.ttl == b.answer.ttl), "what a resolver said of it is kept");
  if (a.answer.heard != homing::Heard::answered) return;
  demand(a.answer.records == b.answer.records && a.answer.body == b.answer.body, "what was answered is kept");
  demand(a.answer.status == b.answer.status, "a status is kept");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto answers = homing::Answers::read(text_of(data, size));
  if (!answers) {
    demand(!answers.error().sentence.empty() && is_utf8(answers.error().sentence), "a refusal has a sentence");
    return 0;
  }
  std::vector<homing::Traced> heard;
  for (const homing::Question& question : questions) heard.push_back({question, answers->answer(question)});
  const auto again = homing::Answers::read(homing::write_answers(heard));
  demand(again.has_value(), "what was written can be read");
  for (const homing::Traced& traced : heard) compare(traced.heard, again->answer(traced.question));
  return 0;
}
