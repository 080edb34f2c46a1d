// The expected bytes are written by hand from the RFCs that are cited.
#include "emit/message.hpp"

#include <algorithm>

#include "catch.hpp"
#include "crypto/base64.hpp"
#include "emit/mail_text.hpp"

using namespace homing;

namespace {

using Moment = std::chrono::system_clock::time_point;
constexpr Moment noon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25) + std::chrono::hours(12);

TestMessage message() { return {"ada@contoso.example", {"bob@fabrikam.example"}, "token-1@contoso.example", noon, "Greetings", "Hello.", ""}; }

std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = bytes.find("\r\n", begin);
    lines.push_back(bytes.substr(begin, end - begin));
    begin = end == std::string::npos ? bytes.size() : end + 2;
  }
  return lines;
}

// A header with its folds, without its name.
std::string header_of(const std::string& bytes, const std::string& name) {
  std::string value;
  bool inside = false;
  for (const std::string& line : lines_of(bytes)) {
    if (line.empty()) break;
    if (line.front() != ' ') inside = line.starts_with(name + ": ");
    if (inside) value += line.front() == ' ' ? line : line.substr(name.size() + 2);
  }
  return value;
}

std::size_t headers_of(const std::string& bytes) {
  const std::vector<std::string> lines = lines_of(bytes.substr(0, bytes.find("\r\n\r\n")));
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](const std::string& line) { return line.front() != ' '; }));
}

bool is_seven_bit_lines(const std::string& bytes, std::size_t longest) {
  const std::vector<std::string> lines = lines_of(bytes);
  const bool plain = std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\0'; });
  return plain && std::all_of(lines.begin(), lines.end(),
                              [&](const std::string& line) { return line.size() <= longest && line.find_first_of("\r\n") == std::string::npos; });
}

}  // namespace

TEST_CASE("A message is what RFC 5322 and RFC 2045 say", "[emit]") {
  const Composed made = compose(message());
  CHECK(made.bytes ==
        "Date: Wed, 25 Nov 2026 12:00:00 +0000\r\n"
        "From: ada@contoso.example\r\n"
        "To: bob@fabrikam.example\r\n"
        "Subject: Greetings\r\n"
        "Message-ID: <token-1@contoso.example>\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "\r\n"
        "Hello.\r\n");
  CHECK_FALSE(made.needs_utf8);
}

TEST_CASE("A date is written in English and in UTC", "[emit]") {
  const auto at = [](int year, unsigned month, unsigned day, std::chrono::seconds time) {
    return mail_date(std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day)) + time);
  };
  CHECK(at(1970, 1, 1, std::chrono::seconds(0)) == "Thu, 01 Jan 1970 00:00:00 +0000");
  CHECK(at(2024, 2, 29, std::chrono::seconds(86399)) == "Thu, 29 Feb 2024 23:59:59 +0000");
  CHECK(at(2026, 12, 31, std::chrono::seconds(3661)) == "Thu, 31 Dec 2026 01:01:01 +0000");
  CHECK(at(1969, 12, 31, std::chrono::seconds(86399)) == "Wed, 31 Dec 1969 23:59:59 +0000");
  CHECK(mail_date(noon + std::chrono::milliseconds(999)) == "Wed, 25 Nov 2026 12:00:00 +0000");
}

TEST_CASE("A test message says what it is where nobody says anything else", "[emit]") {
  TestMessage empty = message();
  empty.subject = empty.text = "";
  empty.account = "ada@contoso.example at Microsoft 365";
  const std::string bytes = compose(empty).bytes;
  CHECK(header_of(bytes, "Subject") == "Test message for ada@contoso.example at Microsoft 365");
  CHECK(bytes.find("This is a test message. Homing sent it") != std::string::npos);
  CHECK(bytes.find("from the account ada@contoso.example at Microsoft 365.\r\n") != std::string::npos);
  CHECK(bytes.find("Nobody needs to answer") != std::string::npos);
  CHECK(is_seven_bit_lines(bytes, 78));
  empty.account = "";
  CHECK(header_of(compose(empty).bytes, "Subject") == "Test message for ada@contoso.example");
}

TEST_CASE("Letters beyond ASCII stand in encoded words and in quoted-printable", "[emit]") {
  TestMessage letters = message();
  letters.subject =
      "Gr\xC3\xBC\xC3\x9F"
      "e";
  letters.text = "\xE2\x82\xAC = Euro";
  const Composed made = compose(letters);
  CHECK(header_of(made.bytes, "Subject") == "=?utf-8?B?R3LDvMOfZQ==?=");  // RFC 2047 section 4.1
  CHECK(made.bytes.ends_with("\r\n\r\n=E2=82=AC =3D Euro\r\n"));          // RFC 2045 section 6.7
  CHECK_FALSE(made.needs_utf8);
  CHECK(is_seven_bit_lines(made.bytes, 78));
}

TEST_CASE("A long subject becomes several encoded words, and no letter is split", "[emit]") {
  TestMessage long_one = message();
  long_one.subject.clear();
  for (int i = 0; i < 60; ++i) long_one.subject += "\xF0\x9F\x93\xA7";
  const std::string bytes = compose(long_one).bytes;
  CHECK(is_seven_bit_lines(bytes, 78));
  std::string decoded;
  std::string rest = header_of(bytes, "Subject");
  for (std::size_t begin = 0; (begin = rest.find("=?utf-8?B?", begin)) != std::string::npos;) {
    const std::size_t end = rest.find("?=", begin + 10);
    CHECK(end + 2 - begin <= 75);
    const std::string part = from_base64(rest.substr(begin + 10, end - begin - 10)).value();
    CHECK(part.size() % 4 == 0);
    decoded += part;
    begin = end;
  }
  CHECK(decoded == long_one.subject);
}

TEST_CASE("A plain subject is folded between words", "[emit]") {
  TestMessage long_one = message();
  long_one.subject = "Seventy eight characters are what a line should not exceed says section two one one of the standard";
  const std::string bytes = compose(long_one).bytes;
  CHECK(is_seven_bit_lines(bytes, 78));
  CHECK(header_of(bytes, "Subject") == long_one.subject);
}

TEST_CASE("What a reader would take for something else is encoded, too", "[emit]") {
  for (const std::string& subject : {std::string("=?utf-8?Q?x?="), std::string("two  blanks"), std::string(" leading"), std::string(900, 'x')}) {
    CAPTURE(subject);
    TestMessage odd = message();
    odd.subject = subject;
    const std::string bytes = compose(odd).bytes;
    CHECK(bytes.find("Subject: =?utf-8?B?") != std::string::npos);
    CHECK(is_seven_bit_lines(bytes, 78));
  }
}

TEST_CASE("No field can add a header, a line or an end", "[emit]") {
  const std::string evil = "x\r\nBcc: eve@evil.example\r\n\r\nbody\n.\r\nQUIT\r" + std::string(1, '\0');
  const std::size_t honest = headers_of(compose(message()).bytes);
  const auto fields = {&TestMessage::from, &TestMessage::message_id, &TestMessage::subject, &TestMessage::account};
  for (std::string TestMessage::*const field : fields) {
    TestMessage attacked = message();
    attacked.*field = evil;
    const std::string bytes = compose(attacked).bytes;
    CHECK(headers_of(bytes) == honest);
    CHECK(bytes.find("\r\nBcc") == std::string::npos);
    CHECK(is_seven_bit_lines(bytes, 78));
  }
  TestMessage attacked = message();
  attacked.to = {evil, "bob@fabrikam.example\r\nBcc: eve@evil.example"};
  attacked.subject = "";
  const std::string bytes = compose(attacked).bytes;
  CHECK(headers_of(bytes) == honest);
  CHECK(bytes.find("\r\nBcc") == std::string::npos);
  attacked = message();
  attacked.text = evil;
  CHECK(headers_of(compose(attacked).bytes) == honest);
  CHECK(compose(attacked).bytes.find('\0') == std::string::npos);
}

TEST_CASE("An identifier holds nothing that would end it", "[emit]") {
  TestMessage odd = message();
  odd.message_id = "<a b>\tc\xC3\xBC@contoso.example>";
  CHECK(header_of(compose(odd).bytes, "Message-ID") == "<abc@contoso.example>");
}

TEST_CASE("An address in UTF-8 stands as it is, and the server must know that", "[emit]") {
  TestMessage letters = message();
  letters.from = "j\xC3\xBCrgen@contoso.example";
  const Composed made = compose(letters);
  CHECK(made.needs_utf8);
  CHECK(header_of(made.bytes, "From") == letters.from);
  letters = message();
  letters.to.push_back("\xE7\x94\xA8\xE6\x88\xB7@fabrikam.example");
  CHECK(compose(letters).needs_utf8);
}

TEST_CASE("Many recipients are folded behind commas and none is lost", "[emit]") {
  TestMessage many = message();
  many.to.clear();
  std::string all;
  for (int i = 0; i < 500; ++i) {
    many.to.push_back("recipient-" + std::to_string(i) + "@fabrikam.example");
    all += (i == 0 ? "" : ", ") + many.to.back();
  }
  const std::string bytes = compose(many).bytes;
  CHECK(is_seven_bit_lines(bytes, 78));
  CHECK(header_of(bytes, "To") == all);
}

TEST_CASE("A header of recipients is never empty, and what is no address is left out", "[emit]") {
  TestMessage nobody = message();
  nobody.to.clear();
  CHECK(header_of(compose(nobody).bytes, "To") == "undisclosed-recipients:;");  // RFC 5322 appendix A.1.3
  nobody.to = {std::string(2000, 'x') + "@fabrikam.example", "\r\n"};
  CHECK(header_of(compose(nobody).bytes, "To") == "undisclosed-recipients:;");
}

TEST_CASE("Quoted-printable keeps lines short, blanks at their ends and every letter", "[emit]") {
  CHECK(quoted_printable("a\nb\r\nc\rd") == "a\r\nb\r\nc\r\nd\r\n");
  CHECK(quoted_printable("end \nend\t\n") == "end=20\r\nend=09\r\n");
  CHECK(quoted_printable("1+1=2") == "1+1=3D2\r\n");
  CHECK(quoted_printable(std::string("a\0b", 3)) == "a=00b\r\n");
  CHECK(quoted_printable(std::string(76, 'x')) == std::string(76, 'x') + "\r\n");
  CHECK(quoted_printable(std::string(77, 'x')) == std::string(75, 'x') + "=\r\nxx\r\n");
  CHECK(quoted_printable(std::string(74, 'x') + "\xC3\xBC") == std::string(74, 'x') + "=\r\n=C3=BC\r\n");
  CHECK(quoted_printable("\xFF") == "=EF=BF=BD\r\n");
  CHECK(quoted_printable("").empty());
}

TEST_CASE("Lines that begin with a dot get one more, and a dot ends the message", "[emit]") {
  CHECK(dot_stuffed("a\r\nb\r\n") == "a\r\nb\r\n.\r\n");
  CHECK(dot_stuffed(".\r\n..x\r\na.\r\n") == "..\r\n...x\r\na.\r\n.\r\n");
  CHECK(dot_stuffed("no end") == "no end\r\n.\r\n");
  CHECK(dot_stuffed("") == ".\r\n");
  // A server that takes a bare LF or CR for a line break must not find an end that is none (RFC 5321 section 2.3.8).
  CHECK(dot_stuffed("x\n.\nQUIT\r.\rQUIT") == "x\r\n..\r\nQUIT\r\n..\r\nQUIT\r\n.\r\n");
}
