#pragma once
// What a source may ask of the world, and what it may hear. Both are values: nothing here knows a network.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/text.hpp"
#include "model/words.hpp"

namespace homing {

enum class Ask : std::uint8_t { mx, https, file };
template <>
inline constexpr std::array<Text, 3> words_of<Ask>{"MX", "GET", "FILE"};

struct Question {
  Ask kind = Ask::mx;
  std::string name;  ///< a domain, an https URL or a file's path

  friend bool operator==(const Question&, const Question&) = default;
  /// `MX contoso.example`, `GET https://...`: the name of the question in answers files and traces.
  std::string key() const { return std::string(word(kind).view()) + ' ' + name; }
};

/// How a question ended.
enum class Heard : std::uint8_t {
  answered,        ///< DNS: records or none of this type; https: any status code; file: its bytes
  no_such_name,    ///< NXDOMAIN (RFC 8020), also of an https host; or no such file
  server_failure,  ///< the name servers answered that they cannot answer
  timeout,
  refused,          ///< nobody listens there, or the network cannot reach it
  certificate,      ///< TLS failed: the name or the chain could not be checked
  too_large,        ///< more bytes than any configuration has
  protocol,         ///< what came back is not the protocol spoken
  private_address,  ///< the name leads to an address that this session must not contact
};
template <>
inline constexpr std::array<Text, 9> words_of<Heard>{"OK",          "NXDOMAIN",  "SERVFAIL", "TIMEOUT",        "REFUSED",
                                                     "CERTIFICATE", "TOO_LARGE", "PROTOCOL", "PRIVATE_ADDRESS"};

struct Answer {
  Heard heard = Heard::answered;
  std::vector<std::string> records;                          ///< DNS, in presentation form: `10 mx.contoso.example.`
  int status = 0;                                            ///< https
  std::vector<std::pair<std::string, std::string>> headers;  ///< https; names in lower case
  std::string body;                                          ///< https and file
  std::string detail;                                        ///< what the system said, where `heard` is not `answered`

  std::string_view header(std::string_view lower_case_name) const {
    for (const auto& [name, value] : headers) {
      if (name == lower_case_name) return value;
    }
    return {};
  }
};

/// The host of an https URL, in lower case as our sources build them; empty when there is none.
std::string_view host_of(std::string_view https_url);

}  // namespace homing
