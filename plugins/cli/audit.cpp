// homing audit DOMAIN
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "audit_table.hpp"
#include "commands.hpp"
#include "page.hpp"
#include "progress.hpp"
#include "system.hpp"
#include "terminal.hpp"

namespace {

// Nobody needs to mend what is only told.
ExitCode exit_code_of(const homing_result* result) {
  for (std::size_t i = 0; i < homing_result_count(result, "/faults"); ++i) {
    if (text_at(result, "/faults/" + std::to_string(i) + "/severity") != "info") return exit_not_found;
  }
  return text_at(result, "/outcome") == "unreachable" ? exit_unreachable : exit_found;
}

// A piece of a zone file; what is to be removed stands in comments.
void print_records(const homing_result* result) {
  for (std::size_t i = 0; i < homing_result_count(result, "/records"); ++i) {
    const std::string place = "/records/" + std::to_string(i);
    const std::string was = text_at(result, place + "/was");
    const bool remove = text_at(result, place + "/change") == "remove";
    if (!was.empty()) std::printf("; remove: %s\n", printable(was).c_str());
    std::printf("%s%s\n", remove ? "; remove: " : "", printable(text_at(result, place + "/line")).c_str());
  }
}

bool write_file(const std::string& path, const std::string& content) {
  std::error_code error;
  std::filesystem::create_directories(native_path(path).parent_path(), error);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(open_file(path, "wb"), std::fclose);
  const bool written =
      file != nullptr && std::fwrite(content.data(), 1, content.size(), file.get()) == content.size() && std::fflush(file.get()) == 0;
  if (!written) print_error("Cannot write " + path + ": " + std::strerror(errno) + ".");
  return written;
}

// DIR/HOST/PATH, as the URLs have them.
bool write_files(const homing_result* result, const std::string& folder) {
  constexpr std::size_t scheme = sizeof "https://" - 1;
  for (std::size_t i = 0; i < homing_result_count(result, "/files"); ++i) {
    const std::string place = "/files/" + std::to_string(i);
    const std::string url = text_at(result, place + "/url");
    if (url.size() <= scheme || url.find("..") != std::string::npos) continue;
    if (!write_file(folder + '/' + url.substr(scheme), text_at(result, place + "/content"))) return false;
  }
  return true;
}

ExitCode print_audit(homing_job* job, const Arguments& arguments) {
  const OwnedResult result = result_of(job);
  if (!result) return exit_internal;
  const homing_result* const made = result.get();
  if (arguments.records) print_records(made);
  else if (arguments.json) std::puts(homing_result_json(made));
  else print_audit_table(made, stdout);
  if (!arguments.files.empty() && !write_files(made, arguments.files)) return exit_usage;
  if (!arguments.trace_file.empty() && !write_trace(made, arguments.trace_file)) return exit_usage;
  return exit_code_of(made);
}

}  // namespace

ExitCode run_audit(const Arguments& arguments) {
  if (arguments.words.size() != 1) {
    print_error("`homing audit` wants a mail domain: homing audit contoso.example");
    return exit_usage;
  }
  const OwnedSession session = open_session(arguments);
  if (!session) return exit_usage;
  homing_job* made = nullptr;
  homing_audit(session.get(), arguments.words.front().c_str(), &made);
  const OwnedJob job(made);
  const homing_status status = job ? Progress().run(job.get()) : HOMING_NO_MEMORY;
  if (status == HOMING_INVALID_ADDRESS) return print_refusal(job.get(), arguments.words.front());
  if (status == HOMING_OK) return print_audit(job.get(), arguments);
  print_error(homing_status_text(status));
  return exit_internal;
}
