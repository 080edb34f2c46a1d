#pragma once
// XML from strangers, through pugixml: no DTD, no entities but the five of XML, bounded size and depth, valid UTF-8.
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "model/fault.hpp"

namespace homing {

/// The largest configuration file that is read, in bytes; the largest known published one has 12 kB.
inline constexpr std::size_t largest_configuration = std::size_t{256} * 1024;

/// Parses into `document`; the fault says why the text is not usable XML.
std::optional<Fault> parse_xml(std::string_view text, pugi::xml_document& document);

/// The name without its namespace prefix: pugixml does not resolve namespaces, and authors use any prefix.
std::string_view local_name(const pugi::xml_node& node);

/// The first child element with this local name.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);

/// The text of an element, trimmed, without comments; empty where it is not UTF-8.
std::string content(const pugi::xml_node& node);

/// The value of an attribute; empty where it is not UTF-8.
std::string attribute(const pugi::xml_node& node, const char* name);

}  // namespace homing
