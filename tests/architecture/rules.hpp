#pragma once
// The rules of the house; each tells what breaks it.
#include "sources.hpp"

/// Includes of our own files that go against the plan.
Complaints check_arrows(const std::vector<Source>& sources);
/// Headers of other libraries outside the folder that may know them.
Complaints check_headers(const std::vector<Source>& sources);
/// Length, letters, unfinished work.
Complaints check_style(const std::vector<Source>& sources);
/// Names of files.
Complaints check_names(const std::vector<Source>& sources);
