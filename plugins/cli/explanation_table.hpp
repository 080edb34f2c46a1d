#pragma once
// What an error text means, for people.
#include <homing/homing.h>

#include <cstdio>

void print_explanation(const homing_result* result, std::FILE* out);
