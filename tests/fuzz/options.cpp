// homing_options_set, and sessions made of what it took: lines of names and values by turns.
#include "document.hpp"

namespace {

bool is_switch(std::string_view value) { return value == "on" || value == "off"; }

void set(homing_options* options, const std::string& name, const std::string& value) {
  const char* const known = homing_options_get(options, name.c_str());
  const std::string before = known != nullptr ? known : "";
  const homing_status status = homing_options_set(options, name.c_str(), value.c_str());
  const char* const after = homing_options_get(options, name.c_str());
  demand((known != nullptr) == (after != nullptr), "a name exists or does not");
  demand((status == HOMING_UNKNOWN_OPTION) == (known == nullptr), "an unknown name is told");
  demand((status == HOMING_OK) == (*homing_options_error(options) == '\0'), "a refusal has a sentence, and nothing else has");
  demand(is_utf8(homing_options_error(options)), "an error is UTF-8");
  if (known == nullptr) return;
  if (status != HOMING_OK) demand(after == before, "the old value stays");
  if (status == HOMING_OK) demand(after == std::string(value.c_str()) || is_switch(after), "the new value is in force");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  homing_options* options = nullptr;
  demand(homing_options_new(&options) == HOMING_OK, "there are options");
  std::string_view rest = text_of(data, size);
  while (!rest.empty()) {
    const std::string name(take_line(rest));
    const std::string value(take_line(rest));
    // Files and folders of the machine are none of the input's business.
    const bool names_file =
        name == "catalog.dir" || name == "tls.ca_file" || name == "directory.folder" || (name == "answers" && !value.starts_with('{'));
    if (!names_file) set(options, name, value);
  }
  homing_session* session = nullptr;
  const homing_status made = homing_session_new(options, &session);
  demand(made == HOMING_OK || made == HOMING_INVALID_VALUE, "a session is made, or a value is wrong");
  demand((made == HOMING_OK) == (*homing_session_error(session) == '\0'), "a session that cannot be made tells why, and no other does");
  demand(is_utf8(homing_session_error(session)), "an error is UTF-8");
  homing_session_free(session);
  homing_options_free(options);
  return 0;
}
