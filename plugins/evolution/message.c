#include "message.h"

#include "document.h"
#include "words.h"

static GMutex guard;
static GHashTable* kept; /* char* address -> HomingMessage* */

static char* cloud_of(const homing_result* document) {
  static const struct {
    const char *id, *name;
  } clouds[] = {
      {"gcc-high", N_("US Government (GCC High)")},
      {"dod", N_("US Department of Defense")},
      {"china", N_("China (21Vianet)")},
      {"bleu", N_("Bleu, France")},
      {"delos", N_("Delos, Germany")},
  };
  for (size_t n = 0; n < G_N_ELEMENTS(clouds); ++n)
    if (homing_is_mailbox(document, "microsoft365", clouds[n].id)) return g_strdup_printf(_("Microsoft 365 (work or school), %s"), _(clouds[n].name));
  return g_strdup(_("Microsoft 365 (work or school)"));
}

static char* name_of(const homing_result* document) {
  if (homing_is_mailbox(document, "outlook.com", NULL)) return g_strdup(_("Outlook.com (personal)"));
  if (homing_is_mailbox(document, "microsoft365", NULL)) return cloud_of(document);
  const char* const provider = homing_result_text(document, "/mailbox/provider");
  if (provider != NULL) return g_strdup(provider);
  const gboolean receives = homing_result_count(document, "/imap") + homing_result_count(document, "/pop3") > 0;
  return g_strdup(receives ? _("a mailbox at its own servers") : _("nothing was found"));
}

static char* kind_of(const homing_result* document) {
  char* const name = name_of(document);
  const gboolean unsure = homing_is_mailbox(document, "unknown", NULL) || g_strcmp0(homing_result_text(document, "/mailbox/confidence"), "weak") == 0;
  char* const kind = g_strdup_printf(unsure ? _("Homing: %s (not certain)") : _("Homing: %s"), name);
  g_free(name);
  return kind;
}

static void add_line(GString* text, const char* line) { g_string_append_printf(text, "%s%s", text->len > 0 ? "\n" : "", line); }

static void add_steps(GString* text, const homing_result* document, size_t advice) {
  for (size_t n = 0; n < homing_count_at(document, "/advice/%zu/steps", advice); ++n) {
    char* const line = g_strdup_printf("%zu. %s", n + 1, _(homing_text_at(document, "/advice/%zu/steps/%zu", advice, n)));
    add_line(text, line);
    g_free(line);
  }
}

/* All that are known, as the person may have chosen another than the first; and where collection.c opens mailboxes. */
static char** hosts_of(const homing_result* document) {
  static const char* const services[] = {"imap", "pop3", "smtp"};
  GPtrArray* const hosts = g_ptr_array_new();
  for (size_t n = 0; n < G_N_ELEMENTS(services); ++n)
    for (size_t server = 0; server < homing_count_at(document, "/%s", services[n]); ++server)
      g_ptr_array_add(hosts, g_strdup(homing_text_at(document, "/%s/%zu/host", services[n], server)));
  if (homing_is_mailbox(document, "microsoft365", "worldwide")) g_ptr_array_add(hosts, g_strdup("graph.microsoft.com"));
  g_ptr_array_add(hosts, NULL);
  return (char**)g_ptr_array_free(hosts, FALSE);
}

/* Of the switches for IMAP and SMTP nothing depends on where an account is complete by itself: Graph opens it. */
static gboolean matters(const homing_result* document, size_t advice, gboolean complete) {
  const char* const id = homing_text_at(document, "/advice/%zu/id", advice);
  return id != NULL && !(complete && homing_is_mailbox(document, "microsoft365", NULL) && g_str_has_prefix(id, "microsoft365-"));
}

/* Advice about the servers stands with the reasons: an account that is not complete because of it says so. */
static HomingMessage* message_of(const homing_result* document, const GPtrArray* reasons) {
  GString* const why = g_string_new("");
  GString* const advice = g_string_new("");
  GString* const steps = g_string_new("");
  for (guint n = 0; n < reasons->len; ++n) add_line(why, reasons->pdata[n]);
  for (size_t n = 0; n < homing_result_count(document, "/advice"); ++n) {
    if (!matters(document, n, reasons->len == 0)) continue;
    add_line(homing_is_doubt(document, n) ? why : advice, _(homing_text_at(document, "/advice/%zu/text", n)));
    add_steps(steps, document, n);
  }
  HomingMessage* const message = g_new0(HomingMessage, 1);
  message->kind = kind_of(document);
  message->reasons = g_string_free(why, FALSE);
  message->advice = g_string_free(advice, FALSE);
  message->steps = g_string_free(steps, FALSE);
  message->hosts = hosts_of(document);
  return message;
}

void homing_message_free(HomingMessage* message) {
  g_free(message->kind);
  g_free(message->reasons);
  g_free(message->advice);
  g_free(message->steps);
  g_strfreev(message->hosts);
  g_free(message);
}

void homing_keep_message(const char* address, const homing_result* document, const GPtrArray* reasons) {
  HomingMessage* const message = message_of(document, reasons);
  g_mutex_lock(&guard);
  if (kept == NULL) kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)homing_message_free);
  g_hash_table_replace(kept, g_strdup(address), message);
  g_mutex_unlock(&guard);
}

HomingMessage* homing_dup_message(const char* address) {
  HomingMessage* copy = NULL;
  g_mutex_lock(&guard);
  const HomingMessage* const message = kept != NULL && address != NULL ? g_hash_table_lookup(kept, address) : NULL;
  if (message != NULL) {
    copy = g_new0(HomingMessage, 1);
    copy->kind = g_strdup(message->kind);
    copy->reasons = g_strdup(message->reasons);
    copy->advice = g_strdup(message->advice);
    copy->steps = g_strdup(message->steps);
    copy->hosts = g_strdupv(message->hosts);
  }
  g_mutex_unlock(&guard);
  return copy;
}

void homing_forget_messages(void) {
  if (kept != NULL) g_hash_table_destroy(kept);
  kept = NULL;
}
