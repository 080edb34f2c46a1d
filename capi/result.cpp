// homing_result.
#include <cmath>
#include <optional>
#include <string_view>

#include "fence.hpp"
#include "handle.hpp"
#include "model/document.hpp"

using homing::fenced_or;
using homing::is_live;
using homing::Place;

namespace {

// Operations that resolve nothing leave a document as text.
std::optional<Place> find(const homing_result& handle, std::string_view pointer) {
  const homing::Result& result = *handle.result;
  return result.document.empty() ? homing::find_place(result.resolution, pointer) : homing::find_in_json(result.document, pointer, nullptr);
}

const char* lend(const homing_result& handle, std::string text) {
  const std::lock_guard lock(handle.mutex);
  return handle.lent.emplace_front(std::move(text)).c_str();
}

}  // namespace

const char* homing_result_json(const homing_result* result) {
  return fenced_or<const char*>(nullptr, [&]() -> const char* {
    if (!is_live(result)) return nullptr;
    if (!result->result->document.empty()) return result->result->document.c_str();
    const std::lock_guard lock(result->mutex);
    if (result->json.empty()) result->json = homing::to_json(result->result->resolution);
    return result->json.c_str();
  });
}

const char* homing_result_text(const homing_result* result, const char* pointer) {
  return fenced_or<const char*>(nullptr, [&]() -> const char* {
    if (!is_live(result) || pointer == nullptr) return nullptr;
    std::optional<Place> place = find(*result, pointer);
    if (!place || place->type != Place::Type::text) return nullptr;
    return place->owned.empty() ? place->text.c_str() : lend(*result, std::move(place->owned));
  });
}

int64_t homing_result_number(const homing_result* result, const char* pointer, int64_t otherwise) {
  return fenced_or<int64_t>(otherwise, [&]() -> int64_t {
    if (!is_live(result) || pointer == nullptr) return otherwise;
    const std::optional<Place> place = find(*result, pointer);
    if (place && place->type == Place::Type::number) return place->number;
    return place && place->type == Place::Type::milliseconds ? std::llround(place->milliseconds) : otherwise;
  });
}

size_t homing_result_count(const homing_result* result, const char* pointer) {
  return fenced_or<size_t>(0, [&]() -> size_t {
    if (!is_live(result) || pointer == nullptr) return 0;
    const std::optional<Place> place = find(*result, pointer);
    return place && place->type == Place::Type::list ? place->count : 0;
  });
}

const char* homing_result_part(const homing_result* result, const char* pointer) {
  return fenced_or<const char*>(nullptr, [&]() -> const char* {
    if (!is_live(result) || pointer == nullptr) return nullptr;
    const std::string& document = result->result->document;
    std::string json;
    if (!document.empty()) return homing::find_in_json(document, pointer, &json) ? lend(*result, std::move(json)) : nullptr;
    std::optional<std::string> part = homing::part_to_json(result->result->resolution, pointer);
    return part ? lend(*result, *std::move(part)) : nullptr;
  });
}

const char* homing_result_secret(const homing_result* result) {
  if (!is_live(result) || result->result->secret.empty()) return nullptr;
  return result->result->secret.reveal().data();  // of a std::string: it ends with a NUL
}

const char* homing_result_trace(const homing_result* result) {
  return is_live(result) && !result->result->trace.empty() ? result->result->trace.c_str() : nullptr;
}

void homing_result_free(homing_result* result) {
  if (is_live(result)) delete result;
}
