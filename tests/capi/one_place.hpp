#pragma once
// A host's token store that has room for one sign-in and allocates nothing.
#include <atomic>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "homing/homing.h"

class OnePlace {
 public:
  /// Makes it the store of the session.
  homing_status serve(homing_session* session) { return homing_session_store(session, get, put, erase, this, release); }

  std::string_view kept() const { return {value_, size_}; }
  bool holds(std::string_view part) const { return kept().find(part) != std::string_view::npos; }
  void keep(const char* key, std::string_view value) { put(this, key, value.data(), value.size()); }
  const char* key() const { return key_; }
  int releases() const { return releases_; }
  /// Calls while another was under way, or after the release.
  int broken_promises() const { return broken_promises_; }

 private:
  /// One call of the library.
  class Visit {
   public:
    explicit Visit(OnePlace& place) : place_(place) {
      if (place_.visited_.exchange(true) || place_.releases_ > 0) ++place_.broken_promises_;
    }
    ~Visit() { place_.visited_ = false; }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

   private:
    OnePlace& place_;
  };

  static int32_t get(void* context, const char* key, homing_store_found found, void* to) {
    OnePlace& place = *static_cast<OnePlace*>(context);
    const Visit visit(place);
    if (place.size_ != 0 && std::strcmp(place.key_, key) == 0) found(to, place.value_, place.size_);
    return 0;
  }
  static int32_t put(void* context, const char* key, const char* value, size_t size) {
    OnePlace& place = *static_cast<OnePlace*>(context);
    const Visit visit(place);
    if (size > sizeof place.value_ || std::strlen(key) >= sizeof place.key_) return 1;
    std::strcpy(place.key_, key);
    std::memcpy(place.value_, value, size);
    place.size_ = size;
    return 0;
  }
  static int32_t erase(void* context, const char* key) {
    OnePlace& place = *static_cast<OnePlace*>(context);
    const Visit visit(place);
    if (std::strcmp(place.key_, key) == 0) place.size_ = 0;
    return 0;
  }
  static void release(void* context) {
    OnePlace& place = *static_cast<OnePlace*>(context);
    if (place.visited_) ++place.broken_promises_;
    ++place.releases_;
  }

  char key_[321] = "", value_[16384] = "";
  size_t size_ = 0;
  std::atomic<bool> visited_{false};
  std::atomic<int> releases_{0}, broken_promises_{0};
};
