#include "choice.h"

#include "document.h"
#include "oauth2.h"
#include "words.h"

static HomingSecurity security_of(const char* word) {
  if (g_strcmp0(word, "tls") == 0) return HOMING_TLS;
  return g_strcmp0(word, "starttls") == 0 ? HOMING_STARTTLS : HOMING_PLAIN_TEXT;
}

/* Evolution's name for the n-th way to sign in at a server, or NULL where it has none, or the server takes it no more. SMTP signs
 * in only where a method is named; IMAP and POP3 then use the password by themselves. */
static char* method_of(const homing_result* document, const char* service, size_t server, size_t n, EOAuth2Services* oauth2) {
  const char* const method = homing_text_at(document, "/%s/%zu/auth/%zu/method", service, server, n);
  if (g_strcmp0(homing_text_at(document, "/%s/%zu/auth/%zu/state", service, server, n), "current") != 0) return NULL;
  if (g_strcmp0(method, "oauth2") == 0) return homing_oauth2_method(document, service, server, oauth2);
  const gboolean sends = g_strcmp0(service, "smtp") == 0;
  if (g_strcmp0(method, "password") == 0) return g_strdup(sends ? "PLAIN" : "");
  if (g_strcmp0(method, "password-encrypted") == 0) return g_strdup("CRAM-MD5");
  if (g_strcmp0(method, "ntlm") == 0) return g_strdup("NTLM");
  if (g_strcmp0(method, "gssapi") == 0) return g_strdup("GSSAPI");
  return g_strcmp0(method, "none") == 0 && sends ? g_strdup("") : NULL;
}

static HomingChoice server_at(const homing_result* document, const char* service, size_t server, EOAuth2Services* oauth2) {
  HomingChoice choice = {0};
  choice.host = homing_text_at(document, "/%s/%zu/host", service, server);
  choice.port = (guint16)homing_number_at(document, "/%s/%zu/port", service, server);
  choice.security = security_of(homing_text_at(document, "/%s/%zu/security", service, server));
  choice.user = homing_text_at(document, "/%s/%zu/username", service, server);
  const size_t ways = homing_count_at(document, "/%s/%zu/auth", service, server);
  for (size_t n = 0; choice.method == NULL && n < ways; ++n) choice.method = method_of(document, service, server, n, oauth2);
  return choice;
}

/* Why the first server's ways to sign in do not do: the document's own words where it has some. */
static char* no_method(const homing_result* document, const char* service) {
  for (size_t n = 0; n < homing_count_at(document, "/%s/0/auth", service); ++n) {
    const char* const why = homing_text_at(document, "/%s/0/auth/%zu/why", service, n);
    if (g_strcmp0(homing_text_at(document, "/%s/0/auth/%zu/state", service, n), "current") != 0 && why != NULL)
      return g_strdup_printf(_("Evolution has no sign-in that works here. %s"), _(why));
  }
  return g_strdup(_("Evolution has no sign-in that works here."));
}

static char* obstacle_of(const HomingChoice* choice, const homing_result* document, const char* service) {
  if (choice->security == HOMING_PLAIN_TEXT)
    return g_strdup_printf(_("%s offers no encryption: the password and all mail could be read on the way."), choice->host);
  if (choice->method == NULL) return no_method(document, service);
  if (choice->user == NULL || *choice->user == '\0') return g_strdup(_("The user name is known to you alone."));
  return NULL;
}

HomingChoice homing_choose(const homing_result* document, const char* service, EOAuth2Services* oauth2) {
  HomingChoice best = {0};
  for (size_t server = 0; server < homing_count_at(document, "/%s", service); ++server) {
    HomingChoice choice = server_at(document, service, server, oauth2);
    choice.obstacle = obstacle_of(&choice, document, service);
    if (best.host == NULL || (best.obstacle != NULL && choice.obstacle == NULL)) {
      homing_choice_clear(&best);
      best = choice;
    } else {
      homing_choice_clear(&choice);
    }
  }
  return best;
}

void homing_choice_clear(HomingChoice* choice) {
  g_free(choice->method);
  g_free(choice->obstacle);
  *choice = (HomingChoice){0};
}
