/* The numbers of the statuses are for ever; tools that compare types do not see unnamed enums change. */
#include <stdio.h>

#include "homing/homing.h"

static int wrong;

static void expect(const char *name, homing_status status, homing_status number) {
  if (status == number) return;
  fprintf(stderr, "%s was published as %d and is %d\n", name, (int)number, (int)status);
  wrong = 1;
}

int main(void) {
  expect("HOMING_OK", HOMING_OK, 0);
  expect("HOMING_PENDING", HOMING_PENDING, 1);
  expect("HOMING_INVALID_ARGUMENT", HOMING_INVALID_ARGUMENT, 10);
  expect("HOMING_INVALID_HANDLE", HOMING_INVALID_HANDLE, 11);
  expect("HOMING_INVALID_ADDRESS", HOMING_INVALID_ADDRESS, 12);
  expect("HOMING_INVALID_REQUEST", HOMING_INVALID_REQUEST, 13);
  expect("HOMING_UNKNOWN_OPTION", HOMING_UNKNOWN_OPTION, 20);
  expect("HOMING_INVALID_VALUE", HOMING_INVALID_VALUE, 21);
  expect("HOMING_CANCELLED", HOMING_CANCELLED, 30);
  expect("HOMING_NOT_READY", HOMING_NOT_READY, 31);
  expect("HOMING_NO_SUCH_JOB", HOMING_NO_SUCH_JOB, 32);
  expect("HOMING_NO_MEMORY", HOMING_NO_MEMORY, 40);
  expect("HOMING_INTERNAL", HOMING_INTERNAL, 41);
  expect("sizeof(homing_status)", (homing_status)sizeof(homing_status), 4);
  return wrong;
}
