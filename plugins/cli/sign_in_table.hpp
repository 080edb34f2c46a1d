#pragma once
// What a sign-in came to, for people.
#include <homing/homing.h>

#include <cstdio>

void print_sign_in_table(const homing_result* result, std::FILE* out);
