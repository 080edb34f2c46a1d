#pragma once
// The document of an audit as people read it.
#include <homing/homing.h>

#include <cstdio>

void print_audit_table(const homing_result* result, std::FILE* out);
