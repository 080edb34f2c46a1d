// homing_bulk.
#include "bulk.hpp"

#include "fence.hpp"
#include "handle.hpp"

using homing::fenced;
using homing::is_live;

homing_status homing_bulk_new(homing_session* session, int32_t in_order, size_t most, homing_bulk** out) {
  return fenced([&]() -> homing_status {
    if (out == nullptr) return HOMING_INVALID_ARGUMENT;
    *out = nullptr;
    if (!is_live(session) || session->session == nullptr) return HOMING_INVALID_HANDLE;
    constexpr size_t usual = 2000;
    *out = new homing_bulk(session->session, in_order != 0, most == 0 ? usual : most);
    return HOMING_OK;
  });
}

homing_status homing_bulk_add(homing_bulk* bulk, const char* text, size_t size) {
  return fenced([&]() -> homing_status {
    if (text == nullptr) return HOMING_INVALID_ARGUMENT;
    if (!is_live(bulk)) return HOMING_INVALID_HANDLE;
    return bulk->bulk.add({text, size}) ? HOMING_OK : HOMING_PENDING;
  });
}

homing_status homing_bulk_next(homing_bulk* bulk, int32_t timeout_ms, const char** document, size_t* size) {
  return fenced([&]() -> homing_status {
    if (size != nullptr) *size = 0;
    if (document == nullptr) return HOMING_INVALID_ARGUMENT;
    *document = nullptr;
    if (!is_live(bulk)) return HOMING_INVALID_HANDLE;
    const auto longest = timeout_ms < 0 ? std::nullopt : std::optional(homing::Milliseconds(timeout_ms));
    const homing::Bulk::Next next = bulk->bulk.next(longest);
    if (next == homing::Bulk::Next::late) return HOMING_PENDING;
    if (next == homing::Bulk::Next::none) return HOMING_OK;
    *document = bulk->bulk.document().c_str();
    if (size != nullptr) *size = bulk->bulk.document().size();
    return HOMING_OK;
  });
}

size_t homing_bulk_under_way(const homing_bulk* bulk) { return is_live(bulk) ? bulk->bulk.under_way() : 0; }

void homing_bulk_free(homing_bulk* bulk) {
  if (is_live(bulk)) delete bulk;
}
