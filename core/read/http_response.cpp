#include "read/http_response.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "model/ascii.hpp"
#include "model/utf8.hpp"
#include "read/http_field.hpp"

namespace homing {
namespace {

constexpr std::size_t most_head_bytes = std::size_t{32} * 1024;
constexpr std::size_t most_lines = 200;           // of all heads and trailers
constexpr std::size_t most_chunks = 64 * 1024;    // a chunk may be one byte
constexpr std::size_t longest_chunk_line = 1024;  // extensions are passed over (RFC 9112 section 7.1.1)
constexpr std::size_t most_value_bytes = 8 * 1024;
constexpr int most_interim = 8;

constexpr std::array<std::string_view, 3> single_fields{"content-type", "date", "retry-after"};

template <class Number>
bool read_whole(std::string_view digits, Number& number, int base) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  return error == std::errc() && end == digits.data() + digits.size();
}

bool contains(std::span<const std::string_view> names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

}  // namespace

HttpResponse::~HttpResponse() {
  wipe(line_);
  wipe(body_);
}

HttpResponse::State HttpResponse::fail(const char* why, State state) {
  fault_ = why;
  wipe(line_);
  wipe(body_);
  fields_.clear();
  return state_ = state;
}

Secret HttpResponse::take_body() {
  Secret body(body_);
  wipe(body_);
  return body;
}

HttpResponse::State HttpResponse::hear(std::string_view bytes) {
  while (!bytes.empty() && state_ == State::wants_more) {
    const bool in_body = part_ == Part::counted_body || part_ == Part::chunk || part_ == Part::body_until_close;
    bytes.remove_prefix(in_body ? take_body_bytes(bytes) : take_line(bytes));
  }
  return state_;
}

HttpResponse::State HttpResponse::hear_end() {
  if (state_ != State::wants_more) return state_;
  if (part_ == Part::body_until_close) return state_ = State::whole;
  return fail("the server closed the connection within its response");
}

// Takes bytes up to the end of the line, which is CRLF and nothing else.
std::size_t HttpResponse::take_line(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  const std::size_t taken = end == std::string_view::npos ? bytes.size() : end + 1;
  const bool of_chunk = part_ == Part::chunk_size || part_ == Part::chunk_end;
  if (!of_chunk) head_bytes_ += taken;
  if (head_bytes_ > most_head_bytes || (of_chunk && line_.size() + taken > longest_chunk_line)) {
    fail("the fields of the response are too long", State::too_large);
    return taken;
  }
  append_secretly(line_, bytes.substr(0, taken));
  if (end == std::string_view::npos) return taken;
  if (++lines_ > most_chunks || (!of_chunk && lines_ > most_lines && !is_chunked_)) {
    fail("the response has too many fields", State::too_large);
  } else if (line_.size() < 2 || line_[line_.size() - 2] != '\r') {
    fail("a line of the response does not end in CRLF");
  } else {
    hear_line(std::string_view(line_).substr(0, line_.size() - 2));
  }
  wipe(line_);
  return taken;
}

std::size_t HttpResponse::take_body_bytes(std::string_view bytes) {
  const std::size_t taken = part_ == Part::body_until_close ? bytes.size() : std::min(bytes.size(), left_);
  if (body_.size() + taken > most_body_) {
    fail("the body of the response is too long", State::too_large);
    return taken;
  }
  append_secretly(body_, bytes.substr(0, taken));
  if (part_ == Part::body_until_close) return taken;
  left_ -= taken;
  if (left_ > 0) return taken;
  if (part_ == Part::chunk) part_ = Part::chunk_end;
  else state_ = State::whole;
  return taken;
}

void HttpResponse::hear_line(std::string_view line) {
  switch (part_) {
    case Part::status_line: return read_status_line(line);
    case Part::field: return line.empty() ? end_head() : read_field(line);
    case Part::chunk_size: return read_chunk_size(line);
    case Part::chunk_end:
      if (line.empty()) part_ = Part::chunk_size;
      else fail("a chunk of the response does not end where it says");
      return;
    case Part::trailer:  // passed over (RFC 9110 section 6.5.1)
      if (line.empty()) state_ = State::whole;
      else if (!read_http_field(line)) fail("a trailer of the response is malformed");
      return;
    default: return;
  }
}

// RFC 9112 section 4: HTTP/1.1 SP 3DIGIT SP [reason].
void HttpResponse::read_status_line(std::string_view line) {
  const bool versioned = line.starts_with("HTTP/1.1 ") || line.starts_with("HTTP/1.0 ");
  if (!versioned || line.size() < 12 || (line.size() > 12 && line[12] != ' ')) return void(fail("the response does not begin as HTTP/1.1 does"));
  if (!read_whole(line.substr(9, 3), status_, 10) || status_ < 100 || status_ > 599) return void(fail("the response has no status"));
  if (status_ == 101) return void(fail("the server switches to a protocol that nobody asked for"));
  is_http_1_0_ = line[7] == '0';
  part_ = Part::field;
}

void HttpResponse::read_field(std::string_view line) {
  const std::optional<HttpField> field = read_http_field(line);
  if (!field) return void(fail("a field of the response is malformed"));
  std::string name = lower_case(field->name);
  read_framing(name, field->value);
  if (state_ == State::wants_more && contains(wanted_, name)) keep(std::move(name), field->value);
}

// RFC 9112 section 6: whatever could be read in two ways is refused.
void HttpResponse::read_framing(std::string_view name, std::string_view value) {
  if (name == "content-length") {
    const bool digits = !value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos;
    if (has_length_ || !digits) return void(fail("the response has no one length"));
    if (!read_whole(value, length_, 10)) return void(fail("the body of the response is too long", State::too_large));
    has_length_ = true;
  } else if (name == "transfer-encoding") {
    if (is_chunked_ || is_http_1_0_ || !same_word(value, "chunked")) return void(fail("the response is in a transfer coding that nobody asked for"));
    is_chunked_ = true;
  }
}

void HttpResponse::keep(std::string name, std::string_view value) {
  const auto known = std::find_if(fields_.begin(), fields_.end(), [&](const auto& field) { return field.first == name; });
  if (known == fields_.end()) fields_.emplace_back(std::move(name), to_utf8(value, most_value_bytes));
  else if (!contains(single_fields, name)) known->second.append(", ").append(to_utf8(value, most_value_bytes));
}

void HttpResponse::counted(Part counted_part, std::size_t bytes) {
  if (body_.size() > most_body_ || bytes > most_body_ - body_.size()) return void(fail("the body of the response is too long", State::too_large));
  part_ = counted_part;
  left_ = bytes;
}

void HttpResponse::end_head() {
  if (has_length_ && is_chunked_) return void(fail("the response has a length and is chunked"));
  if (status_ < 200) {  // RFC 9110 section 15.2: the final one comes after it
    if (++interim_ > most_interim) return void(fail("too many responses come before the final one"));
    part_ = Part::status_line;
    has_length_ = is_chunked_ = false;
    fields_.clear();
    return;
  }
  const bool has_none = status_ == 204 || status_ == 304 || (has_length_ && length_ == 0);  // RFC 9112 section 6.3
  if (has_none) state_ = State::whole;
  else if (is_chunked_) part_ = Part::chunk_size;
  else if (has_length_) counted(Part::counted_body, length_);
  else part_ = Part::body_until_close;
}

void HttpResponse::read_chunk_size(std::string_view line) {
  std::string_view digits = line.substr(0, line.find(';'));
  digits = digits.substr(0, digits.find_last_not_of(" \t") + 1);
  const bool hexadecimal = !digits.empty() && digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
  std::size_t size = 0;
  if (!hexadecimal) return void(fail("a chunk of the response has no size"));
  if (!read_whole(digits, size, 16)) return void(fail("the body of the response is too long", State::too_large));
  if (size > 0) return counted(Part::chunk, size);
  part_ = Part::trailer;
}

}  // namespace homing
