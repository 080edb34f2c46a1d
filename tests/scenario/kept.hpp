#pragma once
// A host's token store in memory, for scenarios that sign in or use what is kept.
#include <homing/homing.h>

#include <boost/json.hpp>
#include <optional>
#include <string>

namespace homing::testing {

/// One account's sign-in.
class Kept {
 public:
  /// With a scenario's "kept"; else nothing is kept.
  explicit Kept(const boost::json::object& scenario) {
    if (const boost::json::value* const given = scenario.if_contains("kept")) text_ = boost::json::serialize(*given);
  }

  homing_status serve(homing_session* session) { return homing_session_store(session, get, put, erase, this, nullptr); }
  /// Null: nothing is kept.
  boost::json::value now() const { return text_ ? boost::json::parse(*text_) : boost::json::value(); }

 private:
  static int32_t get(void* context, const char*, homing_store_found found, void* to) {
    const Kept& kept = *static_cast<const Kept*>(context);
    if (kept.text_) found(to, kept.text_->data(), kept.text_->size());
    return 0;
  }
  static int32_t put(void* context, const char*, const char* value, size_t size) {
    static_cast<Kept*>(context)->text_ = std::string(value, size);
    return 0;
  }
  static int32_t erase(void* context, const char*) {
    static_cast<Kept*>(context)->text_.reset();
    return 0;
  }

  std::optional<std::string> text_;
};

}  // namespace homing::testing
