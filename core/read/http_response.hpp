#pragma once
// A response of HTTP/1.1 (RFC 9112) to a request that ends the connection, read as it comes. It may hold tokens: what it keeps is
// wiped, and of the fields only those are kept that are wanted.
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/secret.hpp"

namespace homing {

class HttpResponse {
 public:
  enum class State : std::uint8_t {
    wants_more,
    whole,      ///< what comes after it belongs to nobody
    too_large,  ///< more bytes of fields or body than allowed
    broken      ///< not HTTP/1.1, or framed in a way that two readers could read differently (RFC 9112 section 11.2)
  };
  using Fields = std::vector<std::pair<std::string, std::string>>;

  /// `wanted`: names in lower case, which must outlive this. `most_body`: bytes, once they are unchunked.
  HttpResponse(std::span<const std::string_view> wanted, std::size_t most_body) : wanted_(wanted), most_body_(most_body) {}
  ~HttpResponse();
  HttpResponse(const HttpResponse&) = delete;
  HttpResponse& operator=(const HttpResponse&) = delete;

  /// In pieces of any size.
  State hear(std::string_view bytes);
  /// The connection was closed, in order. A body without a length ends so (RFC 9112 section 6.3).
  State hear_end();

  State state() const { return state_; }
  /// 200 to 599, once the head is whole; 1xx are passed over.
  int status() const { return status_; }
  /// The wanted ones, names in lower case, values in UTF-8. Several of one name are one, with commas (RFC 9110 section 5.3); of
  /// content-type, date and retry-after, which are no lists, the first counts.
  const Fields& fields() const { return fields_; }
  /// Leaves none.
  Secret take_body();
  /// Why it is `broken` or `too_large`.
  const char* fault() const { return fault_; }

 private:
  enum class Part : std::uint8_t { status_line, field, counted_body, body_until_close, chunk_size, chunk, chunk_end, trailer };

  State fail(const char* why, State state = State::broken);
  std::size_t take_line(std::string_view bytes);
  std::size_t take_body_bytes(std::string_view bytes);
  void hear_line(std::string_view line);
  void read_status_line(std::string_view line);
  void read_field(std::string_view line);
  void read_framing(std::string_view name, std::string_view value);
  void keep(std::string name, std::string_view value);
  void end_head();
  void read_chunk_size(std::string_view line);
  void counted(Part counted_part, std::size_t bytes);

  std::span<const std::string_view> wanted_;
  std::size_t most_body_;
  State state_ = State::wants_more;
  Part part_ = Part::status_line;
  const char* fault_ = "";
  std::string line_;
  std::size_t head_bytes_ = 0, lines_ = 0;  // of heads, chunk sizes and trailers
  int interim_ = 0;                         // 1xx responses
  int status_ = 0;
  bool is_http_1_0_ = false, has_length_ = false, is_chunked_ = false;
  std::size_t length_ = 0, left_ = 0;
  Fields fields_;
  std::string body_;
};

}  // namespace homing
