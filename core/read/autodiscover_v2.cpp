#include "read/autodiscover_v2.hpp"

#include "read/host.hpp"
#include "read/url.hpp"
#include "read/web_json.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_protocol = 64;

}  // namespace

Expected<AutodiscoverV2> read_autodiscover_v2(std::string_view json, Arena& arena) {
  const Expected<boost::json::object> object = parse_web_json(json);
  if (!object) return object.error();
  const std::string code = text_at(*object, "ErrorCode");
  if (!code.empty()) {
    return Fault{"Autodiscover refuses with " + one_line(code, longest_protocol) + ": " + message_at(*object, "ErrorMessage"), 0};
  }
  const std::string protocol = text_at(*object, "Protocol");
  const std::string url = https_url(text_at(*object, "Url"));
  if (!is_one_line(protocol, longest_protocol)) return Fault{"The Autodiscover answer names no \"Protocol\".", 0};
  if (url.empty()) return Fault{"The \"Url\" of the Autodiscover answer is no https URL.", 0};
  return AutodiscoverV2{arena.keep(protocol), arena.keep(url)};
}

}  // namespace homing
