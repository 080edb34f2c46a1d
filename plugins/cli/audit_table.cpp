#include "audit_table.hpp"

#include <string>

#include "terminal.hpp"

namespace {

constexpr std::size_t label_width = 11;
constexpr const char* bold = "1";
constexpr const char* red = "31";
constexpr const char* green = "32";
constexpr const char* yellow = "33";

class AuditTable {
 public:
  AuditTable(const homing_result* result, std::FILE* out) : result_(result), out_(out), colour_(wants_colour(out)) {}
  void print();

 private:
  std::string text(const std::string& pointer) const {
    const char* const value = homing_result_text(result_, pointer.c_str());
    return value == nullptr ? std::string() : printable(value);
  }
  std::size_t count(const char* pointer) const { return homing_result_count(result_, pointer); }
  void line(const std::string& label, const std::string& content) { print_labelled(out_, label, label_width, content); }
  std::string painted(const char* code, const std::string& content) const {
    return colour_ ? std::string("\033[") + code + 'm' + content + "\033[0m" : content;
  }
  void heading(const char* words) { std::fprintf(out_, "\n%s\n", painted(bold, words).c_str()); }
  void print_mailbox();
  void print_client(const std::string& place);
  void print_fault(const std::string& place);
  void print_changes();

  const homing_result* result_;
  std::FILE* out_;
  bool colour_;
};

void AuditTable::print_mailbox() {
  std::fprintf(out_, "%s\n", painted(bold, text("/domain")).c_str());
  const std::string provider = text("/mailbox/provider");
  if (!provider.empty()) line("Mailbox", provider + ", " + text("/mailbox/confidence"));
  const std::string outcome = text("/outcome");
  if (outcome != "found") line("Outcome", outcome == "not_found" ? "not found" : outcome);
}

void AuditTable::print_client(const std::string& place) {
  const char* const part = homing_result_part(result_, (place + "/right").c_str());
  const bool right = part != nullptr && std::string(part) == "true";
  std::string servers;
  for (const char* const protocol : {"imap", "pop3", "smtp"}) {
    const std::string server = text(place + "/finds/" + protocol);
    if (!server.empty()) servers += (servers.empty() ? "" : ", ") + server;
  }
  std::fprintf(out_, "  %s  %s\n", painted(right ? green : red, right ? "right" : "wrong").c_str(), painted(bold, text(place + "/client")).c_str());
  if (!servers.empty()) line("", servers);
  line("", "by " + text(place + "/finds/how"));
  line("", text(place + "/why"));
}

void AuditTable::print_fault(const std::string& place) {
  const std::string severity = text(place + "/severity");
  const char* const colour = severity == "problem" ? red : severity == "warning" ? yellow : bold;
  std::fprintf(out_, "  %s  %s  %s\n", painted(colour, severity).c_str(), painted(bold, text(place + "/id")).c_str(), text(place + "/where").c_str());
  line("", text(place + "/text"));
  line("", "Mend: " + text(place + "/mend"));
}

void AuditTable::print_changes() {
  if (count("/records") > 0) heading("Records");
  for (std::size_t i = 0; i < count("/records"); ++i) {
    const std::string place = "/records/" + std::to_string(i);
    const std::string was = text(place + "/was");
    if (!was.empty()) line("was", was);
    line(text(place + "/change"), text(place + "/line"));
  }
  if (count("/files") > 0) heading("Files (--files DIR writes them)");
  for (std::size_t i = 0; i < count("/files"); ++i) line("", text("/files/" + std::to_string(i) + "/url"));
}

void AuditTable::print() {
  print_mailbox();
  heading("What mail programs find");
  for (std::size_t i = 0; i < count("/clients"); ++i) print_client("/clients/" + std::to_string(i));
  heading(count("/faults") == 0 ? "No fault was found" : "What is wrong");
  for (std::size_t i = 0; i < count("/faults"); ++i) print_fault("/faults/" + std::to_string(i));
  print_changes();
}

}  // namespace

void print_audit_table(const homing_result* result, std::FILE* out) { AuditTable(result, out).print(); }
