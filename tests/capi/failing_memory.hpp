#pragma once
// Memory that runs out on demand. One thread only.

/// From now on the allocation of this number fails, 1 being the next; with `and_all_after` every later one as well.
void fail_allocation(long number, bool and_all_after);
/// Memory is plenty again. Whether an allocation has failed meanwhile.
bool stop_failing();
/// The same, if an allocation has failed already; else nothing changes.
bool plenty_after_failure();
/// How many allocations were not freed; 0 for ever where nobody counts.
long allocations_alive();
