#include "worker.h"

#include <e-util/e-util.h>

#include "lookup.h"
#include "message.h"
#include "results.h"
#include "words.h"

typedef EExtension HomingWorker;
typedef EExtensionClass HomingWorkerClass;

static void become_worker(EConfigLookupWorkerInterface* interface);
GType homing_worker_get_type(void);

G_DEFINE_DYNAMIC_TYPE_EXTENDED(HomingWorker, homing_worker, E_TYPE_EXTENSION, 0,
                               G_IMPLEMENT_INTERFACE_DYNAMIC(E_TYPE_CONFIG_LOOKUP_WORKER, become_worker))

static const gchar* display_name(EConfigLookupWorker* worker) {
  (void)worker;
  return _("Homing: the servers and the kind of the mailbox");
}

/* In a thread of the assistant's. */
static void run(EConfigLookupWorker* worker, EConfigLookup* lookup, const ENamedParameters* params, ENamedParameters** restart_params,
                GCancellable* cancellable, GError** error) {
  (void)worker;
  (void)restart_params;
  const gchar* const address = e_named_parameters_get(params, E_CONFIG_LOOKUP_PARAM_EMAIL_ADDRESS);
  if (address == NULL || *address == '\0') return;
  homing_result* const document = homing_look_up(address, cancellable, error);
  if (document == NULL) return;
  if (!g_cancellable_set_error_if_cancelled(cancellable, error)) {
    GPtrArray* const reasons = g_ptr_array_new_with_free_func(g_free);
    homing_add_results(lookup, document, reasons);
    homing_keep_message(address, document, reasons);
    g_ptr_array_unref(reasons);
  }
  homing_result_free(document);
}

static void constructed(GObject* object) {
  G_OBJECT_CLASS(homing_worker_parent_class)->constructed(object);
  EExtensible* const lookup = e_extension_get_extensible(E_EXTENSION(object));
  e_config_lookup_register_worker(E_CONFIG_LOOKUP(lookup), E_CONFIG_LOOKUP_WORKER(object));
}

static void homing_worker_class_init(HomingWorkerClass* type) {
  G_OBJECT_CLASS(type)->constructed = constructed;
  type->extensible_type = E_TYPE_CONFIG_LOOKUP;
}
static void homing_worker_class_finalize(HomingWorkerClass* type) { (void)type; }
static void homing_worker_init(HomingWorker* worker) { (void)worker; }

static void become_worker(EConfigLookupWorkerInterface* interface) {
  interface->get_display_name = display_name;
  interface->run = run;
}

void homing_register_worker(GTypeModule* module) { homing_worker_register_type(module); }
