// homing_options.
#include "options.hpp"

#include "fence.hpp"
#include "handle.hpp"

using homing::fenced;
using homing::fenced_or;
using homing::is_live;

homing_status homing_options_new(homing_options** out) {
  return fenced([&]() -> homing_status {
    if (out == nullptr) return HOMING_INVALID_ARGUMENT;
    *out = nullptr;
    *out = new homing_options;
    return HOMING_OK;
  });
}

homing_status homing_options_set(homing_options* options, const char* name, const char* value) {
  return fenced([&]() -> homing_status {
    if (!is_live(options)) return HOMING_INVALID_HANDLE;
    if (name == nullptr || value == nullptr) return HOMING_INVALID_ARGUMENT;
    const bool known = options->options.get(name) != nullptr;
    const homing::Expected<void> set = options->options.set(name, value);
    options->error = set ? std::string() : set.error().sentence;
    if (set) return HOMING_OK;
    return known ? HOMING_INVALID_VALUE : HOMING_UNKNOWN_OPTION;
  });
}

const char* homing_options_get(const homing_options* options, const char* name) {
  return fenced_or<const char*>(nullptr, [&]() -> const char* { return is_live(options) && name != nullptr ? options->options.get(name) : nullptr; });
}

const char* homing_options_error(const homing_options* options) { return is_live(options) ? options->error.c_str() : ""; }

const char* homing_options_table(void) {
  return fenced_or<const char*>(nullptr, []() -> const char* {
    static const std::string table = homing::option_table_json();
    return table.c_str();
  });
}

void homing_options_free(homing_options* options) {
  if (is_live(options)) delete options;
}
