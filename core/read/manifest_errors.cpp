// Manifests of errors (manifests/schema/errors.schema.json) into tables.
#include <algorithm>

#include "model/squeezed.hpp"
#include "read/manifest.hpp"
#include "read/manifest_parts.hpp"

namespace homing {
namespace {

using table::Manner;
using table::Range;

constexpr std::int64_t usual_rank = 50;

Range range_since(std::size_t first, std::size_t end) { return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(end - first)}; }

// A word or a list of words as a set of bits.
template <class Enum>
unsigned read_set(const JsonNode& node) {
  if (!node.present()) return 0;
  if (node.is_string()) return 1U << static_cast<unsigned>(read_word(node, Enum{}));
  unsigned set = 0;
  for (const JsonNode& item : node.items()) set |= 1U << static_cast<unsigned>(read_word(item, Enum{}));
  return set;
}

table::Speaker read_speaker(const JsonNode& node) {
  const std::string word = node.text();
  if (word == "microsoft") return table::Speaker::microsoft;
  if (word == "not-others") return table::Speaker::not_others;
  if (!word.empty()) node.refuse("microsoft or not-others");
  return table::Speaker::any;
}

table::When read_when(const JsonNode& node) {
  table::When when;
  when.steps = static_cast<std::uint16_t>(read_set<Step>(node["step"]));
  when.heard = static_cast<std::uint16_t>(read_set<Heard>(node["heard"]));
  when.methods = static_cast<std::uint16_t>(read_set<Method>(node["method"]));
  when.protocols = static_cast<std::uint8_t>(read_set<Protocol>(node["protocol"]));
  when.kinds = static_cast<std::uint8_t>(read_set<Kind>(node["mailbox"]));
  if (node["signed_in_elsewhere"].present()) when.elsewhere = node["signed_in_elsewhere"].flag(false) ? 1 : 2;
  return when;
}

Manner take_manner(std::string& fragment) {
  constexpr std::string_view word = "word:", exact = "exact:";
  if (fragment.starts_with(word)) return fragment.erase(0, word.size()), Manner::word;
  if (fragment.starts_with(exact)) return fragment.erase(0, exact.size()), Manner::exact;
  return Manner::phrase;
}

}  // namespace

void ManifestReader::append_fragments(const JsonNode& list, std::vector<std::uint16_t>& indexes) {
  for (const JsonNode& item : list.items()) {
    std::string text = item.required();
    const Manner manner = take_manner(text);
    if (manner == Manner::phrase) text = squeeze(text);
    if (manner == Manner::word) text = lower_case(std::string_view(text));
    if (text.size() < table::fragment_key) item.refuse("a fragment of at least three letters or digits");
    const auto [known, added] =
        known_fragments_.emplace(std::to_string(static_cast<int>(manner)) + text, static_cast<std::uint16_t>(fragments_.size()));
    if (added) fragments_.push_back({keep(text), manner});
    indexes.push_back(known->second);
  }
}

Range ManifestReader::read_fragments(const JsonNode& list) {
  const std::size_t first = fragment_indexes_.size();
  append_fragments(list, fragment_indexes_);
  return range_since(first, fragment_indexes_.size());
}

table::Pattern ManifestReader::read_pattern(const JsonNode& node, std::int64_t rank) {
  table::Pattern pattern{};
  pattern.all = read_fragments(node["all"]);
  pattern.any = read_fragments(node["any"]);
  pattern.none = read_fragments(node["none"]);
  pattern.codes = keep_all(read_texts(node["codes"]));
  pattern.replies = keep_all(read_texts(node["replies"]));
  pattern.numbers = keep_all(read_texts(node["numbers"]));
  pattern.speaker = read_speaker(node["speaker"]);
  pattern.confidence = read_word(node["confidence"], Confidence::strong);
  pattern.rank = static_cast<std::uint8_t>(node["rank"].number(1, 99, rank));
  pattern.contextual = node["when"].present();
  pattern.when = read_when(node["when"]);
  const bool says_something = pattern.all.count + pattern.any.count + pattern.codes.count + pattern.numbers.count != 0;
  if (!says_something && !pattern.contextual) node.refuse("all, any, codes, numbers or when");
  return pattern;
}

Range ManifestReader::read_remedies(const JsonNode& list) {
  std::vector<table::Remedy> read;
  for (const JsonNode& item : list.items()) {
    read.push_back({read_word(item["who"], Fixer::user), static_cast<std::uint8_t>(read_set<Kind>(item["mailbox"])),
                    static_cast<std::uint16_t>(read_set<Method>(item["method"])), keep(item["meaning"].text()), keep_all(read_texts(item["steps"])),
                    keep(item["link"].text()), read_word(item["next"], Next::none), static_cast<std::uint32_t>(item["wait_s"].number(1, 604800, 0))});
  }
  const std::size_t first = remedies_.size();
  remedies_.insert(remedies_.end(), read.begin(), read.end());
  return range_since(first, remedies_.size());
}

table::Error ManifestReader::read_error(const JsonNode& node) {
  table::Error error{};
  error.id = keep(node["id"].required());
  error.microsoft = node["scope"].text() == "microsoft";
  const std::int64_t rank = node["rank"].number(1, 99, usual_rank);
  std::vector<table::Pattern> patterns;
  for (const JsonNode& item : node["match"].items()) patterns.push_back(read_pattern(item, rank));
  const std::size_t first = patterns_.size();
  patterns_.insert(patterns_.end(), patterns.begin(), patterns.end());
  error.patterns = range_since(first, patterns_.size());
  error.meaning = keep(node["meaning"].required());
  error.remedies = read_remedies(node["remedies"]);
  if (error.remedies.count == 0) node["remedies"].refuse("at least one remedy");
  error.as_of = keep(node["as_of"].text());
  return error;
}

void ManifestReader::read_server_names(const JsonNode& node) {
  append_fragments(node["microsoft"], microsoft_names_);
  append_fragments(node["others"], other_names_);
}

// Tables count with sixteen bits.
Expected<void> ManifestReader::finish_errors(std::string_view file, const std::optional<Fault>& fault) const {
  if (fault) return Fault{std::string(file) + ": " + fault->sentence, fault->position};
  constexpr std::size_t most = 0x7FFF;
  const std::size_t names = microsoft_names_.size() + other_names_.size();
  const bool fits = std::max({fragments_.size(), fragment_indexes_.size() + names, patterns_.size(), remedies_.size(), texts_.size()}) <= most;
  if (!fits) return Fault{std::string(file) + ": more errors than fit into a catalogue.", 0};
  return {};
}

Expected<void> ManifestReader::add_errors(std::string_view json, std::string_view file) {
  const Expected<boost::json::value> parsed = parse_json(json);
  if (!parsed) return Fault{std::string(file) + ": " + parsed.error().sentence, parsed.error().position};
  std::optional<Fault> fault;
  const JsonNode node(&*parsed, "", fault);
  const table::TextRef layer = keep(node["layer"].required());
  read_server_names(node["servers"]);
  for (const JsonNode& item : node["errors"].items()) {
    errors_.push_back(read_error(item));
    errors_.back().layer = layer;
  }
  return finish_errors(file, fault);
}

Expected<void> ManifestReader::add_error_texts(std::string_view json, std::string_view file) {
  const Expected<boost::json::value> parsed = parse_json(json);
  if (!parsed) return Fault{std::string(file) + ": " + parsed.error().sentence, parsed.error().position};
  std::optional<Fault> fault;
  const JsonNode node(&*parsed, "", fault);
  for (const JsonNode& item : node["errors"].items()) {
    if (item["match"].present()) item["match"].refuse("no patterns: another language changes the texts alone");
    error_texts_.push_back(read_error(item));
  }
  return finish_errors(file, fault);
}

void ManifestReader::index_fragments() {
  all_fragment_indexes_ = fragment_indexes_;
  const auto append = [this](const std::vector<std::uint16_t>& names) {
    const std::size_t first = all_fragment_indexes_.size();
    all_fragment_indexes_.insert(all_fragment_indexes_.end(), names.begin(), names.end());
    return range_since(first, all_fragment_indexes_.size());
  };
  microsoft_range_ = append(microsoft_names_);
  other_range_ = append(other_names_);
  std::size_t size = 16;
  while (size < fragments_.size() * 2) size *= 2;
  fragment_slots_.assign(size, table::nobody);
  for (std::size_t i = 0; i < fragments_.size(); ++i) {
    std::size_t slot = table::fragment_hash(fragments_[i].manner, bytes_.data() + fragments_[i].text.at) & (size - 1);
    while (fragment_slots_[slot] != table::nobody) slot = (slot + 1) & (size - 1);
    fragment_slots_[slot] = static_cast<std::uint16_t>(i);
  }
}

}  // namespace homing
