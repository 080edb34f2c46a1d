/*
 * A library in a process that forks: usage: forking LIBRARY STORY
 */
#include <sys/wait.h>
#include <unistd.h>

#include "stories.h"
#include "system.h"
#include "trial.h"

static void fork_and_resolve(void *loaded) {
  int status = -1;
  const pid_t child = fork();
  check(child >= 0);
  if (child == 0) {
    alarm(20);
    _exit(!try_out(loaded));
  }
  check(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void a_child_loads_it(const char *library) {
  int status = -1;
  const pid_t child = fork();
  if (child == 0) {
    alarm(20);
    _exit(!try_out(load(library)));
  }
  check(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
  check(try_out(load(library)));
}

static void a_child_of_its_host_uses_it(const char *library) {
  void *const loaded = load(library);
  fork_and_resolve(loaded);
  fork_and_resolve(loaded);
  check(try_out(loaded));
}

int main(int count, char **arguments) {
  static const struct story stories[] = {{"a child uses the library after a fork", a_child_loads_it},
                                         {"a child uses the library after its parent loaded it", a_child_of_its_host_uses_it}};
  return tell_one(stories, sizeof stories / sizeof stories[0], count, arguments);
}
