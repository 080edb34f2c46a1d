#include "store/secret_library.hpp"

#include "net/shared_library.hpp"

namespace homing {
namespace {

bool find_loop(const SharedLibrary& library, SecretLibrary& all) {
  return library.find("g_main_context_new", all.context_new) && library.find("g_main_context_unref", all.context_unref) &&
         library.find("g_main_context_push_thread_default", all.context_push) && library.find("g_main_context_pop_thread_default", all.context_pop) &&
         library.find("g_main_context_iteration", all.context_iteration) && library.find("g_timeout_source_new", all.timeout_source_new) &&
         library.find("g_source_set_callback", all.source_set_callback) && library.find("g_source_attach", all.source_attach) &&
         library.find("g_source_destroy", all.source_destroy) && library.find("g_source_unref", all.source_unref);
}

bool find_values(const SharedLibrary& library, SecretLibrary& all) {
  return library.find("g_hash_table_new_full", all.table_new) && library.find("g_hash_table_insert", all.table_insert) &&
         library.find("g_hash_table_unref", all.table_unref) && library.find("g_str_hash", all.string_hash) &&
         library.find("g_str_equal", all.string_equal) && library.find("g_free", all.free) && library.find("g_strdup", all.string_copy) &&
         library.find("g_list_free", all.list_free) && library.find("g_error_free", all.error_free) && library.find("g_object_ref", all.object_ref) &&
         library.find("g_object_unref", all.object_unref) && library.find("g_cancellable_new", all.cancellable_new) &&
         library.find("g_cancellable_cancel", all.cancellable_cancel) && library.find("g_dbus_proxy_get_connection", all.proxy_get_connection) &&
         library.find("g_dbus_connection_set_exit_on_close", all.connection_set_exit_on_close);
}

bool find_service(const SharedLibrary& library, SecretLibrary& all) {
  return library.find("secret_service_get_type", all.service_get_type) && library.find("secret_service_open", all.service_open) &&
         library.find("secret_service_open_finish", all.service_open_finish) && library.find("secret_service_store", all.service_store) &&
         library.find("secret_service_store_finish", all.service_store_finish) && library.find("secret_service_search", all.service_search) &&
         library.find("secret_service_search_finish", all.service_search_finish) && library.find("secret_service_clear", all.service_clear) &&
         library.find("secret_service_clear_finish", all.service_clear_finish) && library.find("secret_item_get_secret", all.item_get_secret) &&
         library.find("secret_value_new", all.value_new) && library.find("secret_value_get", all.value_get) &&
         library.find("secret_value_unref", all.value_unref);
}

const SecretLibrary* load_once() {
  static SecretLibrary all{};
  const SharedLibrary library("libsecret-1", 0);
  // The names of GLib and GIO are found through what libsecret brings.
  const bool whole = library && find_loop(library, all) && find_values(library, all) && find_service(library, all);
  return whole ? &all : nullptr;
}

}  // namespace

const SecretLibrary* SecretLibrary::load() {
  static const SecretLibrary* const all = load_once();
  return all;
}

}  // namespace homing
