#pragma once
// What holds for every document that comes out of the ABI.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "fuzz.hpp"
#include "homing/homing.h"

namespace document {

inline boost::json::value parse(const char* json) {
  demand(json != nullptr, "there is a document");
  demand(is_utf8(json), "a document is UTF-8");
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(json, error);
  demand(!error, "a document is JSON");
  return value;
}

inline std::string escaped(std::string_view key) {
  std::string result;
  for (const char c : key) {
    if (c == '~') result += "~0";
    else if (c == '/') result += "~1";
    else result += c;
  }
  return result;
}

/// Every place of the document is found by its pointer, and holds what the document says.
inline void walk(const homing_result* result, const boost::json::value& value, const std::string& pointer) {
  const char* const part = homing_result_part(result, pointer.c_str());
  demand(part != nullptr && parse(part) == value, "a part is what the document says");
  const char* const text = homing_result_text(result, pointer.c_str());
  demand(text == nullptr || is_utf8(text), "a text is UTF-8");
  demand((text != nullptr) == value.is_string(), "there is a text where the document has one");
  if (text != nullptr) demand(value.get_string().c_str() == std::string_view(text), "a text is what the document says");
  if (value.is_int64()) demand(homing_result_number(result, pointer.c_str(), ~value.get_int64()) == value.get_int64(), "a number is what it is");
  const std::size_t count = value.is_array() ? value.get_array().size() : 0;
  demand(homing_result_count(result, pointer.c_str()) == count, "a list has its length");
  for (std::size_t i = 0; i < count; ++i) walk(result, value.get_array()[i], pointer + '/' + std::to_string(i));
  if (!value.is_object()) return;
  for (const auto& member : value.get_object()) {
    // A C string cannot name a key that contains a NUL.
    const std::string_view key = member.key();
    if (key.find('\0') == std::string_view::npos) walk(result, member.value(), pointer + '/' + escaped(key));
  }
}

/// Runs a job that was just started and judges everything it says.
inline void judge(homing_status status, homing_job* job) {
  demand(job != nullptr, "a job is handed out");
  demand(is_utf8(homing_job_error(job)), "an error is UTF-8");
  demand((status == HOMING_OK) == (*homing_job_error(job) == '\0'), "a refused job tells why, and no other does");
  const homing_status ended = homing_job_run(job, 600000);
  demand(ended == status, "a job ends as it began");
  while (const char* const event = homing_job_event(job)) parse(event);
  homing_result* result = nullptr;
  demand(homing_job_result(job, &result) == status && (result != nullptr) == (status == HOMING_OK), "a job that ended well has a result");
  if (result != nullptr) walk(result, parse(homing_result_json(result)), "");
  if (result != nullptr && homing_result_trace(result) != nullptr) parse(homing_result_trace(result));
  homing_result_free(result);
  homing_job_free(job);
}

inline homing_session* open(const char* answers) {
  homing_options* options = nullptr;
  demand(homing_options_new(&options) == HOMING_OK, "there are options");
  demand(homing_options_set(options, "answers", answers) == HOMING_OK && homing_options_set(options, "trace", "on") == HOMING_OK, "options are set");
  homing_session* session = nullptr;
  const homing_status made = homing_session_new(options, &session);
  demand((made == HOMING_OK) == (*homing_session_error(session) == '\0'), "a session that cannot be made tells why, and no other does");
  demand(made == HOMING_OK || made == HOMING_INVALID_VALUE, "a session is made, or a value is wrong");
  demand(is_utf8(homing_session_error(session)), "an error is UTF-8");
  homing_options_free(options);
  if (made == HOMING_OK) return session;
  homing_session_free(session);
  return nullptr;
}

}  // namespace document
