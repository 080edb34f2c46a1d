#include "verify_table.hpp"

#include <array>
#include <string>

#include "terminal.hpp"

namespace {

constexpr std::size_t label_width = 11;
constexpr const char* bold = "1";
constexpr const char* red = "31";
constexpr const char* green = "32";
constexpr const char* yellow = "33";

class VerifyTable {
 public:
  VerifyTable(const homing_result* result, std::FILE* out) : result_(result), out_(out), colour_(wants_colour(out)) {}
  void print() const;

 private:
  std::string text(const std::string& pointer) const {
    const char* const value = homing_result_text(result_, pointer.c_str());
    return value == nullptr ? std::string() : printable(value);
  }
  std::string number(const std::string& pointer) const { return std::to_string(homing_result_number(result_, pointer.c_str(), 0)); }
  std::size_t count(const std::string& pointer) const { return homing_result_count(result_, pointer.c_str()); }
  bool is(const std::string& pointer) const;
  bool has(const std::string& pointer) const { return homing_result_part(result_, pointer.c_str()) != nullptr; }

  void print_protocol(const char* label, const std::string& place) const;
  void print_steps(const std::string& place) const;
  void print_methods(const std::string& place) const;
  void print_failure(const std::string& place) const;
  void print_list(const std::string& list) const;
  void print_message() const;
  void line(const std::string& label, const std::string& content) const { print_labelled(out_, label, label_width, content); }
  std::string painted(const char* code, const std::string& content) const {
    return colour_ ? std::string("\033[") + code + 'm' + content + "\033[0m" : content;
  }

  const homing_result* result_;
  std::FILE* out_;
  bool colour_;
};

bool VerifyTable::is(const std::string& pointer) const {
  const char* const part = homing_result_part(result_, pointer.c_str());
  return part != nullptr && std::string(part) == "true";
}

std::string security_words(const std::string& security) { return security == "tls" ? "TLS" : "STARTTLS"; }

void VerifyTable::print_steps(const std::string& place) const {
  std::string steps;
  for (std::size_t i = 0; i < count(place + "/steps"); ++i) {
    const std::string step = place + "/steps/" + std::to_string(i);
    steps += (steps.empty() ? "" : ", ") + text(step + "/step") + (is(step + "/ok") ? " " : " failed ") + number(step + "/ms") + " ms";
  }
  if (!steps.empty()) line("", steps);
}

// What can be told without a secret.
void VerifyTable::print_methods(const std::string& place) const {
  std::string methods;
  for (std::size_t i = 0; i < count(place + "/methods"); ++i) {
    const std::string method = place + "/methods/" + std::to_string(i);
    methods += (methods.empty() ? "" : ", ") + text(method + "/method") + " (" + text(method + "/state") +
               (is(method + "/offered") ? ", offered)" : ", not offered)");
  }
  if (!methods.empty()) line("", "sign-in: " + methods);
}

void VerifyTable::print_list(const std::string& list) const {
  for (std::size_t i = 0; i < count(list); ++i) line("", std::to_string(i + 1) + ". " + text(list + "/" + std::to_string(i)));
}

void VerifyTable::print_failure(const std::string& place) const {
  const std::string diagnosis = place + "/diagnosis";
  const std::size_t steps = count(place + "/steps");
  const std::string reply = steps == 0 ? std::string() : text(place + "/steps/" + std::to_string(steps - 1) + "/reply");
  if (!reply.empty()) line("", "the server said: " + reply);
  else if (!text(place + "/fault").empty()) line("", "what happened: " + text(place + "/fault"));
  const std::string who = text(diagnosis + "/who");
  line("", (who.empty() || who == "user" ? "" : "[" + who + "] ") + text(diagnosis + "/meaning"));
  print_list(diagnosis + "/steps");
  if (!text(diagnosis + "/link").empty()) line("", text(diagnosis + "/link"));
  line("", "next: " + text(place + "/next") + "  (" + text(diagnosis + "/id") + ", " + text(diagnosis + "/confidence") + ")");
}

void VerifyTable::print_protocol(const char* label, const std::string& place) const {
  const std::string endpoint = place + "/endpoint";
  const std::string host = text(endpoint + "/host");
  const bool ok = is(place + "/ok");
  const std::string where =
      host.empty() ? "no server known" : host + "  " + number(endpoint + "/port") + " " + security_words(text(endpoint + "/security"));
  const std::string mechanism = text(place + "/mechanism");
  const std::string how =
      ok ? (mechanism.empty() ? "reachable" : "signed in (" + mechanism + ")") + std::string(", ") + number(place + "/ms") + " ms" : "failed";
  line(label, where + "  " + painted(ok ? green : red, how));
  print_steps(place);
  if (mechanism.empty()) print_methods(place);
  for (std::size_t i = 0; i < count(place + "/attempts"); ++i) {
    const std::string other = place + "/attempts/" + std::to_string(i);
    line("", "also tried: " + text(other + "/endpoint/host") + " " + number(other + "/endpoint/port") + ": " + text(other + "/fault"));
  }
  for (std::size_t i = 0; i < count(place + "/warnings"); ++i)
    line("", painted(yellow, "warning") + ": " + text(place + "/warnings/" + std::to_string(i)));
  if (!ok) print_failure(place);
}

void VerifyTable::print_message() const {
  if (has("/message")) line("Message", text("/message/id") + (is("/message/found") ? "  found" : "  not found"));
  if (!has("/sent")) return;
  line("Message", text("/message_id") + "  " + (is("/sent") ? painted(green, "sent") : painted(red, "not sent")));
  for (std::size_t i = 0; i < count("/to"); ++i) {
    const std::string place = "/to/" + std::to_string(i);
    line("", text(place + "/address") + ": " + (is(place + "/ok") ? "taken" : "not taken") +
                 (text(place + "/reply").empty() ? "" : ", " + text(place + "/reply")));
  }
}

void VerifyTable::print() const {
  std::fprintf(out_, "%s\n", painted(bold, text("/address")).c_str());
  const std::string provider = text("/mailbox/provider");
  if (!provider.empty()) line("Mailbox", provider + ", " + text("/mailbox/confidence"));
  constexpr std::array<std::pair<const char*, const char*>, 3> protocols{{{"imap", "IMAP"}, {"pop3", "POP3"}, {"smtp", "SMTP"}}};
  bool any = false;
  for (const auto& [key, name] : protocols) {
    const std::string place = std::string("/protocols/") + key;
    if (!has(place)) continue;
    print_protocol(name, place);
    any = true;
  }
  if (!any) line("Outcome", painted(red, "nobody knows servers for this address"));
  print_message();
}

}  // namespace

void print_verify_table(const homing_result* result, std::FILE* out) { VerifyTable(result, out).print(); }
