/* Uses a library that was loaded, through functions found by name. Whether all went well. */
#ifndef HOMING_TEST_TRIAL_H
#define HOMING_TEST_TRIAL_H

int try_out(void *library);

#endif
