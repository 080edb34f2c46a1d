// homing options, homing export --list, homing version
#include <cstdio>

#include "commands.hpp"
#include "page.hpp"
#include "terminal.hpp"

namespace {

// Asks the library through its JSON door, as any host can.
ExitCode ask(const Arguments& arguments, const char* request, void (*print)(const homing_result*)) {
  const OwnedSession session = open_session(arguments);
  if (!session) return exit_usage;
  homing_job* job = nullptr;
  homing_status status = homing_call(session.get(), request, &job);
  const OwnedJob owned_job(job);
  homing_result* result = nullptr;
  if (status == HOMING_OK) status = homing_job_result(job, &result);
  const OwnedResult owned_result(result);
  if (status != HOMING_OK) {
    print_error(homing_status_text(status));
    return exit_internal;
  }
  if (arguments.json) std::puts(homing_result_json(result));
  else print(result);
  return exit_found;
}

void print_options(const homing_result* result) {
  for (std::size_t i = 0; i < homing_result_count(result, "/options"); ++i) {
    const std::string place = "/options/" + std::to_string(i);
    const auto text = [&](const char* key) { return text_at(result, place + key); };
    const std::string least = std::to_string(homing_result_number(result, (place + "/least").c_str(), 0));
    const std::string most = std::to_string(homing_result_number(result, (place + "/most").c_str(), 0));
    const std::string range = text("/type") == "number" ? least + ".." + most : text("/type") == "text" ? "text" : text("/choices");
    const std::string standard = text("/default");
    std::printf("%-24s %s%s\n    %s\n", text("/name").c_str(), range.c_str(), standard.empty() ? "" : (" (default " + standard + ")").c_str(),
                text("/sentence").c_str());
  }
}

void print_formats(const homing_result* result) {
  for (std::size_t i = 0; i < homing_result_count(result, "/formats"); ++i) {
    const std::string place = "/formats/" + std::to_string(i);
    const auto text = [&](const char* key) { return text_at(result, place + key); };
    std::printf("%-13s %-8s %s\n", text("/name").c_str(), text("/kind").c_str(), text("/sentence").c_str());
  }
}

void print_version(const homing_result* result) {
  std::printf("homing %s, ABI %lld\n", homing_result_text(result, "/version"), static_cast<long long>(homing_result_number(result, "/abi", -1)));
}

}  // namespace

ExitCode run_options(const Arguments& arguments) { return ask(arguments, R"({"op":"options"})", print_options); }

ExitCode run_export_list(const Arguments& arguments) { return ask(arguments, R"({"op":"export-formats"})", print_formats); }

ExitCode run_version(const Arguments& arguments) { return ask(arguments, R"({"op":"version"})", print_version); }
