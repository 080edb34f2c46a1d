/* A resolution that asks the network. */
#include "trial.h"

#include <stdio.h>

#include "homing/homing.h"
#include "system.h"

static int failures;

#define check(truth) ((void)((truth) || (++failures, fprintf(stderr, "line %d: %s\n", __LINE__, #truth), 0)))
#define find(library, name) (find_function(library, "homing_" #name, &name), check(name != NULL))

int try_out(void *library) {
  homing_status (*options_new)(homing_options **) = NULL;
  homing_status (*options_set)(homing_options *, const char *, const char *) = NULL;
  void (*options_free)(homing_options *) = NULL;
  homing_status (*session_new)(const homing_options *, homing_session **) = NULL;
  void (*session_free)(homing_session *) = NULL;
  homing_status (*resolve)(homing_session *, const char *, homing_job **) = NULL;
  homing_status (*job_run)(homing_job *, int32_t) = NULL;
  void (*job_free)(homing_job *) = NULL;
  homing_options *options = NULL;
  homing_session *session = NULL;
  homing_job *job = NULL;
  find(library, options_new);
  find(library, options_set);
  find(library, options_free);
  find(library, session_new);
  find(library, session_free);
  find(library, resolve);
  find(library, job_run);
  find(library, job_free);
  if (failures != 0) return 0;
  check(options_new(&options) == HOMING_OK);
  check(options_set(options, "dns.servers", "127.0.0.1:1") == HOMING_OK); /* nobody listens there */
  check(options_set(options, "deadline_ms", "50") == HOMING_OK);
  check(session_new(options, &session) == HOMING_OK);
  check(resolve(session, "ada@contoso.example", &job) == HOMING_OK);
  check(job_run(job, -1) == HOMING_OK);
  job_free(job);
  session_free(session);
  options_free(options);
  return failures == 0;
}
