// Compiles manifests into C++ tables:
// homing-tabulate OUTPUT.cpp EXCHANGERS.json HINTS.json CLIENTS.json SENDING.json {errors/ERRORS.json | PROVIDER.json}...
#include <fstream>
#include <iostream>
#include <iterator>

#include "read/manifest.hpp"

namespace {

using homing::table::Tables;
using homing::table::TextRef;

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// One literal a text, so that the generated file can be read and compared.
void write_bytes(std::ostream& out, std::span<const char> bytes) {
  out << "constexpr char bytes[] =\n    \"";
  for (const char c : bytes.first(bytes.size())) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\0') {
      out << "\\0\"\n    \"";
    } else if (c == '"' || c == '\\') {
      out << '\\' << c;
    } else if (byte < 0x20 || byte > 0x7E || c == '?') {
      constexpr char digits[] = "01234567";  // three octal digits always end: no digit behind can join them
      out << '\\' << digits[byte >> 6] << digits[(byte >> 3) & 7] << digits[byte & 7];
    } else {
      out << c;
    }
  }
  out << "\";\n";
}

std::string number(auto value) { return std::to_string(static_cast<long long>(value)); }
std::string word(const char* type, auto value) { return std::string(type).append("(").append(number(value)).append(")"); }

// `{a,b,c}`
std::string braced(std::initializer_list<std::string> parts) {
  std::string result(1, '{');
  for (const std::string& part : parts) {
    if (result.size() > 1) result += ',';
    result += part;
  }
  return result += '}';
}

std::string cpp(TextRef ref) { return braced({number(ref.at), number(ref.size)}); }
std::string cpp(homing::table::Range range) { return braced({number(range.first), number(range.count)}); }
std::string cpp(std::uint16_t slot) { return number(slot); }
std::string cpp(const homing::table::SignIn& row) {
  return braced({word("Method", row.method), word("MethodState", row.state), cpp(row.since), cpp(row.until), cpp(row.why)});
}
std::string cpp(const homing::table::Endpoint& row) {
  return braced({cpp(row.host), cpp(row.username), number(row.port), word("Security", row.security), cpp(row.auth)});
}
std::string cpp(const homing::table::Advice& row) {
  return braced({cpp(row.id), word("Severity", row.severity), word("Fixer", row.who), cpp(row.text), cpp(row.steps), cpp(row.link)});
}
std::string cpp(const homing::table::OAuth& row) {
  return braced({cpp(row.issuer), cpp(row.authorization_endpoint), cpp(row.token_endpoint), cpp(row.device_authorization_endpoint), cpp(row.tenant),
                 cpp(row.resource), cpp(row.graph), cpp(row.imap_scopes), cpp(row.pop3_scopes), cpp(row.smtp_scopes), cpp(row.refresh_scopes),
                 cpp(row.revocation_endpoint), cpp(row.redirect), cpp(row.iss), row.iss_promised ? "true" : "false", cpp(row.graph_scopes),
                 cpp(row.identity_scopes), cpp(row.authorize_with), cpp(row.app_scopes)});
}
std::string cpp(const homing::table::Provider& row) {
  return braced({cpp(row.id), cpp(row.name), word("Kind", row.kind), word("Cloud", row.cloud), cpp(row.imap), cpp(row.pop3), cpp(row.smtp),
                 cpp(row.advice), cpp(row.oauth2), cpp(row.limits)});
}
std::string cpp(const homing::table::Name& row) {
  return braced({cpp(row.name), cpp(row.label), row.below ? "true" : "false", word("Use", row.use), number(row.tier), word("Proof", row.proves),
                 word("Confidence", row.confidence), number(row.provider), cpp(row.note), row.shared ? "true" : "false"});
}
std::string cpp(const homing::table::Clue& row) { return braced({cpp(row.matches), cpp(row.provider), number(row.weight), number(row.cloud)}); }
std::string cpp(const homing::table::Hint& row) { return braced({cpp(row.id), word("Ask", row.ask), cpp(row.name), cpp(row.clues), cpp(row.says)}); }
std::string cpp(const homing::table::Client& row) {
  return braced({cpp(row.id), cpp(row.name), cpp(row.ways), cpp(row.protocols), row.encrypted ? "true" : "false", cpp(row.work_note)});
}
std::string cpp(const homing::table::RetiredHost& row) { return braced({cpp(row.host), cpp(row.instead)}); }
std::string cpp(const homing::table::Need& row) { return braced({cpp(row.text), word("Kind", row.kind)}); }
std::string cpp(const homing::table::SendingServer& row) {
  return braced({word("ServerOf", row.of), cpp(row.host), number(row.port), word("Security", row.security), cpp(row.auth)});
}
std::string cpp(const homing::table::SendingOption& row) {
  return braced({cpp(row.id), cpp(row.name), cpp(row.server), word("Recipients", row.recipients), cpp(row.clouds), cpp(row.undocumented_clouds),
                 row.elsewhere ? "true" : "false", word("SpfOf", row.spf), cpp(row.proof_name), cpp(row.proof_target), cpp(row.limits),
                 row.limits_of_mailbox ? "true" : "false", cpp(row.needs), cpp(row.link)});
}
std::string cpp(const homing::table::Weighed& row) { return braced({cpp(row.id), number(row.weight), number(row.cloud)}); }

std::string cpp(const homing::table::Fragment& row) { return braced({cpp(row.text), word("Manner", row.manner)}); }
std::string cpp(const homing::table::When& row) {
  return braced({number(row.steps), number(row.heard), number(row.methods), number(row.protocols), number(row.kinds), number(row.elsewhere)});
}
std::string cpp(const homing::table::Pattern& row) {
  return braced({cpp(row.all), cpp(row.any), cpp(row.none), cpp(row.codes), cpp(row.replies), cpp(row.numbers), word("Speaker", row.speaker),
                 word("Confidence", row.confidence), number(row.rank), row.contextual ? "true" : "false", cpp(row.when)});
}
std::string cpp(const homing::table::Remedy& row) {
  return braced({word("Fixer", row.who), number(row.kinds), number(row.methods), cpp(row.meaning), cpp(row.steps), cpp(row.link),
                 word("Next", row.next), number(row.wait_s)});
}
std::string cpp(const homing::table::Error& row) {
  return braced(
      {cpp(row.id), cpp(row.layer), row.microsoft ? "true" : "false", cpp(row.patterns), cpp(row.meaning), cpp(row.remedies), cpp(row.as_of)});
}

template <class Row>
void write_rows(std::ostream& out, const char* type, const char* name, std::span<const Row> rows) {
  out << "constexpr std::array<" << type << ", " << rows.size() << "> " << name << "{{\n";
  for (const Row& row : rows) out << "    " << cpp(row) << ",\n";
  out << "}};\n";
}

void write(std::ostream& out, const Tables& tables) {
  out << "// Made from manifests/ by homing-tabulate; change those.\n#include <array>\n#include \"model/catalogue.hpp\"\n"
         "namespace homing {\nnamespace {\nusing namespace table;\n";
  write_bytes(out, tables.bytes);
  write_rows(out, "TextRef", "texts", tables.texts);
  write_rows(out, "table::SignIn", "sign_ins", tables.sign_ins);
  write_rows(out, "table::Endpoint", "endpoints", tables.endpoints);
  write_rows(out, "table::Advice", "advice", tables.advice);
  write_rows(out, "table::Provider", "providers", tables.providers);
  write_rows(out, "Name", "names", tables.names);
  write_rows(out, "std::uint16_t", "slots", tables.slots);
  write_rows(out, "table::Hint", "hints", tables.hints);
  write_rows(out, "Clue", "clues", tables.clues);
  write_rows(out, "Weighed", "weighed", tables.weighed);
  write_rows(out, "Client", "clients", tables.clients);
  write_rows(out, "RetiredHost", "retired_hosts", tables.retired_hosts);
  write_rows(out, "SendingOption", "sending", tables.sending);
  write_rows(out, "Need", "needs", tables.needs);
  write_rows(out, "table::Error", "errors", tables.errors);
  write_rows(out, "Pattern", "patterns", tables.patterns);
  write_rows(out, "table::Remedy", "remedies", tables.remedies);
  write_rows(out, "Fragment", "fragments", tables.fragments);
  write_rows(out, "std::uint16_t", "fragment_indexes", tables.fragment_indexes);
  write_rows(out, "std::uint16_t", "fragment_slots", tables.fragment_slots);
  out << "}  // namespace\nconst table::Tables& builtin_tables() {\n"
         "  static constexpr table::Tables tables{bytes, texts, sign_ins, endpoints, advice, providers, names, slots, hints, clues, weighed, "
      << number(tables.enough_behind_gateway) << ", " << number(tables.enough) << ", " << number(tables.enough_at_own_servers)
      << ", clients, retired_hosts, sending, needs, errors, {}, patterns, remedies, fragments, fragment_indexes, fragment_slots, "
      << cpp(tables.microsoft_names) << ", " << cpp(tables.other_names)
      << "};\n"
         "  return tables;\n}\n}  // namespace homing\n";
}

bool is_errors(std::string_view path) { return path.find("/errors/") != std::string_view::npos; }

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc < 7) throw std::runtime_error("usage: homing-tabulate OUTPUT.cpp EXCHANGERS.json HINTS.json CLIENTS.json SENDING.json PROVIDER.json...");
    using homing::ManifestReader;
    using Adding = homing::Expected<void> (ManifestReader::*)(std::string_view, std::string_view);
    constexpr Adding single[] = {&ManifestReader::add_exchangers, &ManifestReader::add_hints, &ManifestReader::add_clients,
                                 &ManifestReader::add_sending};
    ManifestReader reader;
    for (int i = 2; i < argc; ++i) {
      const Adding add = i - 2 < static_cast<int>(std::size(single)) ? single[i - 2]
                         : is_errors(argv[i])                        ? &ManifestReader::add_errors
                                                                     : &ManifestReader::add_provider;
      if (const auto added = (reader.*add)(slurp(argv[i]), argv[i]); !added) throw std::runtime_error(added.error().sentence);
    }
    std::ofstream out(argv[1], std::ios::binary);
    write(out, reader.tables());
    if (!out.flush()) throw std::runtime_error(std::string("cannot write ") + argv[1]);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "homing-tabulate: " << error.what() << '\n';
    return 1;
  }
}
