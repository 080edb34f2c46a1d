#pragma once
// A verification for people.
#include <homing/homing.h>

#include <cstdio>

void print_verify_table(const homing_result* result, std::FILE* out);
