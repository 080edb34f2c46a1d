#pragma once
// The commands, one file each.
#include "arguments.hpp"
#include "exit_codes.hpp"

ExitCode run_resolve(const Arguments& arguments);
ExitCode run_batch(const Arguments& arguments);
ExitCode run_audit(const Arguments& arguments);
ExitCode run_options_to_send(const Arguments& arguments);
ExitCode run_export(const Arguments& arguments);
ExitCode run_export_list(const Arguments& arguments);
ExitCode run_check(const Arguments& arguments);
ExitCode run_verify(const Arguments& arguments);
ExitCode run_send_test(const Arguments& arguments);
ExitCode run_login(const Arguments& arguments);
ExitCode run_token(const Arguments& arguments);
ExitCode run_logout(const Arguments& arguments);
ExitCode run_explain(const Arguments& arguments);
ExitCode run_options(const Arguments& arguments);
ExitCode run_version(const Arguments& arguments);

/// A session from the arguments; null and an error on the terminal where the options do not allow one.
OwnedSession open_session(const Arguments& arguments);

/// What a job left; null and an error on the terminal where it left nothing.
OwnedResult result_of(homing_job* job);

/// Prints what a job left: a table for people or the document; the exit code follows the outcome.
ExitCode print_result(homing_job* job, const Arguments& arguments);

/// Writes what --trace records; false and an error on the terminal where that fails.
bool write_trace(const homing_result* result, const std::string& path);

/// A sentence for a job that was refused, with a mark under the place.
ExitCode print_refusal(const homing_job* job, const std::string& typed);
