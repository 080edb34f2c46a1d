#include "table.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "page.hpp"

namespace {

class Table : private Page {
 public:
  Table(const homing_result* result, std::FILE* out) : Page(result, out) {}
  void print() const;

 private:
  struct Method {
    std::string words;      // "password retired since 2024-09-16"
    std::string protocols;  // "IMAP, POP3"
    std::string why;
  };

  void print_mailbox() const;
  void print_servers() const;
  void print_sign_in() const;
  void print_advice() const;
  void print_problems() const;
  void print_tenant() const;
  void print_services() const;
  void print_evidence() const;
  std::vector<Method> methods() const;
};

std::string cloud_words(const std::string& cloud) {
  if (cloud == "consumer") return "personal";
  if (cloud == "worldwide") return "work or school, worldwide cloud";
  if (cloud == "gcc-high") return "work, US government cloud GCC High";
  if (cloud == "dod") return "work, US Department of Defense cloud";
  if (cloud == "china") return "work or school, cloud in China (21Vianet)";
  return cloud.empty() ? std::string() : "work or school, cloud " + cloud;
}

void Table::print_mailbox() const {
  const std::string outcome = text("/outcome");
  headline(painted(bold, text("/address")));
  const std::string provider = text("/mailbox/provider");
  const std::string cloud = cloud_words(text("/mailbox/cloud"));
  const std::string what = provider.empty() ? "unknown" : provider + (cloud.empty() ? "" : " (" + cloud + ")");
  if (!provider.empty()) line("Mailbox", what + ", " + text("/mailbox/confidence"));
  const char* const colour = outcome == "found" ? green : outcome == "partial" ? yellow : red;
  if (outcome != "found") line("Outcome", painted(colour, outcome == "not_found" ? "not found" : outcome));
}

std::string security_words(const std::string& security) { return security == "tls" ? "TLS" : security == "starttls" ? "STARTTLS" : "plain text"; }

void Table::print_servers() const {
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
      const std::string username = text(place + "/username");
      line(i == 0 ? name : "",
           host + "  " + number(place + "/port") + " " + security_words(text(place + "/security")) + (username.empty() ? "" : "  user " + username));
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

void Table::print_sign_in() const {
  const char* label = "Sign-in";
  for (const Method& method : methods()) {
    line(label, method.words + " (" + method.protocols + ")" + (method.why.empty() ? "" : ": " + method.why));
    label = "";
  }
}

void Table::print_advice() const {
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

void Table::print_problems() const {
  const char* label = "Problems";
  for (std::size_t i = 0; i < count("/problems"); ++i) {
    const std::string place = "/problems/" + std::to_string(i);
    line(label, text(place + "/severity") + ", " + text(place + "/where") + ": " + text(place + "/text"));
    label = "";
  }
}

void Table::print_tenant() const {
  const std::string tenant = text("/mailbox/tenant");
  const std::string region = text("/mailbox/region");
  if (!tenant.empty()) line("Tenant", tenant + (region.empty() ? "" : " (" + region + ")"));
}

void Table::print_services() const {
  const char* label = "Also";
  for (std::size_t i = 0; i < count("/services"); ++i) {
    const std::string place = "/services/" + std::to_string(i);
    line(label, text(place + "/type") + "  " + text(place + "/url"));
    label = "";
  }
}

void Table::print_evidence() const {
  const char* label = "Because";
  for (std::size_t i = 0; i < count("/evidence"); ++i) {
    const std::string place = "/evidence/" + std::to_string(i);
    line(label, text(place + "/says") + " [" + text(place + "/source") + ", " + text(place + "/trust") + "]");
    label = "";
  }
}

void Table::print() const {
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
