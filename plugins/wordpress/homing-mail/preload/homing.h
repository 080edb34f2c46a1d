#define FFI_SCOPE "HOMING"
#define FFI_LIB "libhoming.so.1"
typedef struct homing_options homing_options; typedef struct homing_session homing_session;
typedef struct homing_job homing_job; typedef struct homing_result homing_result;
int32_t homing_abi_version(void);
int32_t homing_options_new(homing_options **out);
int32_t homing_options_set(homing_options *options, const char *name, const char *value);
const char *homing_options_error(const homing_options *options);
void homing_options_free(homing_options *options);
int32_t homing_session_new(const homing_options *options, homing_session **out);
const char *homing_session_error(const homing_session *session);
void homing_session_free(homing_session *session);
int32_t homing_call(homing_session *session, const char *request, homing_job **out);
int32_t homing_job_run(homing_job *job, int32_t timeout_ms);
const char *homing_job_error(const homing_job *job);
const char *homing_status_text(int32_t status);
int32_t homing_job_result(homing_job *job, homing_result **out);
void homing_job_free(homing_job *job);
const char *homing_result_json(const homing_result *result);
void homing_result_free(homing_result *result);
