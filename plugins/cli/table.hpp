#pragma once
// The document as people read it.
#include <homing/homing.h>

#include <cstdio>

void print_table(const homing_result* result, std::FILE* out);
