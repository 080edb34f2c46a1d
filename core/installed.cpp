#include "installed.hpp"

#include "net/files.hpp"

namespace homing {
namespace {

constexpr std::size_t largest_manifest = std::size_t{1024} * 1024;
constexpr std::string_view builtin_language = "en";

Fault no_language(std::string_view language) {
  return {"Option language: catalog.dir holds no errors." + std::string(language) + ".json; built in is en.", 0};
}

// A manifest says by its name what it holds; `errors.de.json`: the texts of errors in that language.
Expected<void> add(ManifestReader& reader, const std::string& file, const std::string& translation) {
  const std::string name = file.substr(file.rfind('/') + 1);
  const bool translates = name.starts_with("errors.") && name != "errors.json";
  if (translates && name != translation) return {};
  const Expected<std::string> text = read_file(file, largest_manifest);
  if (!text) return text.error();
  if (translates) return reader.add_error_texts(*text, file);
  if (name.starts_with("errors")) return reader.add_errors(*text, file);
  if (name == "exchangers.json") return reader.add_exchangers(*text, file);
  if (name == "hints.json") return reader.add_hints(*text, file);
  if (name == "clients.json") return reader.add_clients(*text, file);
  if (name == "sending.json") return reader.add_sending(*text, file);
  return reader.add_provider(*text, file);
}

}  // namespace

Expected<bool> read_installed(const Options& options, ManifestReader& reader) {
  const std::string folder(options.text(Option::catalog_dir));
  const std::string_view language = options.text(Option::language);
  const std::string translation = "errors." + std::string(language) + ".json";
  bool has_language = language == builtin_language;
  if (folder.empty()) return has_language ? Expected<bool>(false) : no_language(language);
  const Expected<std::vector<std::string>> files = list_files(folder, ".json");
  if (!files) return Fault{"Option catalog.dir: " + files.error().sentence, 0};
  for (const std::string& file : *files) {
    if (const Expected<void> added = add(reader, file, translation); !added) return added.error();
    has_language = has_language || file.ends_with("/" + translation);
  }
  if (!has_language) return no_language(language);
  return true;
}

}  // namespace homing
