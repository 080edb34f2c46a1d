#include "emit/limits.hpp"

#include "read/json_node.hpp"

namespace homing {
namespace {

constexpr double mebibyte = 1024.0 * 1024.0;

class Limits {
 public:
  explicit Limits(std::string_view json) : parsed_(parse_json(json)) {}

  /// Nothing where no such figure is published.
  std::optional<double> figure(std::string_view key, std::string_view group = {}) const {
    const JsonNode parent = group.empty() ? root() : root()[group];
    if (!parent.is_object() || !parent[key].present() || !parent[key].value().is_number()) return std::nullopt;
    return parent[key].value().to_number<double>();
  }
  bool is_advice() const { return root()["advisory"].flag(false); }
  /// Which limit it is, and who says so.
  std::string named(std::string_view key) const {
    const std::string source = root()["source"].text();
    return " (" + std::string(key) + (source.empty() ? "" : ", " + source) + ").";
  }

 private:
  JsonNode root() const { return {parsed_ ? &*parsed_ : nullptr, "", ignored_}; }

  Expected<boost::json::value> parsed_;
  mutable std::optional<Fault> ignored_;  // what cannot be read limits nothing
};

std::string whole(double value) { return std::to_string(static_cast<long long>(value)); }

// Rounded up, so that what is too large never reads as what is allowed.
std::string in_mebibytes(double bytes) {
  const auto tenths = static_cast<long long>(bytes * 10 / mebibyte) + 1;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " MB";
}

std::string many(const MessageSize& message) { return "The message has " + std::to_string(message.recipients) + " recipients; "; }
std::string large(const MessageSize& message) { return "The message has " + in_mebibytes(static_cast<double>(message.bytes)) + "; "; }

bool exceeds_count(const MessageSize& message, std::optional<double> most) { return most && static_cast<double>(message.recipients) > *most; }
bool exceeds_size(const MessageSize& message, std::optional<double> most) { return most && static_cast<double>(message.bytes) > *most * mebibyte; }

}  // namespace

std::optional<Fault> check_limits(const MessageSize& message, std::string_view json) {
  const Limits limits(json);
  if (limits.is_advice()) return std::nullopt;
  const std::optional<double> most_recipients = limits.figure("recipients_per_message_maximum");
  if (exceeds_count(message, most_recipients))
    return Fault{many(message) + "the provider takes at most " + whole(*most_recipients) + " for one message" +
                     limits.named("recipients_per_message_maximum") + " Send several messages.",
                 0};
  const std::optional<double> largest = limits.figure("message_mb_maximum");
  if (exceeds_size(message, largest))
    return Fault{large(message) + "the provider takes at most " + whole(*largest) + " MB" + limits.named("message_mb_maximum") +
                     " Send a link to the file instead.",
                 0};
  return std::nullopt;
}

std::vector<std::string> limit_warnings(const MessageSize& message, std::string_view json) {
  const Limits limits(json);
  std::vector<std::string> warnings;
  for (const char* const key : {"recipients_per_message", "recipients_per_message_smtp"}) {
    if (exceeds_count(message, limits.figure(key)))
      warnings.push_back(many(message) + "usually " + whole(*limits.figure(key)) + " are allowed for one message" + limits.named(key));
  }
  const std::optional<double> subscriber = limits.figure("recipients_per_message", "subscriber");
  if (exceeds_count(message, subscriber))
    warnings.push_back(many(message) + "accounts that pay may have " + whole(*subscriber) + ", others fewer" +
                       limits.named("subscriber/recipients_per_message"));
  if (exceeds_size(message, limits.figure("message_mb")))
    warnings.push_back(large(message) + "usually " + whole(*limits.figure("message_mb")) + " MB are allowed" + limits.named("message_mb"));
  // Base64 makes 78 bytes of 57 (RFC 2045 section 6.8), and all of a large message is attachments.
  const std::optional<double> attached = limits.figure("attachment_mb");
  if (attached && static_cast<double>(message.bytes) * 57 / 78 > *attached * mebibyte)
    warnings.push_back(large(message) + "attachments may have " + whole(*attached) + " MB before they are encoded" + limits.named("attachment_mb"));
  return warnings;
}

}  // namespace homing
