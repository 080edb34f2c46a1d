#include "results.h"

#include "choice.h"
#include "collection.h"
#include "document.h"
#include "words.h"

/* Lower numbers come first; Evolution's own begin at 1000. IMAP keeps the mail where every device sees it. */
typedef struct {
  const char* service;
  const char* name;
  const char* protocol; /* Evolution's name */
  EConfigLookupResultKind kind;
  gint priority;
} Service;

static const Service services[] = {
    {"imap", N_("IMAP server, found by Homing"), "imapx", E_CONFIG_LOOKUP_RESULT_MAIL_RECEIVE, -20},
    {"pop3", N_("POP server, found by Homing"), "pop", E_CONFIG_LOOKUP_RESULT_MAIL_RECEIVE, -10},
    {"smtp", N_("SMTP server, found by Homing"), "smtp", E_CONFIG_LOOKUP_RESULT_MAIL_SEND, -20},
};

static const char* backend_extension(const Service* service) {
  return service->kind == E_CONFIG_LOOKUP_RESULT_MAIL_SEND ? E_SOURCE_EXTENSION_MAIL_TRANSPORT : E_SOURCE_EXTENSION_MAIL_ACCOUNT;
}

/* In the words of people, and in those of an ESourceSecurity. */
static const struct {
  const char *description, *method;
} securities[] = {
    [HOMING_PLAIN_TEXT] = {N_("%s, port %u, not encrypted"), "none"},
    [HOMING_STARTTLS] = {N_("%s, port %u, STARTTLS"), "starttls-on-standard-port"},
    [HOMING_TLS] = {N_("%s, port %u, TLS"), "ssl-on-alternate-port"},
};

static void add_result(EConfigLookup* lookup, const Service* service, const HomingChoice* choice, gboolean complete) {
  char* const description = g_strdup_printf(_(securities[choice->security].description), choice->host, choice->port);
  EConfigLookupResult* const result =
      e_config_lookup_result_simple_new(service->kind, service->priority, complete, service->protocol, _(service->name), description, NULL);
  g_free(description);
  e_config_lookup_result_simple_add_string(result, backend_extension(service), "backend-name", service->protocol);
  e_config_lookup_result_simple_add_string(result, E_SOURCE_EXTENSION_AUTHENTICATION, "host", choice->host);
  /* In the window, another security brings its usual port with it, so the port comes after it. */
  e_config_lookup_result_simple_add_string(result, E_SOURCE_EXTENSION_SECURITY, "method", securities[choice->security].method);
  e_config_lookup_result_simple_add_uint(result, E_SOURCE_EXTENSION_AUTHENTICATION, "port", choice->port);
  if (choice->user != NULL && *choice->user != '\0')
    e_config_lookup_result_simple_add_string(result, E_SOURCE_EXTENSION_AUTHENTICATION, "user", choice->user);
  if (choice->method != NULL && *choice->method != '\0')
    e_config_lookup_result_simple_add_string(result, E_SOURCE_EXTENSION_AUTHENTICATION, "method", choice->method);
  e_config_lookup_add_result(lookup, result);
}

static void add_reason(GPtrArray* reasons, const char* reason) {
  if (reason != NULL && !g_ptr_array_find_with_equal_func(reasons, reason, g_str_equal, NULL)) g_ptr_array_add(reasons, g_strdup(reason));
}

static void add_service(EConfigLookup* lookup, const homing_result* document, const Service* service, EOAuth2Services* oauth2, GPtrArray* reasons) {
  HomingChoice choice = homing_choose(document, service->service, oauth2);
  if (choice.host != NULL) {
    add_result(lookup, service, &choice, choice.obstacle == NULL && !homing_is_doubtful(document));
    add_reason(reasons, choice.obstacle);
  }
  homing_choice_clear(&choice);
}

void homing_add_results(EConfigLookup* lookup, const homing_result* document, GPtrArray* reasons) {
  EOAuth2Services* const oauth2 = e_oauth2_services_new();
  char* obstacle = NULL;
  const gboolean complete = homing_add_collection(lookup, document, oauth2, &obstacle);
  add_reason(reasons, obstacle);
  g_free(obstacle);
  GPtrArray* const of_services = g_ptr_array_new_with_free_func(g_free);
  for (size_t n = 0; n < G_N_ELEMENTS(services); ++n) add_service(lookup, document, &services[n], oauth2, of_services);
  /* Where Graph opens the mailbox, nobody asks why IMAP does not. */
  for (guint n = 0; !complete && n < of_services->len; ++n) add_reason(reasons, of_services->pdata[n]);
  g_ptr_array_unref(of_services);
  g_object_unref(oauth2);
}
