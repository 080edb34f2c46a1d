/*
 * What a host sees that loads the library itself: usage: loading LIBRARY STORY
 */
#include "stories.h"
#include "system.h"
#include "trial.h"

static void loading_starts_no_thread(const char *library) {
  const int before = count_threads();
  void *const loaded = load(library);
  check(count_threads() == before);
  check(try_out(loaded));
  check(count_threads() == before);
  unload_library(loaded);
}

static void load_and_unload(const char *library, int times) {
  int i;
  for (i = 0; i < times; ++i) {
    void *const loaded = load(library);
    if (loaded == NULL) return;
    if (i % 100 == 0) check(try_out(loaded));
    unload_library(loaded);
  }
}

static void loading_often_leaves_nothing(const char *library) {
  int maps;
  int handles;
  long pages;
  load_and_unload(library, 10); /* what comes once comes now */
  maps = count_mappings();
  handles = count_handles();
  pages = count_pages();
  load_and_unload(library, 1000);
  check(count_handles() == handles);
  check(count_mappings() <= maps + ROOM);
  check(count_pages() <= pages + ROOM);
}

int main(int count, char **arguments) {
  static const struct story stories[] = {{"loading starts no thread", loading_starts_no_thread},
                                         {"loading a thousand times leaves nothing behind", loading_often_leaves_nothing}};
  return tell_one(stories, sizeof stories / sizeof stories[0], count, arguments);
}
