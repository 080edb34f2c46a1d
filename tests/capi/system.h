/*
 * What the programs of these tests need of their system and ISO C has not: a process looked at from inside, libraries, the time.
 */
#ifndef HOMING_TEST_SYSTEM_H
#define HOMING_TEST_SYSTEM_H

double now_ms(void);
void sleep_ms(unsigned ms);

/* A name server on the loopback that takes every question and never answers. Below zero: there is none. */
int open_silent_server(int *port);
void close_silent_server(int server);

/* NULL: it says why on standard error. */
void *load_library(const char *file);
void unload_library(void *library);
/* Writes its address to a pointer to a function, which ISO C has no conversion for. */
void find_function(void *library, const char *name, void *function);

/* Of this process. Pages are those that only it has, or has in memory; handles are what the system has opened for it. */
int count_threads(void);
int count_handles(void);
int count_mappings(void);
long count_pages(void);
/* What it does on signals, as text; the same text as before: nothing has changed. */
void describe_signals(char *text, unsigned size);

#endif
