#pragma once
// Until there is a catalogue of errors, every failure is unknown.
#include <optional>
#include <span>
#include <string_view>
#include "model/catalogue.hpp"
#include "model/question.hpp"
#include "model/words.hpp"
namespace homing {
struct Circumstances {
  Kind kind = Kind::unknown; Cloud cloud = Cloud::none; Protocol protocol = Protocol::imap; Step step = Step::dns; Heard heard = Heard::answered;
  std::optional<Method> method; bool signed_in_elsewhere = false;
};
struct Diagnosis { Text id{}; Fixer who{}; Text meaning{}; std::span<const Text> steps{}; Text link{}; Confidence confidence{}; Next next{}; };
inline Diagnosis diagnose(const Catalogue&, const Circumstances&, std::string_view words, Arena& arena) { return {"unknown", Fixer::user, arena.keep(words), {}, "", Confidence::weak, Next::retry}; }
template <class Out> void describe(Out& out, const Diagnosis& d) { out.text("id", d.id); out.text("who", word(d.who)); out.text("meaning", d.meaning); out.texts("steps", d.steps); out.text_or_null("link", d.link); out.text("confidence", word(d.confidence)); }
}  // namespace homing
