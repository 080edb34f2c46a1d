#pragma once
// What a source may ask of the world, and what it may hear. Both are values: nothing here knows a network.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/text.hpp"
#include "model/words.hpp"

namespace homing {

enum class Ask : std::uint8_t {
  mx,
  srv,
  txt,
  cname,  ///< the whole chain of aliases, in its order
  host,   ///< the addresses of a host; also makes ready for an https question to it
  https,
  post,   ///< https, with an XML body (text/xml)
  http,   ///< plain text: what it says is untrusted
  probe,  ///< a mail server's greeting and capabilities, without signing in
  talk,   ///< all that a verification does at a mail server
  file
};
template <>
inline constexpr std::array<Text, 11> words_of<Ask>{"MX", "SRV", "TXT", "CNAME", "HOST", "GET", "POST", "GET", "PROBE", "TALK", "FILE"};

constexpr bool is_dns(Ask kind) { return kind <= Ask::host; }
/// Something that is asked of a web server.
constexpr bool is_web(Ask kind) { return kind == Ask::https || kind == Ask::post || kind == Ask::http; }

struct Question {
  Ask kind = Ask::mx;
  std::string name;    ///< a domain, a URL, a file's path; of a probe or a talk `SERVICE://HOST:PORT` with a service name of RFC 6186
                       ///< or RFC 8314: imaps, imap, pop3s, pop3, submissions, submission
  std::string body{};  ///< of a post

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
  /// DNS, in presentation form: `10 mx.contoso.example.`; of a TXT its strings joined, without quotes (RFC 7208 section 3.3).
  /// A probe: the lines of the capabilities as they hold before a sign-in, on the encrypted channel. A talk in an answers file:
  /// all lines that the server says, in their order.
  std::vector<std::string> records;
  bool authentic = false;                                    ///< DNS: a resolver that the caller trusts has validated it (RFC 4035)
  std::uint32_t ttl = 0;                                     ///< DNS: seconds for which it may be kept; 0: not beyond this use
  int status = 0;                                            ///< web
  std::vector<std::pair<std::string, std::string>> headers;  ///< web; names in lower case
  std::string body;                                          ///< web and file
  std::string detail;                                        ///< what the system said, where `heard` is not `answered`
  std::optional<Step> step;                                  ///< a talk in an answers file: where it ended before its time

  std::string_view header(std::string_view lower_case_name) const {
    for (const auto& [name, value] : headers) {
      if (name == lower_case_name) return value;
    }
    return {};
  }
};

/// The host of a URL or of a probe's name, in lower case as our sources build them; empty when there is none.
std::string_view host_of(std::string_view url);

}  // namespace homing
