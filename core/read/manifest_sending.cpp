// The manifest of the ways to send (manifests/schema/sending-manifest.schema.json) into tables.
#include <boost/json/serialize.hpp>

#include "read/manifest.hpp"
#include "read/manifest_parts.hpp"

namespace homing {

table::SendingServer ManifestReader::read_server(const JsonNode& node) {
  table::SendingServer server{};
  node["of"].required();
  server.of = read_word(node["of"], ServerOf::named);
  const bool submission = server.of == ServerOf::submission;
  server.host = keep(server.of == ServerOf::named ? node["host"].required() : std::string());
  if (!submission && !node["port"].present()) node["port"].refuse("a whole number from 1 to 65535");
  server.port = static_cast<std::uint16_t>(node["port"].number(1, 65535, 0));
  server.security = read_word(node["security"], Security::tls);
  server.auth = read_sign_ins(node["auth"]);
  if (!submission && server.auth.count == 0) node["auth"].refuse("a way to sign in");
  return server;
}

table::Range ManifestReader::read_needs(const JsonNode& list) {
  const std::size_t first = needs_.size();
  for (const JsonNode& item : list.items()) needs_.push_back({keep(item["text"].required()), read_word(item["kind"], Kind::unknown)});
  return range_since(first, needs_);
}

table::SendingOption ManifestReader::read_option(const JsonNode& node) {
  table::SendingOption option{};
  option.id = keep(node["id"].required());
  option.name = keep(node["name"].required());
  option.server = read_server(node["server"]);
  node["recipients"].required();
  option.recipients = read_word(node["recipients"], Recipients::anyone);
  option.clouds = keep_all(read_texts(node["clouds"]));
  option.undocumented_clouds = keep_all(read_texts(node["undocumented_clouds"]));
  option.elsewhere = node["elsewhere"].flag(false);
  option.spf = read_word(node["spf"], SpfOf::none);
  option.proof_name = keep(node["proof"]["name"].text());
  option.proof_target = keep(node["proof"]["target"].text());
  if (node["limits"].is_object()) option.limits = keep(boost::json::serialize(node["limits"].value()));
  option.limits_of_mailbox = node["limits_of_mailbox"].flag(false);
  option.needs = read_needs(node["needs"]);
  option.link = keep(node["link"].required());
  return option;
}

Expected<void> ManifestReader::add_sending(std::string_view json, std::string_view file) {
  const Expected<boost::json::value> parsed = parse_json(json);
  if (!parsed) return Fault{std::string(file) + ": " + parsed.error().sentence, parsed.error().position};
  std::optional<Fault> fault;
  const JsonNode node(&*parsed, "", fault);
  for (const JsonNode& item : node["options"].items()) sending_.push_back(read_option(item));
  if (fault) return Fault{std::string(file) + ": " + fault->sentence, fault->position};
  return {};
}

}  // namespace homing
