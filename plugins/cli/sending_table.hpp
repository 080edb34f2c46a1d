#pragma once
// The document of the ways to send as people read it.
#include <homing/homing.h>

#include <cstdio>

void print_sending_table(const homing_result* result, std::FILE* out);
