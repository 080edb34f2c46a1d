/* Evolution's account assistant without its window: the real registry and EConfigLookup, with the modules that are named.
 *
 *     harness look ADDRESS[,ADDRESS...] CANCEL_MS MODULE...   looks all up at once; cancels after that many milliseconds unless it is -1
 *     harness page ADDRESS HOST MODULE...                     looks it up, and then shows pages (on a screen), as if the assistant had
 *                                                             chosen that host for IMAP
 *     harness reload TIMES MODULE                             loads the module and unloads it, so many times
 *     harness use TIMES ADDRESS MODULE                        looks the address up and has the module end, so many times
 *
 * What came out is JSON, an object a line.
 */
#include <dirent.h>
#include <json-glib/json-glib.h>
#include <mail/e-mail-config-receiving-page.h>
#include <mail/e-mail-config-summary-page.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  const char* address;
  EConfigLookup* lookup;
  GHashTable* begun; /* worker -> gint64* */
  JsonObject* told;
  gint64 started, cancelled;
  guint* left;
  GMainLoop* loop;
} Case;

static double since(gint64 then) { return (double)(g_get_monotonic_time() - then) / 1000; }

static void print(JsonObject* object) {
  JsonNode* const node = json_node_new(JSON_NODE_OBJECT);
  json_node_take_object(node, object);
  char* const text = json_to_string(node, FALSE);
  puts(text);
  fflush(stdout);
  g_free(text);
  json_node_free(node);
}

/* ---- One look-up ---- */

static ESource* no_source(EConfigLookup* lookup, gint kind, gpointer data) {
  (void)lookup, (void)kind, (void)data;
  return NULL;
}

static void worker_started(EConfigLookup* lookup, EConfigLookupWorker* worker, GCancellable* cancellable, gpointer data) {
  (void)lookup, (void)cancellable;
  gint64* const now = g_new(gint64, 1);
  *now = g_get_monotonic_time();
  g_hash_table_replace(((Case*)data)->begun, worker, now);
}

static void worker_finished(EConfigLookup* lookup, EConfigLookupWorker* worker, ENamedParameters* restart, GError* error, gpointer data) {
  (void)lookup, (void)restart;
  Case* const one = data;
  JsonObject* const about = json_object_new();
  json_object_set_string_member(about, "name", e_config_lookup_worker_get_display_name(worker));
  json_object_set_double_member(about, "ms", since(*(gint64*)g_hash_table_lookup(one->begun, worker)));
  if (error != NULL) json_object_set_string_member(about, "error", error->message);
  json_array_add_object_element(json_object_get_array_member(one->told, "workers"), about);
}

static JsonObject* about_result(EConfigLookupResult* result, EConfigLookup* lookup) {
  JsonObject* const about = json_object_new();
  ESource* const source = e_source_new(NULL, NULL, NULL);
  json_object_set_int_member(about, "kind", e_config_lookup_result_get_kind(result));
  json_object_set_int_member(about, "priority", e_config_lookup_result_get_priority(result));
  json_object_set_boolean_member(about, "complete", e_config_lookup_result_get_is_complete(result));
  json_object_set_string_member(about, "protocol", e_config_lookup_result_get_protocol(result));
  json_object_set_string_member(about, "name", e_config_lookup_result_get_display_name(result));
  if (e_config_lookup_result_configure_source(result, lookup, source)) {
    char* const text = e_source_to_string(source, NULL);
    json_object_set_string_member(about, "source", text);
    g_free(text);
  }
  g_object_unref(source);
  return about;
}

/* In the order in which the assistant takes them. */
static void tell_results(Case* one) {
  JsonArray* const all = json_array_new();
  for (int kind = E_CONFIG_LOOKUP_RESULT_COLLECTION; kind <= E_CONFIG_LOOKUP_RESULT_MAIL_SEND; ++kind) {
    GSList* const results = g_slist_sort(e_config_lookup_dup_results(one->lookup, kind, NULL), e_config_lookup_result_compare);
    for (GSList* result = results; result != NULL; result = result->next) json_array_add_object_element(all, about_result(result->data, one->lookup));
    g_slist_free_full(results, g_object_unref);
  }
  json_object_set_array_member(one->told, "results", all);
}

static void done(GObject* object, GAsyncResult* result, gpointer data) {
  Case* const one = data;
  e_config_lookup_run_finish(E_CONFIG_LOOKUP(object), result);
  json_object_set_double_member(one->told, "ms", since(one->started));
  if (one->cancelled != 0) json_object_set_double_member(one->told, "after_cancel_ms", since(one->cancelled));
  if (--*one->left == 0) g_main_loop_quit(one->loop);
}

static Case* begin(const char* address, ESourceRegistry* registry, guint* left, GMainLoop* loop, GCancellable* cancellable) {
  Case* const one = g_new0(Case, 1);
  one->address = address;
  one->lookup = e_config_lookup_new(registry);
  one->begun = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  one->told = json_object_new();
  one->left = left;
  one->loop = loop;
  json_object_set_string_member(one->told, "address", address);
  json_object_set_array_member(one->told, "workers", json_array_new());
  g_signal_connect(one->lookup, "get-source", G_CALLBACK(no_source), NULL);
  g_signal_connect(one->lookup, "worker-started", G_CALLBACK(worker_started), one);
  g_signal_connect(one->lookup, "worker-finished", G_CALLBACK(worker_finished), one);
  ENamedParameters* const parameters = e_named_parameters_new();
  e_named_parameters_set(parameters, E_CONFIG_LOOKUP_PARAM_EMAIL_ADDRESS, address);
  one->started = g_get_monotonic_time();
  e_config_lookup_run(one->lookup, parameters, cancellable, done, one);
  e_named_parameters_free(parameters);
  return one;
}

static void end(gpointer data) {
  Case* const one = data;
  tell_results(one);
  print(one->told);
  g_hash_table_destroy(one->begun);
  g_object_unref(one->lookup);
  g_free(one);
}

/* ---- Commands ---- */

typedef struct {
  GCancellable* cancellable;
  GPtrArray* cases;
} Cancelling;

static gboolean cancel(gpointer data) {
  const Cancelling* const about = data;
  for (guint n = 0; n < about->cases->len; ++n) ((Case*)about->cases->pdata[n])->cancelled = g_get_monotonic_time();
  g_cancellable_cancel(about->cancellable);
  return G_SOURCE_REMOVE;
}

/* What has ended is told, and let go of, by idle handlers. */
static void settle(void) {
  for (int round = 0; round < 3; ++round, g_usleep(1000))
    while (g_main_context_iteration(NULL, FALSE)) continue;
}

static void look(ESourceRegistry* registry, const char* addresses, int cancel_ms) {
  char** const each = g_strsplit(addresses, ",", -1);
  guint left = g_strv_length(each);
  GMainLoop* const loop = g_main_loop_new(NULL, FALSE);
  Cancelling about = {g_cancellable_new(), g_ptr_array_new_with_free_func(end)};
  if (cancel_ms == 0) cancel(&about);
  for (char** address = each; *address != NULL; ++address) g_ptr_array_add(about.cases, begin(*address, registry, &left, loop, about.cancellable));
  const guint timer = cancel_ms > 0 ? g_timeout_add((guint)cancel_ms, cancel, &about) : 0;
  g_main_loop_run(loop);
  settle();
  if (timer != 0 && g_main_context_find_source_by_id(NULL, timer) != NULL) g_source_remove(timer);
  g_ptr_array_unref(about.cases);
  g_object_unref(about.cancellable);
  g_main_loop_unref(loop);
  g_strfreev(each);
}

static void tell_labels(GtkWidget* widget, gpointer texts) {
  if (GTK_IS_LABEL(widget) && gtk_widget_get_mapped(widget) && gtk_widget_get_allocated_height(widget) > 1)
    json_array_add_string_element(texts, gtk_label_get_text(GTK_LABEL(widget)));
  if (GTK_IS_CONTAINER(widget)) gtk_container_forall(GTK_CONTAINER(widget), tell_labels, texts);
}

static GtkWidget* in_window(gpointer page) {
  GtkWidget* const window = gtk_window_new(GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size(GTK_WINDOW(window), 700, 700);
  gtk_container_add(GTK_CONTAINER(window), GTK_WIDGET(page));
  gtk_widget_show_all(window);
  return window;
}

static void tell_window(JsonObject* told, const char* name, GtkWidget* window) {
  JsonArray* const texts = json_array_new();
  tell_labels(window, texts);
  json_object_set_array_member(told, name, texts);
}

static void show_pages(ESourceRegistry* registry, const char* address, const char* host) {
  ESource *const identity = e_source_new(NULL, NULL, NULL), *const account = e_source_new(NULL, NULL, NULL);
  e_source_mail_identity_set_address(e_source_get_extension(identity, E_SOURCE_EXTENSION_MAIL_IDENTITY), address);
  e_source_backend_set_backend_name(e_source_get_extension(account, E_SOURCE_EXTENSION_MAIL_ACCOUNT), "imapx");
  e_source_authentication_set_host(e_source_get_extension(account, E_SOURCE_EXTENSION_AUTHENTICATION), host);
  EMailConfigPage *const receiving = e_mail_config_receiving_page_new(registry), *const summary = e_mail_config_summary_page_new();
  e_mail_config_service_page_set_email_address(E_MAIL_CONFIG_SERVICE_PAGE(receiving), address);
  GtkWidget *const first = in_window(receiving), *const last = in_window(summary);
  e_mail_config_summary_page_set_identity_source(E_MAIL_CONFIG_SUMMARY_PAGE(summary), identity);
  e_mail_config_summary_page_set_account_backend(E_MAIL_CONFIG_SUMMARY_PAGE(summary),
                                                 e_mail_config_service_page_add_scratch_source(E_MAIL_CONFIG_SERVICE_PAGE(receiving), account, NULL));
  gtk_widget_hide(GTK_WIDGET(summary)); /* the assistant shows a page when its turn has come */
  gtk_widget_show(GTK_WIDGET(summary));
  for (int round = 0; round < 50; ++round, g_usleep(10000))
    while (gtk_events_pending()) gtk_main_iteration();
  JsonObject* const told = json_object_new();
  tell_window(told, "receiving", first);
  tell_window(told, "summary", last);
  print(told);
  gtk_widget_destroy(last);
  gtk_widget_destroy(first);
  g_object_unref(identity);
  g_object_unref(account);
}

static gint64 resident(void) {
  FILE* const file = fopen("/proc/self/statm", "r");
  long pages = 0;
  if (file == NULL || fscanf(file, "%*s %ld", &pages) != 1) exit(3);
  fclose(file);
  return (gint64)pages * sysconf(_SC_PAGESIZE);
}

static gint64 descriptors(void) {
  DIR* const folder = opendir("/proc/self/fd");
  gint64 count = 0;
  while (readdir(folder) != NULL) ++count;
  closedir(folder);
  return count;
}

static void tell_size(void) {
  JsonObject* const told = json_object_new();
  json_object_set_int_member(told, "resident", resident());
  json_object_set_int_member(told, "descriptors", descriptors());
  print(told);
}

/* Nobody uses its types, so GLib lets it go. */
static void reload(int times, const char* file) {
  GTypeModule* const module = G_TYPE_MODULE(e_module_load_file(file));
  for (int n = 0; n < times; ++n) {
    if (n > 0) g_type_module_use(module);
    g_type_module_unuse(module);
    tell_size();
  }
}

/* GLib keeps a module whose types were used, so that its end, which frees what look-ups have left, is called here. */
static void use_and_end(ESourceRegistry* registry, int times, const char* address, const char* file) {
  EModule* const module = e_module_load_file(file);
  GModule* const same = g_module_open(file, G_MODULE_BIND_LAZY);
  void (*end_of_use)(GTypeModule*) = NULL;
  if (!g_module_symbol(same, "e_module_unload", (gpointer*)&end_of_use)) exit(3);
  for (int n = 0; n < times; ++n) {
    look(registry, address, -1);
    settle();
    end_of_use(G_TYPE_MODULE(module));
    tell_size();
  }
}

static gboolean load(char** files) {
  for (; *files != NULL; ++files)
    if (e_module_load_file(*files) == NULL) return FALSE;
  return TRUE;
}

int main(int count, char** words) {
  const char* const command = count > 3 ? words[1] : "";
  const gboolean looks = strcmp(command, "look") == 0 && count > 4, shows = strcmp(command, "page") == 0 && count > 4;
  const gboolean reloads = strcmp(command, "reload") == 0, uses = strcmp(command, "use") == 0 && count > 4;
  if (!looks && !shows && !reloads && !uses) return 2;
  if (shows) gtk_init(NULL, NULL);
  camel_init(g_get_tmp_dir(), FALSE);
  camel_provider_init();
  e_source_camel_register_types();
  if ((looks || shows) && !load(words + 4)) return 3;
  ESourceRegistry* const registry = e_source_registry_new_sync(NULL, NULL);
  if (registry == NULL) return 4;
  if (reloads) reload(atoi(words[2]), words[3]);
  if (uses) use_and_end(registry, atoi(words[2]), words[3], words[4]);
  if (looks || shows) look(registry, words[2], shows ? -1 : atoi(words[3]));
  if (shows) show_pages(registry, words[2], words[3]);
  g_object_unref(registry);
  return 0;
}
