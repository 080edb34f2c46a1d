// Of no object.
#include "emit/formats.hpp"
#include "fence.hpp"
#include "options.hpp"
#include "version.hpp"

static_assert(homing::abi_version == HOMING_ABI_VERSION, "the header and the build disagree about the ABI version");

int32_t homing_abi_version(void) { return homing::abi_version; }

const char* homing_version(void) { return homing::version_text.c_str(); }

const char* homing_export_formats(void) {
  return homing::fenced_or<const char*>(nullptr, []() -> const char* {
    static const std::string table = homing::formats_json();
    return table.c_str();
  });
}

const char* homing_status_text(homing_status status) {
  switch (status) {
    case HOMING_OK: return "All is well.";
    case HOMING_PENDING: return "The time was up before the job ended; call again.";
    case HOMING_INVALID_ARGUMENT: return "A pointer that must not be NULL is NULL.";
    case HOMING_INVALID_HANDLE: return "An object is NULL, was freed, or is of another kind.";
    case HOMING_INVALID_ADDRESS: return "The mail address is malformed; the job's error says where.";
    case HOMING_INVALID_REQUEST: return "The request is malformed; the job's error says where.";
    case HOMING_UNKNOWN_OPTION: return "There is no option of this name.";
    case HOMING_INVALID_VALUE: return "An option's value cannot be used; the object's error says what is expected.";
    case HOMING_CANCELLED: return "The job was cancelled.";
    case HOMING_NOT_READY: return "The job has no result yet.";
    case HOMING_NO_SUCH_JOB: return "No job of this number is running.";
    case HOMING_NO_MEMORY: return "There is not enough memory.";
    case HOMING_INTERNAL: return "A defect of the library.";
    default: return "This number is no status.";
  }
}
