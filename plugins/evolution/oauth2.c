#include "oauth2.h"

#include "document.h"

gboolean homing_has_oauth2(EOAuth2Services* services, const char* name) {
  GSList* const all = e_oauth2_services_list(services);
  gboolean found = FALSE;
  for (GSList* one = all; one != NULL && !found; one = one->next) found = g_strcmp0(e_oauth2_service_get_name(one->data), name) == 0;
  g_slist_free_full(all, g_object_unref);
  return found;
}

/* Those whose name is known. Outlook asks at the authority for personal accounts, and for IMAP, POP3 and SMTP there: a work account
 * cannot sign in with it, nor with those for EWS and Graph, whose tokens open no IMAP. */
static const char* known_method(const homing_result* document) {
  if (homing_is_mailbox(document, "outlook.com", NULL)) return "Outlook";
  const char* const issuer = homing_result_text(document, "/oauth2/issuer");
  if (issuer == NULL) return NULL;
  if (g_str_has_suffix(issuer, "accounts.google.com")) return "Google";
  if (g_str_has_suffix(issuer, "login.yahoo.com")) return "Yahoo";
  return NULL;
}

char* homing_oauth2_method(const homing_result* document, const char* service, size_t server, EOAuth2Services* services) {
  if (homing_is_mailbox(document, "microsoft365", NULL)) return NULL;
  const char* const name = known_method(document);
  if (name != NULL) return homing_has_oauth2(services, name) ? g_strdup(name) : NULL;
  const char* const protocol = g_strcmp0(service, "imap") == 0 ? "imapx" : g_strcmp0(service, "pop3") == 0 ? "pop" : "smtp";
  EOAuth2Service* const guessed = e_oauth2_services_guess(services, protocol, homing_text_at(document, "/%s/%zu/host", service, server));
  if (guessed == NULL) return NULL;
  char* const method = g_strdup(e_oauth2_service_get_name(guessed));
  g_object_unref(guessed);
  return method;
}
