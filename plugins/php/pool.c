/* Sessions outlive their requests in the process that made them, and serve the next one that wants the same options: reading the
 * certificates takes 20 ms and more, and the DNS has been asked. None is in two hands at once. */
#include "php_homing.h"

static void drop(php_homing_idle *idle) {
  if (idle->session != NULL) homing_session_free(idle->session);
  free(idle->key);
  *idle = (php_homing_idle){NULL, NULL, 0};
}

/* The parent's are forgotten after a fork, not freed. */
static void claim(void) {
  if (HOMING_G(maker) == getpid()) return;
  HOMING_G(maker) = getpid();
  for (size_t i = 0; i < PHP_HOMING_IDLE; ++i) HOMING_G(idle)[i] = (php_homing_idle){NULL, NULL, 0};
}

homing_session *php_homing_pool_take(const char *key) {
  claim();
  const time_t now = time(NULL);
  for (size_t i = 0; i < PHP_HOMING_IDLE; ++i) {
    php_homing_idle *const idle = &HOMING_G(idle)[i];
    if (idle->session != NULL && (now < idle->made || now - idle->made > PHP_HOMING_OLDEST_S)) drop(idle);
    if (idle->session == NULL || strcmp(idle->key, key) != 0) continue;
    homing_session *const session = idle->session;
    idle->session = NULL;
    drop(idle);
    return session;
  }
  return NULL;
}

/* The oldest makes room. */
void php_homing_pool_give(char *key, homing_session *session) {
  claim();
  php_homing_idle *place = &HOMING_G(idle)[0];
  for (size_t i = 1; i < PHP_HOMING_IDLE; ++i)
    if (place->session != NULL && (HOMING_G(idle)[i].session == NULL || HOMING_G(idle)[i].made < place->made)) place = &HOMING_G(idle)[i];
  drop(place);
  *place = (php_homing_idle){key, session, time(NULL)};
}

void php_homing_pool_free(zend_homing_globals *globals) {
  if (globals->maker != getpid()) return;
  for (size_t i = 0; i < PHP_HOMING_IDLE; ++i) drop(&globals->idle[i]);
}
