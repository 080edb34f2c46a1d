#include "audit_table.hpp"

#include <string>

#include "page.hpp"

namespace {

class AuditTable : private Page {
 public:
  AuditTable(const homing_result* result, std::FILE* out) : Page(result, out) {}
  void print() const;

 private:
  void heading(const char* words) const { headline("\n" + painted(bold, words)); }
  void print_mailbox() const;
  void print_client(const std::string& place) const;
  void print_fault(const std::string& place) const;
  void print_changes() const;
};

void AuditTable::print_mailbox() const {
  opening("/domain");
  const std::string outcome = text("/outcome");
  if (outcome != "found") line("Outcome", outcome == "not_found" ? "not found" : outcome);
}

void AuditTable::print_client(const std::string& place) const {
  const bool right = is(place + "/right");
  std::string servers;
  for (const char* const protocol : {"imap", "pop3", "smtp"}) {
    const std::string server = text(place + "/finds/" + protocol);
    if (!server.empty()) servers += (servers.empty() ? "" : ", ") + server;
  }
  headline("  " + painted(right ? green : red, right ? "right" : "wrong") + "  " + painted(bold, text(place + "/client")));
  if (!servers.empty()) line("", servers);
  line("", "by " + text(place + "/finds/how"));
  line("", text(place + "/why"));
}

void AuditTable::print_fault(const std::string& place) const {
  const std::string severity = text(place + "/severity");
  const char* const colour = severity == "problem" ? red : severity == "warning" ? yellow : bold;
  headline("  " + painted(colour, severity) + "  " + painted(bold, text(place + "/id")) + "  " + text(place + "/where"));
  line("", text(place + "/text"));
  line("", "Mend: " + text(place + "/mend"));
}

void AuditTable::print_changes() const {
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

void AuditTable::print() const {
  print_mailbox();
  heading("What mail programs find");
  for (std::size_t i = 0; i < count("/clients"); ++i) print_client("/clients/" + std::to_string(i));
  heading(count("/faults") == 0 ? "No fault was found" : "What is wrong");
  for (std::size_t i = 0; i < count("/faults"); ++i) print_fault("/faults/" + std::to_string(i));
  print_changes();
}

}  // namespace

void print_audit_table(const homing_result* result, std::FILE* out) { AuditTable(result, out).print(); }
