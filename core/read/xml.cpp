#include "read/xml.hpp"

#include <new>

#include "model/utf8.hpp"

namespace homing {
namespace {

constexpr int deepest = 64;
constexpr std::string_view blanks = " \t\r\n";

struct DepthWalker final : pugi::xml_tree_walker {
  bool for_each(pugi::xml_node&) override { return depth() < deepest; }
};

}  // namespace

std::optional<Fault> parse_xml(std::string_view text, pugi::xml_document& document) {
  if (text.size() > largest_configuration) return Fault{"The file is larger than 256 kB.", largest_configuration};
  const pugi::xml_parse_result result =
      document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_auto);
  if (result.status == pugi::status_out_of_memory) throw std::bad_alloc();
  const auto place = static_cast<std::size_t>(result.offset < 0 ? 0 : result.offset);
  if (!result) return Fault{std::string("Not well-formed XML: ") + result.description() + " at byte " + std::to_string(place) + ".", place};
  for (const pugi::xml_node& node : document.children()) {
    const bool declares = node.type() == pugi::node_doctype && std::string_view(node.value()).find('[') != std::string_view::npos;
    if (declares) return Fault{"The file declares entities in a DOCTYPE, which no configuration needs.", 0};
  }
  DepthWalker walker;
  if (!document.traverse(walker)) return Fault{"The elements are nested more than 64 deep.", 0};
  return std::nullopt;
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& candidate : node.children()) {
    if (local_name(candidate) == name) return candidate;
  }
  return {};
}

std::string content(const pugi::xml_node& node) {
  std::string all;
  for (const pugi::xml_node& part : node.children()) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) all += part.value();
  }
  if (find_invalid_utf8(all) != utf8_is_valid) return {};
  all.erase(all.find_last_not_of(blanks) + 1);
  all.erase(0, all.find_first_not_of(blanks));
  return all;
}

std::string attribute(const pugi::xml_node& node, const char* name) {
  const std::string_view value = node.attribute(name).value();
  return find_invalid_utf8(value) == utf8_is_valid ? std::string(value) : std::string();
}

}  // namespace homing
