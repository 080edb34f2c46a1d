// homing_call: the JSON door.
#include "document.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static homing_session* const session = document::open(R"({"dns": {"MX contoso.example": ["10 mx.contoso.example."]}})");
  const std::string request(text_of(data, size));
  homing_job* job = nullptr;
  const homing_status status = homing_call(session, request.c_str(), &job);
  demand(status == HOMING_OK || status == HOMING_INVALID_REQUEST || status == HOMING_INVALID_ADDRESS, "a request is taken or refused");
  demand(homing_job_error_position(job) <= request.size(), "a refusal names a place in what was passed");
  document::judge(status, job);
  return 0;
}
