// Manifests of other mail programs (manifests/schema/clients.schema.json) into tables.
#include "read/manifest.hpp"

namespace homing {
namespace {

std::vector<std::string> texts_of(const JsonNode& list) {
  std::vector<std::string> texts;
  for (const JsonNode& item : list.items()) texts.push_back(item.is_string() ? item.required() : item["way"].required());
  return texts;
}

}  // namespace

Expected<void> ManifestReader::add_clients(std::string_view json, std::string_view file) {
  const Expected<boost::json::value> parsed = parse_json(json);
  if (!parsed) return Fault{std::string(file) + ": " + parsed.error().sentence, parsed.error().position};
  std::optional<Fault> fault;
  const JsonNode node(&*parsed, "", fault);
  for (const JsonNode& item : node["clients"].items()) {
    clients_.push_back({keep(item["id"].required()), keep(item["name"].required()), keep_all(texts_of(item["ways"])),
                        keep_all(texts_of(item["protocols"])), item["encrypted_only"].flag(false), keep(item["work_note"].text())});
  }
  for (const JsonNode& item : node["retired_hosts"].items()) {
    retired_hosts_.push_back({keep(item["host"].required()), keep(item["instead"].text())});
  }
  if (fault) return Fault{std::string(file) + ": " + fault->sentence, fault->position};
  return {};
}

}  // namespace homing
