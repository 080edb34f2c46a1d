// Domain names: normal form, registrable part, relation.
#include <idn2.h>
#include <libpsl.h>

#include <algorithm>
#include <memory>

#include "model/address.hpp"
#include "model/ascii.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_domain = 253;  // RFC 1035 section 2.3.4, without the root's dot
constexpr std::size_t longest_label = 63;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// RFC 952, RFC 1123 section 2.1: what a host name may hold.
bool is_label_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

Fault fault(std::string sentence, std::size_t position) { return {std::move(sentence), position}; }

// Checks a lower-case ASCII name label by label.
Expected<std::string> checked(std::string name) {
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    const std::string_view label = std::string_view(name).substr(begin, end - begin);
    if (label.empty()) return fault("The domain has an empty label: two dots follow each other, or it starts with one.", begin);
    if (label.size() > longest_label) return fault("A label of the domain is longer than 63 characters.", begin);
    const auto bad = std::find_if_not(label.begin(), label.end(), is_label_character);
    if (bad != label.end()) {
      const auto place = begin + static_cast<std::size_t>(bad - label.begin());
      return fault(std::string("The domain must not contain '") + *bad + "'.", place);
    }
    if (label.front() == '-' || label.back() == '-') return fault("A label of the domain starts or ends with a hyphen.", begin);
    if (end == name.size()) break;
    begin = end + 1;
  }
  if (name.size() > longest_domain) return fault("The domain is longer than 253 characters.", 0);
  return name;
}

Expected<std::string> to_ascii(const std::string& name) {
  char* ascii = nullptr;
  const int status = idn2_to_ascii_8z(name.c_str(), &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const std::unique_ptr<char, void (*)(void*)> owner(ascii, idn2_free);
  if (status == IDN2_MALLOC) throw std::bad_alloc();
  if (status != IDN2_OK) return fault(std::string("The domain is not a valid internationalised name (") + idn2_strerror(status) + ").", 0);
  return std::string(ascii);
}

}  // namespace

Expected<std::string> parse_domain(std::string_view typed) {
  std::string name = lower_case(typed);
  if (!name.empty() && name.back() == '.') name.pop_back();
  if (name.empty()) return fault("The domain is empty.", 0);
  // Plain names, nearly all of them, need no table of Unicode.
  if (is_ascii(name) && name.find("xn--") == std::string::npos) return checked(std::move(name));
  Expected<std::string> ascii = to_ascii(name);
  if (!ascii) return ascii;
  if (!ascii->empty() && ascii->back() == '.') ascii->pop_back();  // an ideographic full stop at the end
  Expected<std::string> result = checked(*std::move(ascii));
  if (!result) return fault(result.error().sentence, 0);  // offsets of the ASCII form mean nothing to who typed another
  return result;
}

std::string_view registrable_domain(std::string_view ascii_domain) {
  const std::string name(ascii_domain);
  const char* const found = psl_registrable_domain(psl_builtin(), name.c_str());
  return found == nullptr ? std::string_view() : ascii_domain.substr(static_cast<std::size_t>(found - name.c_str()));
}

std::string_view owner_of(std::string_view ascii_domain) {
  const std::string_view registrable = registrable_domain(ascii_domain);
  return registrable.empty() ? ascii_domain : registrable;
}

bool is_within(std::string_view name, std::string_view parent) {
  if (!name.ends_with(parent) || parent.empty()) return false;
  return name.size() == parent.size() || name[name.size() - parent.size() - 1] == '.';
}

std::string_view without_first_label(std::string_view name) {
  const std::size_t dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

}  // namespace homing
