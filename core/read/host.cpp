#include "read/host.hpp"

#include <algorithm>
#include <charconv>

#include "model/address.hpp"
#include "model/utf8.hpp"

namespace homing {
namespace {

// A name whose last label is a number would be taken for an address by those who connect.
bool looks_like_number(std::string_view host) { return host.substr(host.rfind('.') + 1).find_first_not_of("0123456789") == std::string_view::npos; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

bool is_ip_address(std::string_view host) {
  for (int part = 0; part < 4; ++part) {
    const std::size_t dot = part < 3 ? host.find('.') : host.size();
    if (dot == std::string_view::npos || dot == 0 || dot > 3) return false;
    int number = 0;
    const auto [end, error] = std::from_chars(host.data(), host.data() + dot, number);
    if (error != std::errc() || end != host.data() + dot || number > 255) return false;
    host.remove_prefix(part < 3 ? dot + 1 : dot);
  }
  return host.empty();
}

Expected<std::string> read_host(std::string_view written) {
  if (is_ip_address(written)) return std::string(written);
  Expected<std::string> name = parse_domain(written);
  if (name && looks_like_number(*name)) return Fault{"It looks like an IP address, but is none.", 0};
  return name;
}

std::uint16_t usual_port(Protocol protocol, Security security) {
  const bool tls = security == Security::tls;
  if (protocol == Protocol::imap) return tls ? 993 : 143;
  if (protocol == Protocol::pop3) return tls ? 995 : 110;
  return tls ? 465 : 587;
}

bool is_starttls_port(std::uint16_t port) { return port == 143 || port == 110 || port == 587 || port == 25; }
bool is_tls_port(std::uint16_t port) { return port == 993 || port == 995 || port == 465; }

std::uint16_t read_port(std::string_view written) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), port);
  return error == std::errc() && end == written.data() + written.size() ? port : std::uint16_t{0};
}

std::string one_line(std::string_view text, std::size_t most) {
  std::string line = to_utf8(text, most);
  std::replace_if(line.begin(), line.end(), is_control, ' ');
  return line;
}

bool is_one_line(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most && std::none_of(text.begin(), text.end(), is_control) && find_invalid_utf8(text) == utf8_is_valid;
}

}  // namespace homing
