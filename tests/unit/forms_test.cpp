#include "forms.hpp"

#include "catch.hpp"
#include "model/document.hpp"

using namespace homing;

namespace {

const Catalogue catalogue(builtin_tables());
const Pace pace;

Permissions staged() {
  Permissions permissions;
  permissions.staged = true;
  return permissions;
}
const Permissions permissions = staged();

struct Told {
  std::vector<std::string> records;
  bool authentic = false;
};

// What the race says by itself; empty where it would ask on.
std::string ordinary(const Address& address, const Told& one, double total_ms, std::uint32_t recalled) {
  Arena arena;
  const Subject subject{address, catalogue, permissions, arena};
  const Time start{};
  Race race(subject, pace, start);
  const auto open = race.next_question();
  if (!open) return {};
  race.take(open->ticket);
  Answer answer;
  answer.records = one.records;
  answer.authentic = one.authentic;
  race.hear(open->ticket, answer, start);
  race.wake(start);
  if (race.next_question() || !race.over(start)) return {};
  Resolution resolution = race.verdict(start);
  resolution.timing.total_ms = total_ms;
  resolution.timing.recalled = recalled;
  return to_json(resolution);
}

std::string by_form(Forms& forms, const Address& address, const Told& one, const char* total_ms, const char* recalled) {
  const std::vector<MailExchanger> exchangers = read_mx(one.records);
  forms.find(address, exchangers, one.authentic);  // a set of names is worth a form when it comes again
  const Forms::Match match = forms.find(address, exchangers, one.authentic);
  if (match.form == nullptr) return {};
  const std::string preference = std::to_string(exchangers.front().preference);
  const std::string_view local = address.stands_for_domain() ? std::string_view() : address.local();
  FormWords words{{address.domain(), local, {}, {}, total_ms, recalled}};
  if (match.names_exchanger) words[FormWords::exchanger] = exchangers.front().host, words[FormWords::preference] = preference;
  std::string text;
  match.form->write(words, text);
  return text;
}

std::vector<Address> addresses() {
  std::vector<Address> list;
  const std::string long_label(60, 'x');
  for (const char* const typed : {"ada@contoso.example", "a@b.co", "ada+tag%x{local}@contoso.co.uk", "1@1.1a",
                                  "M\xC3\xBCller@b\xC3\xBC"
                                  "cher.example",
                                  "64123@d9357.example", "null@true.example"})
    list.push_back(*parse_address(typed));
  for (const std::string& typed : {std::string("contoso.example"), std::string("recalled.example"), std::string("64123.example"),
                                   long_label + '.' + long_label + '.' + long_label + ".example"})
    list.push_back(*parse_mail_domain(typed));
  return list;
}

// One host that fits a name of the catalogue.
std::string host_for(const table::Name& name) {
  const table::Tables& tables = builtin_tables();
  std::string label(tables.text(name.label));
  const std::size_t letter = label.find("<letter>");
  if (letter != std::string::npos) label.replace(letter, 8, "k");
  return (name.below ? std::string("contoso-example.") : std::string()) + (label.empty() ? label : label + '.') + std::string(tables.text(name.name));
}

}  // namespace

TEST_CASE("A document made from a form is the ordinary one, for every exchanger of the catalogue", "[bulk]") {
  std::size_t decided = 0;
  for (const table::Name& name : builtin_tables().names) {
    if (name.use < table::Use::exchanger) continue;
    const std::string host = host_for(name);
    Forms forms(catalogue, permissions, pace);
    for (const Told& one : {Told{{"0 " + host + "."}}, Told{{"65535 " + host + "."}, true}}) {
      for (const Address& address : addresses()) {
        const std::string wanted = ordinary(address, one, 12.3, 1);
        const std::string made = by_form(forms, address, one, "12.3", "1");
        INFO(host << " for " << address.shown());
        CHECK((made.empty() || made == wanted));
        decided += made.empty() ? 0 : 1;
      }
    }
  }
  CHECK(decided > 500);
}

TEST_CASE("A document made from a form is the ordinary one, for sets of exchangers", "[bulk]") {
  Forms forms(catalogue, permissions, pace);
  const std::vector<Told> decided{
      {{"1 aspmx.l.google.com.", "5 alt1.aspmx.l.google.com.", "5 alt2.aspmx.l.google.com."}},
      {{"10 mx.zoho.com.", "20 mx2.zoho.com.", "50 mx3.zoho.com."}, true},
      {{"0 ."}},
      {{"0 contoso-example.mail.protection.outlook.com.", "10 mail.contoso.example."}},
  };
  for (const Told& one : decided) {
    for (const Address& address : addresses()) {
      INFO(one.records.front() << " for " << address.shown());
      const std::string wanted = ordinary(address, one, 0.1, 0);
      REQUIRE(!wanted.empty());
      CHECK(by_form(forms, address, one, "0.1", "0") == wanted);
    }
  }
}

TEST_CASE("Exchangers that do not decide have no form", "[bulk]") {
  Forms forms(catalogue, permissions, pace);
  const Address address = *parse_address("ada@contoso.example");
  for (const Told& one : {Told{{"10 mail.contoso.example."}}, Told{{"10 mx0a-00000001.pphosted.com.", "10 mx0b-00000001.pphosted.com."}}, Told{}})
    CHECK(by_form(forms, address, one, "0.1", "0").empty());
}

TEST_CASE("A form has blanks wherever its words stood", "[bulk]") {
  const FormLetter form(R"({"a":"DD","b":"LL@DD","c":1.5})", {{"DD", "LL", "", "", "1.5", ""}});
  std::string text;
  form.write({{"x.example", "ada", "", "", "0.2", ""}}, text);
  CHECK(text == R"({"a":"x.example","b":"ada@x.example","c":0.2})");
}
