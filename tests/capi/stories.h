/*
 * A program that tells one story of a library: PROGRAM LIBRARY STORY.
 */
#ifndef HOMING_TEST_STORIES_H
#define HOMING_TEST_STORIES_H

#include <stdio.h>
#include <string.h>

#include "system.h"

static int failures;

#define check(truth) ((void)((truth) || (++failures, fprintf(stderr, "line %d: %s\n", __LINE__, #truth), 0)))

struct story {
  const char *name;
  void (*tell)(const char *library);
};

static void *load(const char *library) {
  void *const loaded = load_library(library);
  check(loaded != NULL);
  return loaded;
}

static int tell_one(const struct story *stories, size_t how_many, int count, char **arguments) {
  size_t i;
  for (i = 0; count == 3 && i < how_many; ++i) {
    if (strcmp(stories[i].name, arguments[2]) != 0) continue;
    stories[i].tell(arguments[1]);
    return failures != 0;
  }
  return 2;
}

#endif
