/* Prints the IMAP server of an address that the catalogue knows. */
#include <homing/homing.h>
#include <stdio.h>

int main(void) {
  homing_options *options = NULL;
  homing_session *session = NULL;
  homing_job *job = NULL;
  homing_result *result = NULL;
  const char *host = NULL;
  homing_options_new(&options);
  homing_options_set(options, "offline", "on");
  if (homing_session_new(options, &session) == HOMING_OK && homing_resolve(session, "ada@outlook.com", &job) == HOMING_OK &&
      homing_job_run(job, -1) == HOMING_OK && homing_job_result(job, &result) == HOMING_OK)
    host = homing_result_text(result, "/imap/0/host");
  if (host != NULL) puts(host);
  homing_result_free(result);
  homing_job_free(job);
  homing_session_free(session);
  homing_options_free(options);
  return host == NULL;
}
