/*
 * A sample host: it links nothing of Homing, reads which adapters there are, loads the one with an entry for it, checks its version
 * before it calls anything, works with it, and unloads it. (The library stays mapped all the same, -z nodelete: libcurl and OpenSSL
 * register things that outlive a dlclose.)
 *
 * usage: host MANIFESTS LIBRARY OTHER_VERSION STORY
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <dlfcn.h>
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "homing/homing_plugin.h"

static int failures;

#define check(truth) ((void)((truth) || (++failures, fprintf(stderr, "line %d: %s\n", __LINE__, #truth), 0)))

/* ---- Adapters ---------------------------------------------------------------------------------------------------- */

typedef struct {
  char id[64];
  char entry[64]; /* empty: nothing to be loaded by a program in C */
  int abi;
} adapter;

static void copy(char* to, size_t size, const char* from) { snprintf(to, size, "%s", from == NULL ? "" : from); }

static int read_adapter(const char* path, adapter* found) {
  json_error_t error;
  json_t* const manifest = json_load_file(path, 0, &error);
  json_t* const load = json_object_get(manifest, "load");
  const char* const host = json_string_value(json_object_get(json_object_get(manifest, "host"), "name"));
  if (manifest == NULL) fprintf(stderr, "%s, line %d: %s\n", path, error.line, error.text);
  copy(found->id, sizeof found->id, json_string_value(json_object_get(manifest, "id")));
  copy(found->entry, sizeof found->entry, json_string_value(json_object_get(load, "entry")));
  found->abi = (int)json_integer_value(json_object_get(load, "abi"));
  if (manifest != NULL) printf("%-16s for %s\n", found->id, host);
  json_decref(manifest);
  return manifest != NULL;
}

/* How many of the adapters in the folder can be loaded; the last of them. */
static int list_adapters(const char* folder, adapter* last) {
  DIR* const open = opendir(folder);
  struct dirent* entry;
  int count = 0;
  char path[4096];
  adapter found;
  check(open != NULL);
  while (open != NULL && (entry = readdir(open)) != NULL) {
    if (strstr(entry->d_name, ".json") == NULL) continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    check(read_adapter(path, &found));
    if (found.entry[0] == '\0') continue;
    *last = found;
    ++count;
  }
  if (open != NULL) closedir(open);
  return count;
}

/* ---- Loading ----------------------------------------------------------------------------------------------------- */

typedef struct {
  void* handle;
  const homing_plugin_table* homing; /* NULL: not one that this program can work with */
} plugin;

static plugin load(const char* library, const char* entry) {
  plugin loaded = {NULL, NULL};
  loaded.handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (loaded.handle == NULL) fprintf(stderr, "%s\n", dlerror());
  if (loaded.handle != NULL) loaded.homing = dlsym(loaded.handle, entry);
  if (loaded.homing != NULL && loaded.homing->abi_version != HOMING_ABI_VERSION) loaded.homing = NULL;
  return loaded;
}

static void unload(plugin loaded) {
  if (loaded.handle != NULL) check(dlclose(loaded.handle) == 0);
}

/* ---- Working ----------------------------------------------------------------------------------------------------- */

static homing_session* open_session(const homing_plugin_table* homing, const char* name, const char* value) {
  homing_options* options = NULL;
  homing_session* session = NULL;
  check(homing->options_new(&options) == HOMING_OK);
  check(homing->options_set(options, name, value) == HOMING_OK);
  check(homing->session_new(options, &session) == HOMING_OK);
  homing->options_free(options);
  return session;
}

/* The catalogue knows this one. */
static void resolve(const homing_plugin_table* homing) {
  homing_session* const session = open_session(homing, "offline", "on");
  homing_job* job = NULL;
  homing_result* result = NULL;
  check(homing->resolve(session, "ada@outlook.com", &job) == HOMING_OK);
  check(homing->job_run(job, -1) == HOMING_OK);
  check(homing->job_result(job, &result) == HOMING_OK);
  check(result != NULL && strcmp(homing->result_text(result, "/imap/0/host"), "outlook.office365.com") == 0);
  homing->result_free(result);
  homing->job_free(job);
  homing->session_free(session);
}

static long milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A name server that never answers. */
static int open_silent_server(char* place, size_t size) {
  struct sockaddr_in address;
  socklen_t length = sizeof address;
  const int server = socket(AF_INET, SOCK_DGRAM, 0);
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  check(bind(server, (const struct sockaddr*)&address, length) == 0);
  check(getsockname(server, (struct sockaddr*)&address, &length) == 0);
  snprintf(place, size, "127.0.0.1:%d", ntohs(address.sin_port));
  return server;
}

typedef struct {
  const homing_plugin_table* homing;
  uint32_t job;
} cancellation;

static void* cancel_soon(void* given) {
  const cancellation* const order = given;
  const struct timespec pause = {0, 50000000};
  nanosleep(&pause, NULL);
  check(order->homing->cancel(order->job) == HOMING_OK);
  return NULL;
}

static void cancel(const homing_plugin_table* homing) {
  char place[32];
  const int server = open_silent_server(place, sizeof place);
  homing_session* const session = open_session(homing, "dns.servers", place);
  homing_job* job = NULL;
  cancellation order = {homing, 0};
  pthread_t thread;
  const long begun = milliseconds();
  check(homing->resolve(session, "ada@contoso.example", &job) == HOMING_OK);
  order.job = homing->job_id(job);
  check(pthread_create(&thread, NULL, cancel_soon, &order) == 0);
  check(homing->job_run(job, -1) == HOMING_CANCELLED);
  check(milliseconds() - begun < 1000);
  pthread_join(thread, NULL);
  check(homing->cancel(order.job) == HOMING_NO_SUCH_JOB);
  homing->job_free(job);
  homing->session_free(session);
  close(server);
}

/* ---- Stories ----------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *manifests, *library, *other_version;
} files;

static void it_is_found_by_its_manifest(const files* at) {
  adapter found = {"", "", 0};
  plugin loaded;
  check(list_adapters(at->manifests, &found) == 1);
  check(strcmp(found.id, "libhoming1") == 0 && found.abi == HOMING_ABI_VERSION);
  loaded = load(at->library, found.entry);
  check(loaded.homing != NULL);
  if (loaded.homing == NULL) return;
  check(strcmp(loaded.homing->id, "homing") == 0 && strlen(loaded.homing->version) >= 5);
  check(loaded.homing->size == sizeof *loaded.homing && HOMING_PLUGIN_HAS(loaded.homing, result_secret));
  resolve(loaded.homing);
  cancel(loaded.homing);
  unload(loaded);
}

/* Its functions end the process: none is called. */
static void another_abi_is_refused(const files* at) {
  const plugin loaded = load(at->other_version, HOMING_PLUGIN_SYMBOL);
  check(loaded.handle != NULL && loaded.homing == NULL);
  unload(loaded);
}

static void two_versions_do_not_meet(const files* at) {
  void* const other = dlopen(at->other_version, RTLD_NOW | RTLD_GLOBAL);
  const plugin loaded = load(at->library, HOMING_PLUGIN_SYMBOL);
  void* const later = dlopen(at->other_version, RTLD_NOW | RTLD_GLOBAL);
  check(other != NULL && later != NULL && loaded.homing != NULL);
  if (loaded.homing != NULL) {
    resolve(loaded.homing);
    cancel(loaded.homing);
  }
  unload(loaded);
}

static long resident_kilobytes(void) {
  long all = 0;
  long resident = 0;
  FILE* const file = fopen("/proc/self/statm", "r");
  check(file != NULL && fscanf(file, "%ld %ld", &all, &resident) == 2);
  if (file != NULL) fclose(file);
  return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static void a_thousand_uses_leave_nothing(const files* at) {
  long before = 0;
  int i;
  for (i = 0; i < 1000; ++i) {
    const plugin loaded = load(at->library, HOMING_PLUGIN_SYMBOL);
    check(loaded.homing != NULL);
    if (loaded.homing == NULL) return;
    resolve(loaded.homing);
    unload(loaded);
    if (i == 99) before = resident_kilobytes(); /* what is loaded once is loaded */
  }
  printf("%ld kB after 100 uses, %ld kB after 1000\n", before, resident_kilobytes());
  check(resident_kilobytes() - before <= ROOM);
}

int main(int count, char** arguments) {
  static const struct {
    const char* name;
    void (*tell)(const files*);
  } stories[] = {{"it is found by its manifest, works, is cancelled and unloaded", it_is_found_by_its_manifest},
                 {"another ABI is refused before any of its functions is called", another_abi_is_refused},
                 {"two versions in one process do not meet", two_versions_do_not_meet},
                 {"a thousand loads and uses leave nothing behind", a_thousand_uses_leave_nothing}};
  files at;
  size_t i;
  if (count != 5) return 2;
  at.manifests = arguments[1];
  at.library = arguments[2];
  at.other_version = arguments[3];
  for (i = 0; i < sizeof stories / sizeof stories[0]; ++i) {
    if (strcmp(stories[i].name, arguments[4]) != 0) continue;
    stories[i].tell(&at);
    return failures != 0;
  }
  return 2;
}
