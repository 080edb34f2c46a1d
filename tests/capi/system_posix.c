#include <arpa/inet.h>
#include <dirent.h>
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "system.h"

#define RESTORER 0x04000000 /* the C library adds it to whatever is set, also to what was there before */

double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (double)now.tv_sec * 1000.0 + (double)now.tv_nsec / 1000000.0;
}

void sleep_ms(unsigned ms) { usleep(ms * 1000); }

int open_silent_server(int *port) {
  struct sockaddr_in place;
  socklen_t size = sizeof place;
  const int server = socket(AF_INET, SOCK_DGRAM, 0);
  memset(&place, 0, sizeof place);
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (server < 0 || bind(server, (struct sockaddr *)&place, size) != 0 || getsockname(server, (struct sockaddr *)&place, &size) != 0) return -1;
  *port = ntohs(place.sin_port);
  return server;
}

void close_silent_server(int server) { close(server); }

void *load_library(const char *file) {
  void *const loaded = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (loaded == NULL) fprintf(stderr, "%s\n", dlerror());
  return loaded;
}

void unload_library(void *library) { dlclose(library); }

void find_function(void *library, const char *name, void *function) { *(void **)function = dlsym(library, name); }

static int entries(const char *folder) {
  DIR *const open = opendir(folder);
  int count = 0;
  while (open != NULL && readdir(open) != NULL) ++count;
  if (open != NULL) closedir(open);
  return count;
}

int count_threads(void) { return entries("/proc/self/task"); }
int count_handles(void) { return entries("/proc/self/fd"); }

int count_mappings(void) {
  int lines = 0;
  int character;
  FILE *const file = fopen("/proc/self/maps", "r");
  while (file != NULL && (character = fgetc(file)) != EOF) lines += character == '\n';
  if (file != NULL) fclose(file);
  return lines;
}

long count_pages(void) {
  long all = 0;
  long resident = 0;
  FILE *const file = fopen("/proc/self/statm", "r");
  const int found = file != NULL && fscanf(file, "%ld %ld", &all, &resident) == 2;
  if (file != NULL) fclose(file);
  return found ? resident : -1;
}

void describe_signals(char *text, unsigned size) {
  sigset_t mask;
  int number;
  unsigned used = 0;
  pthread_sigmask(SIG_BLOCK, NULL, &mask);
  for (number = 1; number < 32 && used < size; ++number) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigaction(number, NULL, &action);
    used += (unsigned)snprintf(text + used, size - used, "%d %d %p %x\n", number, sigismember(&mask, number), *(void **)&action.sa_handler,
                               (unsigned)action.sa_flags & ~(unsigned)RESTORER);
  }
}
