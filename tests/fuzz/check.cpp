// homing_check: a first line that is an address, then a published configuration.
#include "document.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static homing_session* const session = document::open("{}");
  std::string_view rest = text_of(data, size);
  const std::string address(take_line(rest));
  homing_job* job = nullptr;
  const homing_status status = homing_check(session, rest.data(), rest.size(), address.c_str(), &job);
  demand(status == HOMING_OK || status == HOMING_INVALID_ADDRESS, "a configuration is read, or the address is malformed");
  demand(homing_job_error_position(job) <= address.size(), "a refusal names a place in what was passed");
  document::judge(status, job);
  return 0;
}
