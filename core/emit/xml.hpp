#pragma once
// Well-formed XML, element by element.
#include <string>
#include <string_view>

namespace homing {

class XmlWriter {
 public:
  explicit XmlWriter(std::string& out) : out_(out) {}

  /// `attributes` is written as it stands.
  template <class Children>
  void element(std::string_view name, std::string_view attributes, const Children& children) {
    indent();
    ((out_ += '<') += name) += attributes;
    out_ += ">\n";
    ++depth_;
    children();
    --depth_;
    indent();
    ((out_ += "</") += name) += ">\n";
  }
  void empty(std::string_view name) {
    indent();
    ((out_ += '<') += name) += "/>\n";
  }
  void leaf(std::string_view name, std::string_view text) {
    indent();
    ((out_ += '<') += name) += '>';
    escape(text);
    ((out_ += "</") += name) += ">\n";
  }
  static void escape(std::string_view text, std::string& out);

 private:
  void indent() { out_.append(depth_ * 2, ' '); }
  void escape(std::string_view text) { escape(text, out_); }

  std::string& out_;
  std::size_t depth_ = 0;
};

/// ` name="value"`.
std::string xml_attribute(std::string_view name, std::string_view value);

}  // namespace homing
