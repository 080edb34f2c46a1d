#include "store/secret_library.hpp"

#include <dlfcn.h>

namespace homing {
namespace {

template <class Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

bool find_loop(void* library, SecretLibrary& all) {
  return find(library, "g_main_context_new", all.context_new) && find(library, "g_main_context_unref", all.context_unref) &&
         find(library, "g_main_context_push_thread_default", all.context_push) &&
         find(library, "g_main_context_pop_thread_default", all.context_pop) && find(library, "g_main_context_iteration", all.context_iteration) &&
         find(library, "g_timeout_source_new", all.timeout_source_new) && find(library, "g_source_set_callback", all.source_set_callback) &&
         find(library, "g_source_attach", all.source_attach) && find(library, "g_source_destroy", all.source_destroy) &&
         find(library, "g_source_unref", all.source_unref);
}

bool find_values(void* library, SecretLibrary& all) {
  return find(library, "g_hash_table_new_full", all.table_new) && find(library, "g_hash_table_insert", all.table_insert) &&
         find(library, "g_hash_table_unref", all.table_unref) && find(library, "g_str_hash", all.string_hash) &&
         find(library, "g_str_equal", all.string_equal) && find(library, "g_free", all.free) && find(library, "g_strdup", all.string_copy) &&
         find(library, "g_list_free", all.list_free) && find(library, "g_error_free", all.error_free) &&
         find(library, "g_object_ref", all.object_ref) && find(library, "g_object_unref", all.object_unref) &&
         find(library, "g_cancellable_new", all.cancellable_new) && find(library, "g_cancellable_cancel", all.cancellable_cancel) &&
         find(library, "g_dbus_proxy_get_connection", all.proxy_get_connection) &&
         find(library, "g_dbus_connection_set_exit_on_close", all.connection_set_exit_on_close);
}

bool find_service(void* library, SecretLibrary& all) {
  return find(library, "secret_service_get_type", all.service_get_type) && find(library, "secret_service_open", all.service_open) &&
         find(library, "secret_service_open_finish", all.service_open_finish) && find(library, "secret_service_store", all.service_store) &&
         find(library, "secret_service_store_finish", all.service_store_finish) && find(library, "secret_service_search", all.service_search) &&
         find(library, "secret_service_search_finish", all.service_search_finish) && find(library, "secret_service_clear", all.service_clear) &&
         find(library, "secret_service_clear_finish", all.service_clear_finish) && find(library, "secret_item_get_secret", all.item_get_secret) &&
         find(library, "secret_value_new", all.value_new) && find(library, "secret_value_get", all.value_get) &&
         find(library, "secret_value_unref", all.value_unref);
}

const SecretLibrary* load_once() {
  static SecretLibrary all{};
  void* const library = ::dlopen("libsecret-1.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  // The names of GLib and GIO are found through what libsecret brings.
  const bool whole = library != nullptr && find_loop(library, all) && find_values(library, all) && find_service(library, all);
  return whole ? &all : nullptr;
}

}  // namespace

const SecretLibrary* SecretLibrary::load() {
  static const SecretLibrary* const all = load_once();
  return all;
}

}  // namespace homing
