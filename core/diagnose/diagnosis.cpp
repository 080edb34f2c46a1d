#include "diagnose/diagnosis.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "diagnose/match.hpp"
#include "model/json_writer.hpp"

namespace homing {
namespace {

using table::Tables;

constexpr std::string_view unknown_id = "unknown.text";
constexpr std::string_view work_answer_id = "mailbox.work_answer";
constexpr std::string_view personal_answer_id = "mailbox.personal_answer";
constexpr int rank_window = 25;  // what tells so much less than the best is its consequence, and is not told
constexpr std::size_t most_told = 5;

const table::Error* find_error(const Tables& tables, std::span<const table::Error> errors, std::string_view id) {
  const auto* const found =
      std::find_if(errors.data(), errors.data() + errors.size(), [&](const table::Error& e) { return tables.text(e.id) == id; });
  return found == errors.data() + errors.size() ? nullptr : found;
}

// An error with the tables that hold its texts: another language's, where one is installed.
struct Told {
  const Tables* tables;
  const table::Error* error;
};

Told in_language(const Catalogue& catalogue, const Tables& tables, const table::Error& error) {
  for (const Tables* const other : catalogue.errors()) {
    if (other == nullptr) continue;
    if (const table::Error* const text = find_error(*other, other->error_texts, tables.text(error.id))) return {other, text};
  }
  return {&tables, &error};
}

std::optional<Told> told_by_id(const Catalogue& catalogue, std::string_view id) {
  for (const Tables* const tables : catalogue.errors()) {
    if (tables == nullptr) continue;
    if (const table::Error* const error = find_error(*tables, tables->errors, id)) return in_language(catalogue, *tables, *error);
  }
  return std::nullopt;
}

std::span<const Text> texts(const Tables& tables, table::Range range, Arena& arena) {
  const std::span<Text> list = arena.list<Text>(range.count);
  for (std::size_t i = 0; i < list.size(); ++i) list[i] = tables.text(tables.texts[range.first + i]);
  return list;
}

// A personal mailbox has no administrator, and what is made for the other kind of mailbox helps nobody.
bool suits(const table::Remedy& remedy, const Circumstances& known) {
  if (known.kind == Kind::outlook_com && remedy.who == Fixer::admin) return false;
  if (remedy.methods != 0 && (!known.method || (remedy.methods & (1U << static_cast<unsigned>(*known.method))) == 0)) return false;
  return remedy.kinds == 0 || (remedy.kinds & (1U << static_cast<unsigned>(known.kind))) != 0;
}

void take_remedies(Diagnosis& diagnosis, const Told& told, const Circumstances& known, Arena& arena) {
  const Tables& tables = *told.tables;
  std::vector<Cure> remedies;
  for (const table::Remedy& row : tables.remedies.subspan(told.error->remedies.first, told.error->remedies.count)) {
    if (!suits(row, known)) continue;
    if (remedies.empty() && row.meaning.size != 0) diagnosis.meaning = tables.text(row.meaning);
    if (remedies.empty()) diagnosis.wait_s = row.wait_s;
    remedies.push_back({row.who, texts(tables, row.steps, arena), tables.text(row.link), row.next});
  }
  diagnosis.remedies = arena.keep_list<Cure>(remedies);
  if (remedies.empty()) return;
  diagnosis.who = remedies.front().who;
  diagnosis.steps = remedies.front().steps;
  diagnosis.link = remedies.front().link;
  diagnosis.next = remedies.front().next;
}

Diagnosis tell(const Catalogue& catalogue, const Told& told, const Circumstances& known, Arena& arena) {
  Diagnosis diagnosis;
  diagnosis.id = told.tables->text(told.error->id);
  diagnosis.meaning = told.tables->text(told.error->meaning);
  diagnosis.as_of = told.tables->text(told.error->as_of);
  take_remedies(diagnosis, told, known, arena);
  if (!diagnosis.remedies.empty()) return diagnosis;
  // Nothing in the entry is for this kind of mailbox: that itself is what to look at.
  const std::optional<Told> other = told_by_id(catalogue, known.kind == Kind::outlook_com ? work_answer_id : personal_answer_id);
  if (other) {
    diagnosis.meaning = other->tables->text(other->error->meaning);
    take_remedies(diagnosis, *other, known, arena);
  }
  return diagnosis;
}

Diagnosis tell(const Catalogue& catalogue, const Match& match, Circumstances known, Arena& arena) {
  // A server of Microsoft's may stand behind a mailbox that is somewhere else.
  if (match.error->microsoft && known.kind == Kind::other) known.kind = Kind::unknown;
  Diagnosis diagnosis = tell(catalogue, in_language(catalogue, *match.tables, *match.error), known, arena);
  diagnosis.layer = match.tables->text(match.error->layer);
  diagnosis.as_of = match.tables->text(match.error->as_of);
  diagnosis.microsoft = match.error->microsoft;
  diagnosis.confidence = match.pattern->confidence;
  return diagnosis;
}

// Of all catalogues; an installed entry takes the place of the compiled one with its id.
std::vector<Match> search(const Catalogue& catalogue, std::string_view text, const Circumstances* known) {
  const Unwrapped words = unwrap(text);
  std::vector<Match> found;
  const Tables* above = nullptr;
  for (const Tables* const tables : catalogue.errors()) {
    if (tables == nullptr) continue;
    for (const Match& match : Reading(*tables, words).matches(known)) {
      const bool replaced = above != nullptr && find_error(*above, above->errors, tables->text(match.error->id)) != nullptr;
      if (!replaced) found.push_back(match);
    }
    above = tables;
  }
  std::stable_sort(found.begin(), found.end(), [](const Match& a, const Match& b) { return a.pattern->rank > b.pattern->rank; });
  return found;
}

}  // namespace

Diagnosis diagnose(const Catalogue& catalogue, const Circumstances& circumstances, std::string_view words, Arena& arena) {
  const std::vector<Match> found = search(catalogue, words, &circumstances);
  if (found.empty()) return unknown_text(catalogue, arena);
  return tell(catalogue, found.front(), circumstances, arena);
}

std::span<const Diagnosis> explain(const Catalogue& catalogue, std::string_view text, Arena& arena) {
  std::vector<Diagnosis> told;
  const std::vector<Match> found = search(catalogue, text, nullptr);
  for (const Match& match : found) {
    const bool tells_too_little = match.pattern->rank + rank_window < found.front().pattern->rank;
    if (tells_too_little || told.size() == most_told) break;
    // A guess beside something better is noise.
    const bool guesses = match.pattern->confidence == Confidence::weak && found.front().pattern->confidence != Confidence::weak;
    if (guesses) continue;
    told.push_back(tell(catalogue, match, {}, arena));
  }
  return arena.keep_list<Diagnosis>(told);
}

Diagnosis unknown_text(const Catalogue& catalogue, Arena& arena) {
  const std::optional<Told> told = told_by_id(catalogue, unknown_id);
  return told ? tell(catalogue, *told, {}, arena) : Diagnosis{};
}

std::string explanation_json(const Catalogue& catalogue, std::string_view text) {
  Arena arena;
  const std::span<const Diagnosis> matches = explain(catalogue, text, arena);
  std::string json;
  JsonWriter(json).element([&](auto& out) {
    out.text("homing", "1");
    out.objects("matches", matches, [](auto& inner, const Diagnosis& diagnosis) { describe(inner, diagnosis); });
    if (!matches.empty()) return;
    out.object("unknown", [&](auto& inner) {
      const Diagnosis unknown = unknown_text(catalogue, arena);
      inner.text("meaning", unknown.meaning);
      inner.texts("send", unknown.steps);
      inner.text("link", unknown.link);
    });
  });
  return json;
}

}  // namespace homing
