#pragma once
// Attempts at operations while memory runs out: what they may come to, and what is made of it. One thread only.
#include <initializer_list>
#include <string>
#include <utility>

#include "objects.hpp"

struct Operation {
  const char* name;
  void (*run)();
  /// What must hold afterwards, with plenty of memory; may be null.
  void (*examine)() = nullptr;
};

/// The first complaint counts. The text is a literal, as nothing may be allocated for it.
void expect(bool right, const char* what);

/// Whether the function did its work; else it must have been for want of memory.
bool worked(homing_status status, const char* what);

/// Runs a job to its end, again where memory failed, and with plenty of it in the end. `patience`: milliseconds.
void finish(homing_job* job, int patience);

/// All of this for a job that was just started, and asks its result everything.
void run_and_read(homing_status status, homing_job* job, const char* what, int patience = 5000);

/// A session with these options; null where there was no memory for one.
SessionHandle open(std::initializer_list<std::pair<const char*, const char*>> values);

/// Runs the operation until no allocation is left to fail.
void fail_each(const Operation& operation, bool and_all_after, bool count_leaks);
