// A JSON Pointer, read by the ABI and by Boost.JSON from the same document: both find the same.
#include "document.hpp"

namespace {

homing_result* resolved() {
  homing_session* const session = document::open(R"({"dns": {"MX contoso.example": ["0 contoso-example.mail.protection.outlook.com."]}})");
  homing_job* job = nullptr;
  homing_result* result = nullptr;
  demand(homing_resolve(session, "ada@contoso.example", &job) == HOMING_OK, "the job starts");
  demand(homing_job_run(job, -1) == HOMING_OK && homing_job_result(job, &result) == HOMING_OK, "the job ends well");
  homing_job_free(job);
  homing_session_free(session);
  return result;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  homing_result* const result = resolved();
  const std::string pointer(text_of(data, size).substr(0, text_of(data, size).find('\0')));
  const boost::json::value whole = document::parse(homing_result_json(result));
  boost::system::error_code error;
  const boost::json::value* const expected = whole.find_pointer(pointer, error);
  const char* const part = homing_result_part(result, pointer.c_str());
  demand((part != nullptr) == (expected != nullptr), "a place exists for both or for none");
  if (expected != nullptr) document::walk(result, *expected, pointer);
  if (expected == nullptr) {
    demand(homing_result_text(result, pointer.c_str()) == nullptr, "there is no text nowhere");
    demand(homing_result_number(result, pointer.c_str(), -7) == -7, "there is no number nowhere");
    demand(homing_result_count(result, pointer.c_str()) == 0, "there is no list nowhere");
  }
  homing_result_free(result);
  return 0;
}
