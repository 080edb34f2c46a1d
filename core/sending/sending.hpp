#pragma once
// The ways to send mail for a domain, with what its DNS says about each.
#include <string>
#include <vector>

#include "sending/posture.hpp"

namespace homing {

enum class RecordState : std::uint8_t { present, missing, broken, unknown };
template <>
inline constexpr std::array<Text, 4> words_of<RecordState>{"present", "missing", "broken", "unknown"};

/// What must stand in the DNS for an option.
struct WantedRecord {
  Text type;
  std::string name, must;
  RecordState state = RecordState::unknown;
};

struct SendingView {
  Text id, name;
  Endpoint server;  ///< without a host: it is not known; without a port: nor is anything else
  Recipients recipients = Recipients::anyone;
  Text limits;  ///< a JSON object, or empty
  Fits fits = Fits::unknown;
  std::string why;
  std::vector<Text> needs;
  std::vector<WantedRecord> records;
  Text link;
};

struct SendingReport {
  Posture posture;
  std::vector<SendingView> options;
  std::vector<Evidence> evidence;  ///< of the posture
};

SendingReport options_to_send(const Inquest& inquest);

/// The document (manifests/schema/sending.schema.json).
std::string to_json(const SendingReport& report, const Inquest& inquest);

}  // namespace homing
