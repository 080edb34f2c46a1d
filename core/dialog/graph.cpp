#include "dialog/graph.hpp"

#include <algorithm>

#include "crypto/base64.hpp"
#include "model/utf8.hpp"
#include "read/http_date.hpp"
#include "read/web_json.hpp"

namespace homing {
namespace {

constexpr int accepted_status = 202;
constexpr std::size_t longest_words = 1000;
constexpr std::size_t longest_id = 100;

// The message as it was before it was made ready for SMTP: without the dots of RFC 5321 section 4.5.2.
std::string as_composed(std::string_view stuffed) {
  std::string plain;
  plain.reserve(stuffed.size());
  while (!stuffed.empty()) {
    const std::size_t end = std::min(stuffed.find("\r\n"), stuffed.size());
    std::string_view line = stuffed.substr(0, end);
    stuffed.remove_prefix(std::min(end + 2, stuffed.size()));
    if (line == "." && stuffed.empty()) break;
    if (line.starts_with('.')) line.remove_prefix(1);
    plain.append(line).append("\r\n");
  }
  return plain;
}

// RFC 3986 section 3.3: an address is one segment of the path.
std::string escaped(std::string_view segment) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : segment) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || std::string_view("-._~@").find(c) != std::string_view::npos;
    if (plain) result += c;
    else (result += '%').append({digits[byte >> 4U], digits[byte & 15U]});
  }
  return result;
}

// {"error":{"code":"ErrorAccessDenied","message":"Access is denied..."}}
std::string reason_of(const Posted& posted) {
  const std::string status = "HTTP " + std::to_string(posted.status);
  const Expected<boost::json::object> read = parse_web_json(posted.body.reveal());
  if (!read) return status;
  const boost::json::value* const error = read->if_contains("error");
  if (error == nullptr || !error->is_object()) return status;
  return to_utf8(text_at(error->get_object(), "code") + ": " + message_at(error->get_object(), "message"), longest_words);
}

}  // namespace

Posting graph_posting(std::string_view base, std::string_view mailbox, const Letter& letter, const Secret& token) {
  const std::string who = mailbox.empty() ? "/v1.0/me" : "/v1.0/users/" + escaped(mailbox);
  return {std::string(base) + who + "/sendMail", "text/plain", Secret(to_base64(as_composed(letter.bytes))), token.copy()};
}

GraphAnswer read_graph_answer(const Posted& posted) {
  GraphAnswer answer;
  answer.status = posted.status;
  answer.accepted = posted.heard == Heard::answered && posted.status == accepted_status;
  const std::string_view id = posted.header("request-id");
  answer.request_id = to_utf8(id, longest_id);
  answer.wait = retry_after(posted);
  if (posted.heard != Heard::answered) answer.words = posted.detail.empty() ? std::string(word(posted.heard)) : posted.detail;
  else if (!answer.accepted) answer.words = reason_of(posted);
  return answer;
}

}  // namespace homing
