/*
 * Does all that needs a secret through the C ABI, frees everything, and waits to be looked into: remains ADDRESS NAME=VALUE...
 * NAME=VALUE are options of the session. The code and page of the sign-in go to standard output, then "done"; the end of standard input
 * ends it by abort().
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "homing/homing.h"

/* Says the events that a person must see. */
static int32_t tell(const char *event, void *context) {
  (void)context;
  if (strstr(event, "\"event\":\"code\"") != NULL) puts(event), fflush(stdout);
  return 0;
}

static int ends(homing_job *job, const char *what, int with_secret) {
  homing_result *result = NULL;
  int good = homing_job_listen(job, tell, NULL, NULL) == HOMING_OK && homing_job_run(job, -1) == HOMING_OK;
  good = good && homing_job_result(job, &result) == HOMING_OK && strcmp(homing_result_text(result, "/outcome"), "ok") == 0;
  good = good && (homing_result_secret(result) != NULL) == with_secret;
  if (!good) fprintf(stderr, "%s: %s\n", what, result != NULL ? homing_result_json(result) : homing_job_error(job));
  homing_result_free(result);
  homing_job_free(job);
  return good;
}

int main(int count, char **words) {
  homing_options *options = NULL;
  homing_session *session = NULL;
  homing_account *account = NULL;
  homing_job *job = NULL;
  int good = 1, i;
  if (count < 2 || homing_options_new(&options) != HOMING_OK) return 2;
  for (i = 2; i < count; ++i) {
    char *equals = strchr(words[i], '=');
    if (equals == NULL) return 2;
    *equals = '\0';
    if (homing_options_set(options, words[i], equals + 1) != HOMING_OK) return fprintf(stderr, "%s\n", homing_options_error(options)), 2;
  }
  if (homing_session_new(options, &session) != HOMING_OK || homing_account_new(words[1], &account) != HOMING_OK) return 2;
  homing_account_set(account, "flow", "device");
  homing_account_set(account, "access", "imap,pop3,smtp");
  good = good && homing_authorize(session, account, &job) == HOMING_OK && ends(job, "authorize", 0);
  good = good && homing_token(session, account, "imap", &job) == HOMING_OK && ends(job, "token", 1);
  good = good && homing_sasl(session, account, "smtp", "XOAUTH2", &job) == HOMING_OK && ends(job, "sasl", 1);
  good = good && homing_verify(session, account, &job) == HOMING_OK && ends(job, "verify", 0);
  homing_account_free(account);
  homing_session_free(session);
  homing_options_free(options);
  if (!good) return 1;
  puts("done");
  fflush(stdout);
  while (getchar() != EOF) continue;
  abort();
}
