#pragma once
// Provider manifests (manifests/schema/provider.schema.json) into tables. The build uses it to compile them in; a session
// uses it for the directory an administrator installed.
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/catalogue.hpp"
#include "model/fault.hpp"
#include "read/json_node.hpp"

namespace homing {

class ManifestReader {
 public:
  /// Adds one provider; `file` only names the text in a fault.
  Expected<void> add_provider(std::string_view json, std::string_view file);
  /// Adds gateways and verification names (manifests/schema/exchangers.schema.json).
  Expected<void> add_exchangers(std::string_view json, std::string_view file);

  /// Adds hints and their weights (manifests/schema/hints.schema.json).
  Expected<void> add_hints(std::string_view json, std::string_view file);

  /// Adds how other programs look for settings (manifests/schema/clients.schema.json).
  Expected<void> add_clients(std::string_view json, std::string_view file);

  /// Adds errors (manifests/schema/errors.schema.json).
  Expected<void> add_errors(std::string_view json, std::string_view file);
  /// Adds the texts of errors in another language (manifests/schema/errors.schema.json, without patterns).
  Expected<void> add_error_texts(std::string_view json, std::string_view file);
  /// Adds the ways to send (manifests/schema/sending-manifest.schema.json).
  Expected<void> add_sending(std::string_view json, std::string_view file);

  /// The tables made of everything added so far; they live as long as the reader and change with the next addition.
  const table::Tables& tables();

 private:
  table::TextRef keep(const std::string& text);
  table::Range keep_all(const std::vector<std::string>& texts);
  table::Range read_endpoints(const JsonNode& list);
  table::Range read_sign_ins(const JsonNode& list);
  table::Range read_advice(const JsonNode& list);
  table::OAuth read_oauth2(const JsonNode& node);
  void read_domains(const JsonNode& list, std::uint16_t provider);
  void read_exchangers(const JsonNode& list, std::uint16_t provider);
  void read_hosts(const JsonNode& node, std::uint16_t provider);
  void read_names(const JsonNode& list, table::Use use);
  table::SendingServer read_server(const JsonNode& node);
  table::SendingOption read_option(const JsonNode& node);
  table::Range read_needs(const JsonNode& list);
  table::Range read_clues(const JsonNode& list);
  table::Error read_error(const JsonNode& node);
  table::Pattern read_pattern(const JsonNode& node, std::int64_t rank);
  table::Range read_remedies(const JsonNode& list);
  table::Range read_fragments(const JsonNode& list);
  void append_fragments(const JsonNode& list, std::vector<std::uint16_t>& indexes);
  Expected<void> finish_errors(std::string_view file, const std::optional<Fault>& fault) const;
  void read_server_names(const JsonNode& node);
  void index_fragments();
  void add_name(const JsonNode& place, const std::string& pattern, table::Name record);

  std::string bytes_ = std::string(1, '\0');
  std::map<std::string, table::TextRef, std::less<>> known_texts_;
  std::vector<table::TextRef> texts_;
  std::vector<table::SignIn> sign_ins_;
  std::vector<table::Endpoint> endpoints_;
  std::vector<table::Advice> advice_;
  std::vector<table::Provider> providers_;
  std::vector<table::Name> names_;
  std::vector<std::uint16_t> slots_;
  std::vector<table::Hint> hints_;
  std::vector<table::Clue> clues_;
  std::vector<table::Weighed> weighed_;
  std::vector<table::Client> clients_;
  std::vector<table::RetiredHost> retired_hosts_;
  std::vector<table::Error> errors_, error_texts_;
  std::vector<table::Pattern> patterns_;
  std::vector<table::Remedy> remedies_;
  std::vector<table::Fragment> fragments_;
  std::map<std::string, std::uint16_t, std::less<>> known_fragments_;
  std::vector<std::uint16_t> fragment_indexes_, all_fragment_indexes_, fragment_slots_;
  std::vector<std::uint16_t> microsoft_names_, other_names_;
  table::Range microsoft_range_, other_range_;
  std::vector<table::SendingOption> sending_;
  std::vector<table::Need> needs_;
  std::uint8_t enough_behind_gateway_ = 0, enough_ = 0, enough_at_own_servers_ = 0;
  table::Tables tables_;
};

}  // namespace homing
