// homing export FORMAT ADDRESS
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "accounts.hpp"
#include "commands.hpp"
#include "page.hpp"
#include "system.hpp"
#include "terminal.hpp"

namespace {

struct File {
  std::string name, place, mode, text;
};

std::vector<File> files_of(const homing_result* result) {
  std::vector<File> all;
  for (std::size_t i = 0; i < homing_result_count(result, "/files"); ++i) {
    const std::string at = "/files/" + std::to_string(i);
    all.push_back({text_at(result, at + "/name"), text_at(result, at + "/place"), text_at(result, at + "/mode"), text_at(result, at + "/text")});
  }
  return all;
}

void print_notes(const homing_result* result) {
  for (std::size_t i = 0; i < homing_result_count(result, "/notes"); ++i) {
    std::fprintf(stderr, "note: %s\n", printable(text_at(result, "/notes/" + std::to_string(i))).c_str());
  }
}

// One file is for a pipe; of several it is told where each goes.
void print_files(const std::vector<File>& all) {
  for (const File& file : all) {
    if (all.size() > 1) std::printf("%s==> %s <==\n", &file == &all.front() ? "" : "\n", printable(file.place).c_str());
    std::fwrite(file.text.data(), 1, file.text.size(), stdout);
  }
}

bool fail(const std::string& path, const std::string& why) {
  print_error("Cannot write " + path + ": " + why + ".");
  return false;
}

// Nobody else reads what is for its owner, and what was there stays until all of the new is written.
bool write_file(const std::string& path, const File& file, bool force) {
  std::error_code error;
  std::filesystem::create_directories(native_path(path).parent_path(), error);
  if (!force && std::filesystem::exists(native_path(path), error)) return fail(path, "it exists; --force writes all the same");
  const std::string fresh = path + ".new";
  std::FILE* const out = file.mode == "0600" ? open_private_file(fresh) : open_file(fresh, "wb");
  if (out == nullptr) return fail(path, std::strerror(errno));
  const bool written = std::fwrite(file.text.data(), 1, file.text.size(), out) == file.text.size();
  if (std::fclose(out) != 0 || !written) return fail(path, std::strerror(errno));
  std::filesystem::rename(native_path(fresh), native_path(path), error);
  return !error || fail(path, error.message());
}

bool write_files(const std::vector<File>& all, const Arguments& arguments) {
  for (const File& file : all) {
    const std::string path = path_in(arguments.output, file.name);
    if (!write_file(path, file, arguments.force)) return false;
    if (!arguments.json) std::printf("%s: for %s\n", path.c_str(), printable(file.place).c_str());
  }
  return true;
}

ExitCode print_export(const homing_result* result, const Arguments& arguments) {
  const bool written = text_at(result, "/outcome") == "written";
  if (!arguments.trace_file.empty() && !write_trace(result, arguments.trace_file)) return exit_usage;
  const std::vector<File> all = files_of(result);
  if (!arguments.output.empty() && !write_files(all, arguments)) return exit_usage;
  if (arguments.json) std::puts(homing_result_json(result));
  else if (!written) print_error(text_at(result, "/why_not"));
  else if (arguments.output.empty()) print_files(all);
  if (!arguments.json) print_notes(result);
  return written ? exit_found : exit_not_found;
}

}  // namespace

ExitCode run_export(const Arguments& arguments) {
  if (arguments.words.size() != 1) {
    return refuse(
        "`homing export` wants a format and an address: homing export msmtp ada@contoso.example; `homing export --list` shows the formats.");
  }
  const auto start = [&](homing_session* session, const homing_account* account, homing_job** out) {
    return homing_export(session, account, arguments.format.c_str(), out);
  };
  return with_account(arguments, start, run_with_progress, print_export);
}
