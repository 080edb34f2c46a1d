/*
 * What a host sees that loads the library itself: usage: loading LIBRARY STORY
 */
#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "homing/homing.h"

static int failures;

#define check(truth) ((void)((truth) || (++failures, fprintf(stderr, "line %d: %s\n", __LINE__, #truth), 0)))

static int entries(const char *folder) {
  DIR *const open = opendir(folder);
  int count = 0;
  while (open != NULL && readdir(open) != NULL) ++count;
  if (open != NULL) closedir(open);
  return count;
}

static long resident_pages(void) {
  long all = 0;
  long resident = 0;
  FILE *const file = fopen("/proc/self/statm", "r");
  check(file != NULL && fscanf(file, "%ld %ld", &all, &resident) == 2);
  if (file != NULL) fclose(file);
  return resident;
}

static int mappings(void) {
  int lines = 0;
  int character;
  FILE *const file = fopen("/proc/self/maps", "r");
  while (file != NULL && (character = fgetc(file)) != EOF) lines += character == '\n';
  if (file != NULL) fclose(file);
  return lines;
}

static void *load(const char *library) {
  void *const loaded = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (loaded == NULL) fprintf(stderr, "%s\n", dlerror());
  check(loaded != NULL);
  return loaded;
}

/* ISO C knows no way from an object pointer to a function; POSIX asks for this one. */
#define find(library, name) (*(void **)(&name) = dlsym(library, "homing_" #name), check(name != NULL))

/* A resolution that asks the network, through functions found by name. */
static void try_out(void *library) {
  homing_status (*options_new)(homing_options **) = NULL;
  homing_status (*options_set)(homing_options *, const char *, const char *) = NULL;
  void (*options_free)(homing_options *) = NULL;
  homing_status (*session_new)(const homing_options *, homing_session **) = NULL;
  void (*session_free)(homing_session *) = NULL;
  homing_status (*resolve)(homing_session *, const char *, homing_job **) = NULL;
  homing_status (*job_run)(homing_job *, int32_t) = NULL;
  void (*job_free)(homing_job *) = NULL;
  homing_options *options = NULL;
  homing_session *session = NULL;
  homing_job *job = NULL;
  find(library, options_new);
  find(library, options_set);
  find(library, options_free);
  find(library, session_new);
  find(library, session_free);
  find(library, resolve);
  find(library, job_run);
  find(library, job_free);
  if (failures != 0) return;
  check(options_new(&options) == HOMING_OK);
  check(options_set(options, "dns.servers", "127.0.0.1:1") == HOMING_OK); /* nobody listens there */
  check(options_set(options, "deadline_ms", "50") == HOMING_OK);
  check(session_new(options, &session) == HOMING_OK);
  check(resolve(session, "ada@contoso.example", &job) == HOMING_OK);
  check(job_run(job, -1) == HOMING_OK);
  job_free(job);
  session_free(session);
  options_free(options);
}

static void loading_starts_no_thread(const char *library) {
  const int before = entries("/proc/self/task");
  void *const loaded = load(library);
  check(entries("/proc/self/task") == before);
  try_out(loaded);
  check(entries("/proc/self/task") == before);
  dlclose(loaded);
}

static void load_and_unload(const char *library, int times) {
  int i;
  for (i = 0; i < times; ++i) {
    void *const loaded = load(library);
    if (loaded == NULL) return;
    if (i % 100 == 0) try_out(loaded);
    dlclose(loaded);
  }
}

static void loading_often_leaves_nothing(const char *library) {
  int maps;
  int descriptors;
  long pages;
  load_and_unload(library, 10); /* what comes once comes now */
  maps = mappings();
  descriptors = entries("/proc/self/fd");
  pages = resident_pages();
  load_and_unload(library, 1000);
  check(entries("/proc/self/fd") == descriptors);
  check(mappings() <= maps + ROOM);
  check(resident_pages() <= pages + ROOM);
}

static void fork_and_resolve(void *loaded) {
  int status = -1;
  const pid_t child = fork();
  check(child >= 0);
  if (child == 0) {
    alarm(20);
    try_out(loaded);
    _exit(failures != 0);
  }
  check(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void a_child_loads_it(const char *library) {
  int status = -1;
  const pid_t child = fork();
  if (child == 0) {
    alarm(20);
    try_out(load(library));
    _exit(failures != 0);
  }
  check(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
  try_out(load(library));
}

static void a_child_of_its_host_uses_it(const char *library) {
  void *const loaded = load(library);
  fork_and_resolve(loaded);
  fork_and_resolve(loaded);
  try_out(loaded);
}

int main(int count, char **arguments) {
  static const struct {
    const char *name;
    void (*tell)(const char *);
  } stories[] = {{"loading starts no thread", loading_starts_no_thread},
                 {"loading a thousand times leaves nothing behind", loading_often_leaves_nothing},
                 {"a child uses the library after a fork", a_child_loads_it},
                 {"a child uses the library after its parent loaded it", a_child_of_its_host_uses_it}};
  size_t i;
  if (count != 3) return 2;
  for (i = 0; i < sizeof stories / sizeof stories[0]; ++i) {
    if (strcmp(stories[i].name, arguments[2]) != 0) continue;
    stories[i].tell(arguments[1]);
    return failures != 0;
  }
  return 2;
}
