#pragma once
// What stands behind the opaque pointers of homing.h.
#include <cstdint>
#include <forward_list>
#include <memory>
#include <mutex>
#include <string>

#include "bulk.hpp"
#include "homing/homing.h"
#include "session.hpp"
#include "verify/account.hpp"

namespace homing {

/// A handle is recognised by its first word, which is wiped when it is freed: a NULL, foreign or freed pointer is found out
/// in most cases and answered with an error instead of a crash.
template <std::uint32_t Mark>
struct Marked {
  volatile std::uint32_t mark = Mark;
  Marked() = default;
  Marked(const Marked&) = delete;
  Marked& operator=(const Marked&) = delete;
  ~Marked() { mark = 0; }
};

template <class Handle>
bool is_live(const Handle* handle) {
  return handle != nullptr && handle->mark == Handle::expected_mark;
}

}  // namespace homing

struct homing_options : homing::Marked<0x486f704f> {
  static constexpr std::uint32_t expected_mark = 0x486f704f;
  homing::Options options;
  std::string error;
};

struct homing_session : homing::Marked<0x486f7353> {
  static constexpr std::uint32_t expected_mark = 0x486f7353;
  std::shared_ptr<homing::Session> session;  ///< null where it could not be made
  std::string error;
};

struct homing_job : homing::Marked<0x486f6a4a> {
  static constexpr std::uint32_t expected_mark = 0x486f6a4a;
  ~homing_job();
  void stop_listening();

  std::shared_ptr<homing::Job> job;
  std::string event;  ///< the one lent out last
  homing_listener listener = nullptr;
  void* context = nullptr;
  void (*release)(void*) = nullptr;
};

struct homing_account : homing::Marked<0x486f4163> {
  static constexpr std::uint32_t expected_mark = 0x486f4163;
  homing::Account account;
  std::string error;
};

struct homing_bulk : homing::Marked<0x486f426b> {
  static constexpr std::uint32_t expected_mark = 0x486f426b;
  homing_bulk(std::shared_ptr<homing::Session> session, bool ordered, std::size_t most) : bulk(std::move(session), ordered, most) {}

  homing::Bulk bulk;
};

struct homing_result : homing::Marked<0x486f7252> {
  static constexpr std::uint32_t expected_mark = 0x486f7252;
  explicit homing_result(std::shared_ptr<const homing::Result> finished) : result(std::move(finished)) {}

  std::shared_ptr<const homing::Result> result;
  mutable std::mutex mutex;  ///< guards what is made on demand
  mutable std::string json;
  mutable std::forward_list<std::string> lent;  ///< texts that had to be made; they live as long as the handle
};
