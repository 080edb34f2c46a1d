#pragma once
// The one description of the result document (manifests/schema/result.schema.json). JSON text and JSON Pointer look-ups
// (RFC 6901) are two readers of it, so they cannot differ.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/resolution.hpp"

namespace homing {

std::string to_json(const Resolution& resolution);
/// The same behind a first member "input".
std::string to_json(const Resolution& resolution, std::string_view input);

/// As it stands in every document.
template <class Out>
void describe(Out& out, const Mailbox& mailbox) {
  out.text("kind", word(mailbox.kind));
  if (mailbox.cloud != Cloud::none) out.text("cloud", word(mailbox.cloud));
  out.text("confidence", word(mailbox.confidence));
  out.text_or_null("provider", mailbox.provider);
  if (!mailbox.tenant.empty()) out.text("tenant", mailbox.tenant);
  if (!mailbox.region.empty()) out.text("region", mailbox.region);
}

/// What stands at a place of the document.
struct Place {
  enum class Type : std::uint8_t { text, number, milliseconds, null, other, object, list };
  Type type = Type::null;
  Text text;          ///< where the text lives as long as the resolution
  std::string owned;  ///< where it had to be made; then `text` is empty
  std::int64_t number = 0;
  double milliseconds = 0;
  std::size_t count = 0;  ///< elements of a list
};

/// The value at a JSON Pointer such as `/smtp/0/host`; nothing where the document has no such place.
std::optional<Place> find_place(const Resolution& resolution, std::string_view pointer);

/// The same in any JSON text; with `part`, what stands there is also written to it.
std::optional<Place> find_in_json(std::string_view json, std::string_view pointer, std::string* part);

/// The part of the document at a JSON Pointer, as JSON text.
std::optional<std::string> part_to_json(const Resolution& resolution, std::string_view pointer);

}  // namespace homing
