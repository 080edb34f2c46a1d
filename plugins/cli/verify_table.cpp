#include "verify_table.hpp"

#include <string>

#include "page.hpp"

namespace {

class VerifyTable : private Page {
 public:
  VerifyTable(const homing_result* result, std::FILE* out) : Page(result, out) {}
  void print() const;

 private:
  void print_protocol(const char* label, const std::string& place) const;
  void print_steps(const std::string& place) const;
  void print_methods(const std::string& place) const;
  void print_failure(const std::string& place) const;
  void print_list(const std::string& list) const;
  void print_message() const;
  void print_beside(const char* label, const std::string& place, const std::string& done) const;
};

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
  const bool kept_back = text(place + "/diagnosis/id").rfind("oauth.", 0) == 0;
  const std::string where = host.empty() ? (kept_back ? "not tried" : "no server known")
                                         : host + "  " + number(endpoint + "/port") + " " + security_words(text(endpoint + "/security"));
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

// What happened besides the talks: a sign-in that is kept was used, or the message went by Microsoft Graph.
void VerifyTable::print_beside(const char* label, const std::string& place, const std::string& done) const {
  if (!has(place)) return;
  if (is(place + "/ok")) return line(label, painted(green, done));
  line(label, painted(red, "failed") + ": " + text(place + "/fault"));
  print_failure(place);
}

void VerifyTable::print() const {
  opening("/address");
  const std::string user = text("/sign_in/user");
  print_beside("Sign-in", "/sign_in", "kept" + (user.empty() ? std::string() : " of " + user) + (is("/sign_in/renewed") ? ", renewed" : ""));
  bool any = false;
  for (const auto& [key, name] : protocols) {
    const std::string place = std::string("/protocols/") + key;
    if (!has(place)) continue;
    print_protocol(name, place);
    any = true;
  }
  print_beside("Graph", "/graph", "accepted");
  if (has("/graph/says")) line("", text("/graph/says"));
  any = any || has("/graph");
  if (!any) line("Outcome", painted(red, "nobody knows servers for this address"));
  print_message();
}

}  // namespace

void print_verify_table(const homing_result* result, std::FILE* out) { VerifyTable(result, out).print(); }
