#include "sending_table.hpp"

#include <string>

#include "page.hpp"

namespace {

class SendingTable : private Page {
 public:
  SendingTable(const homing_result* result, std::FILE* out) : Page(result, out) {}
  void print() const;

 private:
  void print_mailbox() const;
  void print_dns() const;
  void print_option(const std::string& place) const;
  void print_sign_in(const std::string& place) const;
  void print_limits(const std::string& place) const;
};

void SendingTable::print_mailbox() const {
  opening("/domain");
  const std::string outcome = text("/outcome");
  if (outcome == "unreachable") line("Outcome", outcome);
}

void SendingTable::print_dns() const {
  for (std::size_t i = 0; i < count("/dns/exchangers"); ++i) {
    const std::string place = "/dns/exchangers/" + std::to_string(i);
    const std::string owner = text(place + "/owner");
    line(i == 0 ? "MX" : "", number(place + "/preference") + ' ' + text(place + "/host") + (owner.empty() ? "" : " (" + owner + ")"));
  }
  const std::string spf = text("/dns/spf/record");
  if (!spf.empty()) line("SPF", spf);
  const std::string policy = text("/dns/dmarc/policy");
  if (policy != "unknown") line("DMARC", policy);
  for (std::size_t i = 0; i < count("/dns/dkim"); ++i) {
    const std::string place = "/dns/dkim/" + std::to_string(i);
    line(i == 0 ? "DKIM" : "", text(place + "/selector") + " at " + text(place + "/target"));
  }
}

void SendingTable::print_sign_in(const std::string& place) const {
  for (std::size_t i = 0; i < count(place); ++i) {
    const std::string way = place + '/' + std::to_string(i);
    const std::string method = text(way + "/method");
    const std::string until = text(way + "/until");
    const std::string since = text(way + "/since");
    std::string content = method == "none" ? "nobody signs in" : method + ' ' + text(way + "/state");
    if (!until.empty()) content += " until " + until;
    else if (!since.empty()) content += " since " + since;
    if (const std::string why = text(way + "/why"); !why.empty()) content.append(": ").append(why);
    line(i == 0 ? "Sign-in" : "", content);
  }
}

struct Figure {
  const char *key, *words;
};
constexpr Figure figures[] = {{"recipients_per_message", "recipients a message"},
                              {"messages_per_minute", "messages a minute"},
                              {"messages_per_hour", "messages an hour"},
                              {"messages_per_day", "messages a day"},
                              {"recipients_per_day", "recipients a day"},
                              {"concurrent_smtp_connections", "connections at a time"},
                              {"message_mb", "MB a message"},
                              {"attachment_mb", "MB of attachments"},
                              {"accounts", "accounts"}};

void SendingTable::print_limits(const std::string& place) const {
  std::string list;
  for (const Figure& figure : figures) {
    const std::string value = number(place + '/' + figure.key);
    if (!value.empty()) list += (list.empty() ? "" : ", ") + value + ' ' + figure.words;
  }
  if (!list.empty()) line("Limits", list);
  for (const char* const key : {"/free_account", "/note"}) {
    const std::string sentence = text(place + key);
    if (!sentence.empty()) line(list.empty() ? "Limits" : "", sentence), list = sentence;
  }
}

void SendingTable::print_option(const std::string& place) const {
  const std::string fits = text(place + "/fits");
  const char* const colour = fits == "yes" ? green : fits == "no" ? red : yellow;
  headline("\n  " + painted(colour, fits) + std::string(7 - fits.size(), ' ') + ' ' + painted(bold, text(place + "/name")));
  line("", text(place + "/why"));
  if (fits == "no") return;
  const std::string host = text(place + "/host");
  const std::string port = number(place + "/port");
  if (!port.empty())
    line("Server", (host.empty() ? "not known" : host) + "  " + port + ' ' + (text(place + "/security") == "starttls" ? "STARTTLS" : "TLS"));
  print_sign_in(place + "/sign_in");
  line("To", text(place + "/recipients"));
  print_limits(place + "/limits");
  for (std::size_t i = 0; i < count(place + "/needs"); ++i) line(i == 0 ? "Needs" : "", text(place + "/needs/" + std::to_string(i)));
  for (std::size_t i = 0; i < count(place + "/records"); ++i) {
    const std::string record = place + "/records/" + std::to_string(i);
    line(i == 0 ? "Records" : "",
         text(record + "/state") + ": " + text(record + "/name") + ' ' + text(record + "/type") + ": " + text(record + "/must"));
  }
  if (const std::string link = text(place + "/link"); !link.empty()) line("See", link);
}

void SendingTable::print() const {
  print_mailbox();
  print_dns();
  for (std::size_t i = 0; i < count("/options"); ++i) print_option("/options/" + std::to_string(i));
}

}  // namespace

void print_sending_table(const homing_result* result, std::FILE* out) { SendingTable(result, out).print(); }
