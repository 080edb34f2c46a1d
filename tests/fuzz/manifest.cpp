// Provider manifests, as an administrator may install them.
#include "read/manifest.hpp"

#include "diagnose/diagnosis.hpp"
#include "fuzz.hpp"

namespace {

void judge(const homing::Settings& settings) {
  for (const auto& list : {settings.imap, settings.pop3, settings.smtp}) {
    for (const homing::Endpoint& endpoint : list) {
      demand(!endpoint.host.empty() && is_utf8(endpoint.host) && is_utf8(endpoint.username), "a server has a name");
      for (const homing::SignIn& way : endpoint.auth) demand(is_utf8(way.why), "a reason is UTF-8");
    }
  }
  for (const homing::Advice& advice : settings.advice) demand(is_utf8(advice.text), "advice is UTF-8");
}

// Errors that an administrator has installed: their own samples and fragments are looked for in their own text.
void judge_errors(std::string_view json) {
  homing::ManifestReader reader;
  const auto errors = reader.add_errors(json, "errors.json");
  const auto texts = reader.add_error_texts(json, "errors.de.json");
  for (const auto* read : {&errors, &texts}) {
    if (!*read) demand(!read->error().sentence.empty() && is_utf8(read->error().sentence), "a refusal has a sentence");
  }
  if (!errors) return;
  const homing::Catalogue catalogue(homing::builtin_tables(), &reader.tables());
  demand(is_utf8(homing::explanation_json(catalogue, json)), "an explanation is UTF-8");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const homing::Address address = *homing::parse_address("ada@contoso.example");
  homing::ManifestReader reader;
  const std::string_view json = text_of(data, size);
  judge_errors(json);
  const auto provider = reader.add_provider(json, "provider.json");
  const auto exchangers = reader.add_exchangers(json, "exchangers.json");
  const auto sending = reader.add_sending(json, "sending.json");
  for (const auto* read : {&provider, &exchangers, &sending}) {
    if (!*read) demand(!read->error().sentence.empty() && is_utf8(read->error().sentence), "a refusal has a sentence");
  }
  if (!provider || !exchangers) return 0;
  const homing::table::Tables& tables = reader.tables();
  const homing::Catalogue catalogue(homing::builtin_tables(), &tables);
  for (const homing::table::Name& name : tables.names) {
    demand(name.provider == homing::table::nobody || name.provider < tables.providers.size(), "a name belongs to a provider or nobody");
    demand(is_utf8(tables.text(name.name)), "a name is UTF-8");
    const homing::Known known = catalogue.domain(tables.text(name.name));
    if (known && known.provider != nullptr) {
      homing::Arena arena;
      judge(*homing::Catalogue::settings(known, address, arena));
    }
    catalogue.exchanger(tables.text(name.name));
    catalogue.host(tables.text(name.name));
  }
  return 0;
}
