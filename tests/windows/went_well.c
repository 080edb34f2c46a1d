/*
 * Runs a program and ends with 0 where it did, else with 1: went_well PROGRAM. Of the number that a program ends with only the lowest
 * byte gets through wine to a shell, and that of some crashes is 0.
 */
#include <process.h>
#include <stddef.h>

int main(int count, char **words) { return count == 2 && _spawnl(_P_WAIT, words[1], words[1], NULL) == 0 ? 0 : 1; }
