#pragma once
// libsecret and the parts of GLib and GIO that it is spoken to with, loaded when a Secret Service is asked for: servers have neither.
// Their types are declared here as their own headers have them (libsecret 0.20, GLib 2.56; stable interfaces), so that building needs
// neither. GDBus, which libsecret stands on, has a thread of its own; it starts with the first connection to the bus.
#include <cstddef>

namespace homing {

/// SecretSchema (libsecret/secret-schema.h).
struct SecretSchema {
  const char* name;
  int flags;
  struct {
    const char* name;
    int type;
  } attributes[32];
  int reserved;
  void* more[7];
};
/// GError (glib/gerror.h).
struct GlibError {
  unsigned domain;
  int code;
  char* message;
};
/// GList (glib/glist.h).
struct GlibList {
  void* data;
  GlibList *next, *previous;
};

struct SecretLibrary {
  using Ready = void (*)(void* source, void* result, void* data);  ///< GAsyncReadyCallback
  using Tick = int (*)(void* data);                                ///< GSourceFunc

  void* (*context_new)();
  void (*context_unref)(void* context);
  void (*context_push)(void* context);
  void (*context_pop)(void* context);
  int (*context_iteration)(void* context, int may_block);
  void* (*timeout_source_new)(unsigned milliseconds);
  void (*source_set_callback)(void* source, Tick tick, void* data, void (*destroy)(void*));
  unsigned (*source_attach)(void* source, void* context);
  void (*source_destroy)(void* source);
  void (*source_unref)(void* source);
  void* (*table_new)(void* hash, void* equal, void* free_key, void* free_value);  ///< g_hash_table_new_full
  int (*table_insert)(void* table, void* key, void* value);
  void (*table_unref)(void* table);
  void* string_hash;   ///< g_str_hash
  void* string_equal;  ///< g_str_equal
  void* free;          ///< g_free
  char* (*string_copy)(const char* text);
  void (*list_free)(GlibList* list);
  void (*error_free)(GlibError* error);
  void* (*object_ref)(void* object);
  void (*object_unref)(void* object);
  void* (*cancellable_new)();
  void (*cancellable_cancel)(void* cancellable);
  void* (*proxy_get_connection)(void* proxy);
  void (*connection_set_exit_on_close)(void* connection, int exit);

  std::size_t (*service_get_type)();
  void (*service_open)(std::size_t type, const char* bus_name, int flags, void* cancellable, Ready ready, void* data);
  void* (*service_open_finish)(void* result, GlibError** error);
  void (*service_store)(void* service, const SecretSchema* schema, void* attributes, const char* collection, const char* label, void* value,
                        void* cancellable, Ready ready, void* data);
  int (*service_store_finish)(void* service, void* result, GlibError** error);
  void (*service_search)(void* service, const SecretSchema* schema, void* attributes, int flags, void* cancellable, Ready ready, void* data);
  GlibList* (*service_search_finish)(void* service, void* result, GlibError** error);
  void (*service_clear)(void* service, const SecretSchema* schema, void* attributes, void* cancellable, Ready ready, void* data);
  int (*service_clear_finish)(void* service, void* result, GlibError** error);
  void* (*item_get_secret)(void* item);
  void* (*value_new)(const char* secret, std::ptrdiff_t size, const char* content_type);
  const char* (*value_get)(void* value, std::size_t* size);
  void (*value_unref)(void* value);

  /// Null where the system has no libsecret. Never unloaded: GLib's types outlive a dlclose.
  static const SecretLibrary* load();
};

}  // namespace homing
