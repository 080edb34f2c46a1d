#include "emit/xml.hpp"

namespace homing {

// XML 1.0 section 2.4; section 2.2 forbids control characters even as references.
void XmlWriter::escape(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (static_cast<unsigned char>(c) < 0x20) out += ' ';
    else out += c;
  }
}

std::string xml_attribute(std::string_view name, std::string_view value) {
  std::string text = ' ' + std::string(name) + "=\"";
  XmlWriter::escape(value, text);
  return text + '"';
}

}  // namespace homing
