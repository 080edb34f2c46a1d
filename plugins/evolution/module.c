/* Where Evolution begins and ends with the module. */
#include <homing/homing.h>
#include <libedataserver/libedataserver.h>
#include <libintl.h>

#include "collection.h"
#include "lookup.h"
#include "message.h"
#include "pages.h"
#include "worker.h"

G_MODULE_EXPORT void e_module_load(GTypeModule* module);
G_MODULE_EXPORT void e_module_unload(GTypeModule* module);

void e_module_load(GTypeModule* module) {
  if (homing_abi_version() != HOMING_ABI_VERSION) {
    g_warning("Homing stands aside: libhoming %s has ABI version %d, and this module is for %d.", homing_version(), (int)homing_abi_version(),
              HOMING_ABI_VERSION);
    return;
  }
  bindtextdomain("homing-evolution", HOMING_LOCALES);
  bind_textdomain_codeset("homing-evolution", "UTF-8");
  homing_register_collection(module);
  homing_register_worker(module);
  homing_register_pages(module);
}

void e_module_unload(GTypeModule* module) {
  (void)module;
  homing_forget_messages();
  homing_end_lookups();
}
