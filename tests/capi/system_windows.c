#include <winsock2.h>
/* After the header that they need. */
#include <psapi.h>
#include <stdio.h>
#include <string.h>
#include <tlhelp32.h>

#include "system.h"

double now_ms(void) {
  LARGE_INTEGER ticks, a_second;
  QueryPerformanceCounter(&ticks);
  QueryPerformanceFrequency(&a_second);
  return (double)ticks.QuadPart * 1000.0 / (double)a_second.QuadPart;
}

void sleep_ms(unsigned ms) { Sleep(ms); }

int open_silent_server(int *port) {
  static WSADATA facts;
  struct sockaddr_in place;
  int size = sizeof place;
  SOCKET server = INVALID_SOCKET;
  memset(&place, 0, sizeof place);
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (facts.wVersion == 0 && WSAStartup(MAKEWORD(2, 2), &facts) != 0) return -1;
  server = socket(AF_INET, SOCK_DGRAM, 0);
  if (server == INVALID_SOCKET || bind(server, (struct sockaddr *)&place, size) != 0) return -1;
  if (getsockname(server, (struct sockaddr *)&place, &size) != 0) return -1;
  *port = ntohs(place.sin_port);
  return (int)server;
}

void close_silent_server(int server) { closesocket((SOCKET)server); }

void *load_library(const char *file) {
  HMODULE const loaded = LoadLibraryA(file);
  if (loaded == NULL) fprintf(stderr, "%s: error %lu\n", file, GetLastError());
  return loaded;
}

void unload_library(void *library) { FreeLibrary(library); }

void find_function(void *library, const char *name, void *function) {
  const FARPROC found = GetProcAddress(library, name);
  memcpy(function, &found, sizeof found);
}

int count_threads(void) {
  THREADENTRY32 entry;
  int count = 0;
  HANDLE const all = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
  entry.dwSize = sizeof entry;
  if (all == INVALID_HANDLE_VALUE || !Thread32First(all, &entry)) return -1;
  do count += entry.th32OwnerProcessID == GetCurrentProcessId();
  while (Thread32Next(all, &entry));
  CloseHandle(all);
  return count;
}

int count_handles(void) {
  DWORD count = 0;
  return GetProcessHandleCount(GetCurrentProcess(), &count) ? (int)count : -1;
}

int count_mappings(void) {
  MEMORY_BASIC_INFORMATION facts;
  char *place = NULL;
  int count = 0;
  for (; VirtualQuery(place, &facts, sizeof facts) != 0; place = (char *)facts.BaseAddress + facts.RegionSize) count += facts.State != MEM_FREE;
  return count;
}

long count_pages(void) {
  PROCESS_MEMORY_COUNTERS facts;
  return GetProcessMemoryInfo(GetCurrentProcess(), &facts, sizeof facts) ? (long)(facts.WorkingSetSize / 4096) : -1;
}

/* Windows has the few of ISO C, which nobody can look at without setting them. */
void describe_signals(char *text, unsigned size) {
  if (size > 0) text[0] = '\0';
}
