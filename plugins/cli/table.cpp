#include "table.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "terminal.hpp"

namespace {

constexpr std::size_t label_width = 11;

class Table {
 public:
  Table(const homing_result* result, std::FILE* out) : result_(result), out_(out), colour_(wants_colour(out)) {}
  void print();

 private:
  struct Method {
    std::string words;      // "password retired since 2024-09-16"
    std::string protocols;  // "IMAP, POP3"
    std::string why;
  };

  std::string text(const std::string& pointer) const {
    const char* const value = homing_result_text(result_, pointer.c_str());
    return value == nullptr ? std::string() : printable(value);
  }
  std::size_t count(const std::string& pointer) const { return homing_result_count(result_, pointer.c_str()); }

  void print_mailbox();
  void print_servers();
  void print_sign_in();
  void print_advice();
  void print_problems();
  void print_tenant();
  void print_services();
  void print_evidence();
  std::vector<Method> methods() const;
  void line(const std::string& label, const std::string& content);
  std::string painted(const char* code, const std::string& content) const;

  const homing_result* result_;
  std::FILE* out_;
  bool colour_;
};

constexpr const char* bold = "1";
constexpr const char* red = "31";
constexpr const char* green = "32";
constexpr const char* yellow = "33";

std::string Table::painted(const char* code, const std::string& content) const {
  return colour_ ? std::string("\033[") + code + 'm' + content + "\033[0m" : content;
}

void Table::line(const std::string& label, const std::string& content) { print_labelled(out_, label, label_width, content); }

std::string cloud_words(const std::string& cloud) {
  if (cloud == "consumer") return "personal";
  if (cloud == "worldwide") return "work or school, worldwide cloud";
  if (cloud == "gcc-high") return "work, US government cloud GCC High";
  if (cloud == "dod") return "work, US Department of Defense cloud";
  if (cloud == "china") return "work or school, cloud in China (21Vianet)";
  return cloud.empty() ? std::string() : "work or school, cloud " + cloud;
}

void Table::print_mailbox() {
  const std::string outcome = text("/outcome");
  std::fprintf(out_, "%s\n", painted(bold, text("/address")).c_str());
  const std::string provider = text("/mailbox/provider");
  const std::string cloud = cloud_words(text("/mailbox/cloud"));
  const std::string what = provider.empty() ? "unknown" : provider + (cloud.empty() ? "" : " (" + cloud + ")");
  if (!provider.empty()) line("Mailbox", what + ", " + text("/mailbox/confidence"));
  const char* const colour = outcome == "found" ? green : outcome == "partial" ? yellow : red;
  if (outcome != "found") line("Outcome", painted(colour, outcome == "not_found" ? "not found" : outcome));
}

std::string security_words(const std::string& security) { return security == "tls" ? "TLS" : security == "starttls" ? "STARTTLS" : "plain text"; }

constexpr std::array<std::pair<const char*, const char*>, 3> protocols{{{"imap", "IMAP"}, {"pop3", "POP3"}, {"smtp", "SMTP"}}};

void Table::print_servers() {
  std::size_t host_width = 0;
  for (const auto& [key, name] : protocols) {
    for (std::size_t i = 0; i < count(std::string("/") + key); ++i) {
      host_width = std::max(host_width, text(std::string("/") + key + "/" + std::to_string(i) + "/host").size());
    }
  }
  for (const auto& [key, name] : protocols) {
    for (std::size_t i = 0; i < count(std::string("/") + key); ++i) {
      const std::string place = std::string("/") + key + "/" + std::to_string(i);
      std::string host = text(place + "/host");
      host.resize(host_width, ' ');
      const auto port = homing_result_number(result_, (place + "/port").c_str(), 0);
      const std::string username = text(place + "/username");
      line(i == 0 ? name : "",
           host + "  " + std::to_string(port) + " " + security_words(text(place + "/security")) + (username.empty() ? "" : "  user " + username));
    }
  }
}

std::string method_words(const std::string& method) {
  return method == "oauth2"               ? "OAuth2"
         : method == "password-encrypted" ? "password (challenge)"
         : method == "ntlm"               ? "NTLM"
         : method == "gssapi"             ? "Kerberos"
                                          : method;
}

// Methods that are the same for several protocols stand in one line.
std::vector<Table::Method> Table::methods() const {
  std::vector<Method> list;
  for (const auto& [key, name] : protocols) {
    const std::string auth = std::string("/") + key + "/0/auth";
    for (std::size_t i = 0; i < count(auth); ++i) {
      const std::string place = auth + "/" + std::to_string(i);
      const std::string since = text(place + "/since");
      const std::string until = text(place + "/until");
      std::string words = method_words(text(place + "/method")) + " " + text(place + "/state");
      words += (since.empty() ? "" : " since " + since) + (until.empty() ? "" : " until " + until);
      const std::string why = text(place + "/why");
      const auto same = std::find_if(list.begin(), list.end(), [&](const Method& m) { return m.words == words && m.why == why; });
      if (same != list.end()) same->protocols += std::string(", ") + name;
      else list.push_back({words, name, why});
    }
  }
  return list;
}

void Table::print_sign_in() {
  const char* label = "Sign-in";
  for (const Method& method : methods()) {
    line(label, method.words + " (" + method.protocols + ")" + (method.why.empty() ? "" : ": " + method.why));
    label = "";
  }
}

void Table::print_advice() {
  const char* label = "Advice";
  for (std::size_t i = 0; i < count("/advice"); ++i) {
    const std::string place = "/advice/" + std::to_string(i);
    const std::string who = text(place + "/who");
    line(label, (who == "user" ? "" : "[" + who + "] ") + text(place + "/text"));
    for (std::size_t step = 0; step < count(place + "/steps"); ++step) {
      line("", std::to_string(step + 1) + ". " + text(place + "/steps/" + std::to_string(step)));
    }
    const std::string link = text(place + "/link");
    if (!link.empty()) line("", link);
    label = "";
  }
}

void Table::print_problems() {
  const char* label = "Problems";
  for (std::size_t i = 0; i < count("/problems"); ++i) {
    const std::string place = "/problems/" + std::to_string(i);
    line(label, text(place + "/severity") + ", " + text(place + "/where") + ": " + text(place + "/text"));
    label = "";
  }
}

void Table::print_tenant() {
  const std::string tenant = text("/mailbox/tenant");
  const std::string region = text("/mailbox/region");
  if (!tenant.empty()) line("Tenant", tenant + (region.empty() ? "" : " (" + region + ")"));
}

void Table::print_services() {
  const char* label = "Also";
  for (std::size_t i = 0; i < count("/services"); ++i) {
    const std::string place = "/services/" + std::to_string(i);
    line(label, text(place + "/type") + "  " + text(place + "/url"));
    label = "";
  }
}

void Table::print_evidence() {
  const char* label = "Because";
  for (std::size_t i = 0; i < count("/evidence"); ++i) {
    const std::string place = "/evidence/" + std::to_string(i);
    line(label, text(place + "/says") + " [" + text(place + "/source") + ", " + text(place + "/trust") + "]");
    label = "";
  }
}

void Table::print() {
  print_mailbox();
  print_tenant();
  print_servers();
  print_services();
  print_sign_in();
  print_problems();
  print_advice();
  print_evidence();
}

}  // namespace

void print_table(const homing_result* result, std::FILE* out) { Table(result, out).print(); }
