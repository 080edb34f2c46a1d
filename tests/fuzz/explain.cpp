// homing_explain: any bytes somebody pastes.
#include "document.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static homing_session* const session = document::open("{}");
  const std::string_view text = text_of(data, size);
  homing_job* job = nullptr;
  const homing_status status = homing_explain(session, text.data() == nullptr ? "" : text.data(), text.size(), &job);
  demand(status == HOMING_OK, "any text is explained or said to be unknown");
  document::judge(status, job);
  return 0;
}
