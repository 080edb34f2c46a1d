/* A library of another ABI under the same names. Whoever calls one of its functions has mistaken it for ours. */
#include <stdint.h>
#include <stdlib.h>

#define MISTAKEN(name) \
  void name(void);     \
  void name(void) { abort(); }

/* clang-format off */
MISTAKEN(homing_options_new)
MISTAKEN(homing_options_set)
MISTAKEN(homing_options_free)
MISTAKEN(homing_session_new)
MISTAKEN(homing_session_free)
MISTAKEN(homing_resolve)
MISTAKEN(homing_job_run)
MISTAKEN(homing_job_id)
MISTAKEN(homing_job_result)
MISTAKEN(homing_job_free)
MISTAKEN(homing_result_text)
MISTAKEN(homing_result_free)
MISTAKEN(homing_cancel)
/* clang-format on */

typedef struct {
  int32_t abi_version;
  uint32_t size;
  void (*first)(void);
} table;

extern const table homing_plugin;
const table homing_plugin = {1000, sizeof(table), abort};
