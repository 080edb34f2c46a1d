#include "emit/message.hpp"

#include <algorithm>

#include "emit/mail_text.hpp"
#include "model/utf8.hpp"

namespace homing {
namespace {

// RFC 5321 section 4.5.3.1.3 allows 256 bytes; what is far longer is no address, and could not stand in one line.
constexpr std::size_t longest_address = 512;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::string without_controls(std::string text) {
  std::erase_if(text, is_control);
  return to_utf8(text);
}

std::string digits(unsigned value, std::size_t width) {
  std::string text = std::to_string(value);
  return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

// RFC 5322 section 3.6.4; whatever else a caller gives would end the identifier.
std::string identifier(const std::string& given) {
  std::string id;
  std::copy_if(given.begin(), given.end(), std::back_inserter(id), [](char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>'; });
  return id;
}

std::vector<std::string> addresses(const std::vector<std::string>& given) {
  std::vector<std::string> list;
  for (const std::string& one : given) {
    std::string address = without_controls(one);
    if (!address.empty() && address.size() <= longest_address) list.push_back(std::move(address));
  }
  return list;
}

// RFC 5322 section 2.2.3: folded behind commas, so that lines keep to 78 characters wherever addresses do.
std::string recipients(const std::vector<std::string>& list) {
  if (list.empty()) return "To: undisclosed-recipients:;\r\n";
  std::string header = "To:";
  std::size_t used = header.size();
  for (const std::string& address : list) {
    const bool last = &address == &list.back();
    const std::size_t wanted = 1 + address.size() + (last ? 0 : 1);
    if (used + wanted > longest_line && &address != &list.front()) header += "\r\n", used = 0;
    header += ' ' + address + (last ? "" : ",");
    used += wanted;
  }
  return header + "\r\n";
}

std::string usual_text(const TestMessage& message) {
  const std::string account = message.account.empty() ? message.from : message.account;
  return "This is a test message. Homing sent it to see whether mail can be sent\nfrom the account " + account +
         ".\n\nIf you can read it, sending works. Nobody needs to answer, and the message\nmay be deleted.\n\nSender: " + message.from +
         "\nSent: " + mail_date(message.date) + '\n';
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string mail_date(std::chrono::system_clock::time_point moment) {
  using namespace std::chrono;
  static constexpr const char* weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = floor<days>(moment);
  const year_month_day date(day);
  const hh_mm_ss time(floor<seconds>(moment - day));
  const auto number = [](auto value) { return digits(static_cast<unsigned>(value), 2); };
  return std::string(weekdays[weekday(day).c_encoding()]) + ", " + number(static_cast<unsigned>(date.day())) + ' ' +
         months[static_cast<unsigned>(date.month()) - 1] + ' ' + digits(static_cast<unsigned>(static_cast<int>(date.year())), 4) + ' ' +
         number(time.hours().count()) + ':' + number(time.minutes().count()) + ':' + number(time.seconds().count()) + " +0000";
}

Composed compose(const TestMessage& message) {
  TestMessage clean = message;
  clean.from = without_controls(message.from);
  clean.to = addresses(message.to);
  const std::string account = clean.account.empty() ? clean.from : clean.account;
  const std::string subject = clean.subject.empty() ? "Test message for " + account : clean.subject;
  Composed made;
  made.needs_utf8 = !is_ascii(clean.from) || !std::all_of(clean.to.begin(), clean.to.end(), is_ascii);
  made.bytes = "Date: " + mail_date(message.date) + "\r\nFrom: " + clean.from + "\r\n" + recipients(clean.to) +
               unstructured_header("Subject", subject) + "Message-ID: <" + identifier(message.message_id) +
               ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
               "Auto-Submitted: auto-generated\r\n\r\n";
  made.bytes += quoted_printable(clean.text.empty() ? usual_text(clean) : clean.text);
  return made;
}

std::string dot_stuffed(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / longest_line + 8);
  for_each_line(bytes, [&out](std::string_view line) {
    if (line.starts_with('.')) out += '.';
    out.append(line).append("\r\n");
  });
  return out += ".\r\n";
}

}  // namespace homing
