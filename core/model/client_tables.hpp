#pragma once
// How other programs look for settings, and servers that are no more (manifests/clients.json).
#include <cstdint>

namespace homing::table {

struct TextRef {
  std::uint32_t at = 0, size = 0;
};
struct Range {
  std::uint16_t first = 0, count = 0;
};
struct Client {
  TextRef id, name;
  Range ways;         ///< texts; the words stand in manifests/schema/clients.schema.json
  Range protocols;    ///< texts; what it can use
  bool encrypted;     ///< a section in plain text makes it refuse the whole file
  TextRef work_note;  ///< what to know of it where the mailbox is Microsoft 365
};
struct RetiredHost {
  TextRef host, instead;
};

}  // namespace homing::table
