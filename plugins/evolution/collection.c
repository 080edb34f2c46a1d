#include "collection.h"

#include <camel/camel.h>

#include "document.h"
#include "oauth2.h"
#include "words.h"

/* A result that sets the whole account up: beside the collection the sources of its mail, which the assistant has. */
typedef EConfigLookupResultSimple HomingCollection;
typedef EConfigLookupResultSimpleClass HomingCollectionClass;
GType homing_collection_get_type(void);

G_DEFINE_DYNAMIC_TYPE_EXTENDED(HomingCollection, homing_collection, E_TYPE_CONFIG_LOOKUP_RESULT_SIMPLE, 0, )

static void set_backend(EConfigLookup* lookup, EConfigLookupSourceKind kind, const char* extension, const char* backend) {
  ESource* const source = e_config_lookup_get_source(lookup, kind);
  if (source != NULL) e_source_backend_set_backend_name(E_SOURCE_BACKEND(e_source_get_extension(source, extension)), backend);
}

static gboolean configure_source(EConfigLookupResult* result, EConfigLookup* lookup, ESource* source) {
  if (!E_CONFIG_LOOKUP_RESULT_SIMPLE_CLASS(homing_collection_parent_class)->configure_source(result, lookup, source)) return FALSE;
  const char* const backend = e_config_lookup_result_get_protocol(result);
  set_backend(lookup, E_CONFIG_LOOKUP_SOURCE_MAIL_ACCOUNT, E_SOURCE_EXTENSION_MAIL_ACCOUNT, backend);
  set_backend(lookup, E_CONFIG_LOOKUP_SOURCE_MAIL_TRANSPORT, E_SOURCE_EXTENSION_MAIL_TRANSPORT, backend);
  return TRUE;
}

static void homing_collection_class_init(HomingCollectionClass* type) { type->configure_source = configure_source; }
static void homing_collection_class_finalize(HomingCollectionClass* type) { (void)type; }
static void homing_collection_init(HomingCollection* collection) { (void)collection; }

void homing_register_collection(GTypeModule* module) { homing_collection_register_type(module); }

/* ---- Which one ---- */

/* Exchange Online answers EWS from October 2026 only where an administrator allows it, and no more from April 2027
 * (https://techcommunity.microsoft.com/blog/exchange/exchange-online-ews-your-time-is-almost-up/4492361). */
enum { EWS_OFF = 20261001, EWS_GONE = 20270401 };

static int today(void) {
  GDateTime* const now = g_date_time_new_now_utc();
  const int day = g_date_time_get_year(now) * 10000 + g_date_time_get_month(now) * 100 + g_date_time_get_day_of_month(now);
  g_date_time_unref(now);
  return day;
}

typedef struct {
  const char* backend;
  const char* method;
  const char* host;
} Way;

static const Way by_graph = {"microsoft365", "Microsoft365", "graph.microsoft.com"};
static const Way by_ews = {"ews", "Office365", "outlook.office365.com"};

/* evolution-ews registers the one for Graph in some releases only where it is asked to. */
static gboolean has(const Way* way, EOAuth2Services* oauth2) {
  return camel_provider_get(way->backend, NULL) != NULL && homing_has_oauth2(oauth2, way->method);
}

static void add(EConfigLookup* lookup, const Way* way, const char* address, gboolean complete) {
  EConfigLookupResult* const result =
      g_object_new(homing_collection_get_type(), "kind", E_CONFIG_LOOKUP_RESULT_COLLECTION, "priority", -30, "is-complete", complete, "protocol",
                   way->backend, "display-name", _("Microsoft 365, found by Homing"), "description", way->host, NULL);
  e_config_lookup_result_simple_add_string(result, E_SOURCE_EXTENSION_COLLECTION, "backend-name", way->backend);
  e_config_lookup_result_simple_add_string(result, E_SOURCE_EXTENSION_COLLECTION, "identity", address);
  e_config_lookup_result_simple_add_string(result, E_SOURCE_EXTENSION_AUTHENTICATION, "host", way->host);
  e_config_lookup_result_simple_add_string(result, E_SOURCE_EXTENSION_AUTHENTICATION, "user", address);
  e_config_lookup_result_simple_add_string(result, E_SOURCE_EXTENSION_AUTHENTICATION, "method", way->method);
  if (way == &by_ews) {
    const char* const settings = e_source_camel_get_extension_name(way->backend);
    e_config_lookup_result_simple_add_string(result, settings, "hosturl", "https://outlook.office365.com/EWS/Exchange.asmx");
    e_config_lookup_result_simple_add_string(result, settings, "email", address);
  }
  e_config_lookup_add_result(lookup, result);
}

gboolean homing_add_collection(EConfigLookup* lookup, const homing_result* document, EOAuth2Services* oauth2, char** obstacle) {
  if (!homing_is_mailbox(document, "microsoft365", NULL)) return FALSE;
  if (!homing_is_mailbox(document, "microsoft365", "worldwide")) {
    *obstacle =
        g_strdup(_("Evolution signs in to Microsoft 365 in the worldwide cloud alone; for this cloud an administrator must register Evolution."));
    return FALSE;
  }
  const char* const address = homing_result_text(document, "/address");
  if (has(&by_graph, oauth2)) {
    const gboolean complete = !homing_is_doubtful(document);
    add(lookup, &by_graph, address, complete);
    return complete;
  }
  const gboolean ews = has(&by_ews, oauth2) && today() < EWS_GONE;
  const gboolean complete = ews && today() < EWS_OFF && !homing_is_doubtful(document);
  if (ews) add(lookup, &by_ews, address, complete);
  if (!ews)
    *obstacle = g_strdup(_("Evolution opens work and school mailboxes with the package evolution-ews, in a release that has Microsoft 365 (Graph)."));
  else if (!complete)
    *obstacle =
        g_strdup(_("Exchange Web Services (EWS) work in Microsoft 365 only where an administrator still allows them, and end on 2027-04-01."));
  return complete;
}
