#include "emit/formats.hpp"

#include <algorithm>
#include <numeric>

#include "emit/emitters.hpp"
#include "emit/quoting.hpp"
#include "model/json_writer.hpp"
#include "model/utf8.hpp"

namespace homing {
namespace {

constexpr Skill none = Skill::nothing, password = Skill::password, both = Skill::both;
constexpr Limits whole{.whole = true};
constexpr Limits only_tls{.starttls = false};
constexpr Limits outlook{.whole = true, .without_oauth2 = write_outlook_without_oauth2};
constexpr Limits apple{.whole = true, .without_oauth2 = write_apple_without_oauth2};

using enum FormatKind;

// The only place that knows them all. The skills are those for IMAP, POP3 and SMTP.
constexpr std::array table{
    Format{"thunderbird", "Thunderbird", mail, {both, both, both}, "The autoconfig file, which many programs read.", write_thunderbird, whole},
    Format{"outlook", "Outlook", mail, {password, password, password}, "What classic Outlook reads: Autodiscover, registry.", write_outlook, outlook},
    Format{"apple", "Apple Mail", mail, {password, password, password}, "A configuration profile for iPhone and Mac.", write_apple, apple},
    Format{"mutt", "mutt", mail, {both, password, both}, "Commands for ~/.muttrc.", write_mutt},
    Format{"neomutt", "neomutt", mail, {both, password, both}, "Commands for neomuttrc.", write_neomutt},
    Format{"aerc", "aerc", mail, {both, none, both}, "aerc's accounts.conf.", write_aerc},
    Format{"himalaya", "Himalaya", mail, {both, none, both}, "The configuration of Himalaya 2.", write_himalaya},
    Format{"gnus", "Gnus", mail, {both, none, both}, "Emacs Lisp for Gnus and message-mode.", write_gnus},
    Format{"mbsync", "mbsync", reads, {both, none, none}, "isync's configuration: a Maildir like the mailbox.", write_mbsync},
    Format{"getmail", "getmail", reads, {both, password, none}, "getmail 6 fetches into a Maildir.", write_getmail, only_tls},
    Format{"offlineimap", "OfflineIMAP", reads, {both, none, none}, "A Maildir like the mailbox.", write_offlineimap, only_tls},
    Format{"fetchmail", "fetchmail", reads, {password, password, none}, "fetchmail 6 fetches for a local mail server.", write_fetchmail},
    Format{"msmtp", "msmtp", sends, {none, none, both}, "msmtp, a sendmail of one's own.", write_msmtp},
    Format{"postfix", "Postfix", sends, {none, none, both}, "A relayhost for Postfix.", write_postfix},
    Format{"phpmailer", "PHPMailer", code, {none, none, both}, "PHP with PHPMailer.", write_phpmailer},
    Format{"wordpress", "WordPress", code, {none, none, both}, "Constants, and the plug-in that heeds them.", write_wordpress},
    Format{"symfony", "Symfony", code, {none, none, both}, "The DSN of Symfony's Mailer.", write_symfony},
    Format{"laravel", "Laravel", code, {none, none, both}, "Laravel's .env.", write_laravel},
    Format{"python", "Python", code, {none, none, both}, "Python with smtplib.", write_python},
    Format{"django", "Django", code, {none, none, both}, "Django's settings, and a backend that checks certificates.", write_django},
    Format{"nodemailer", "Nodemailer", code, {none, none, both}, "JavaScript with Nodemailer.", write_nodemailer},
    Format{"spring", "Spring", code, {none, none, both}, "Spring Boot's mail sender.", write_spring},
    Format{"dotnet", ".NET", code, {none, none, both}, "C# with MailKit.", write_dotnet},
    Format{"go", "Go", code, {none, none, both}, "Go with net/smtp.", write_go},
    Format{"rails", "Ruby on Rails", code, {none, none, both}, "An initializer for Action Mailer.", write_rails},
    Format{"swaks", "swaks", code, {none, none, password}, "A command that sends by swaks.", write_swaks, only_tls},
    Format{"curl", "curl", code, {none, none, both}, "A command that sends by curl.", write_curl},
    Format{"publish", "a mail domain", publish, {both, both, both}, "Records and files by which programs find a domain.", write_publish},
};

// Levenshtein's.
std::size_t distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t corner = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < other.size(); ++j) {
      const std::size_t replaced = corner + (one[i] == other[j] ? 0 : 1);
      corner = std::exchange(row[j + 1], std::min({row[j] + 1, row[j + 1] + 1, replaced}));
    }
  }
  return row.back();
}

// The formats that do what this one does, and can sign in with OAuth2.
std::string alternatives(const Format& format, std::size_t protocol) {
  std::string names;
  for (const Format& other : table) {
    if (other.kind == format.kind && other.skills[protocol] == both) names += (names.empty() ? "" : ", ") + std::string(other.name);
  }
  return names.empty() ? names : " Formats for programs that can: " + names + '.';
}

void note_method(const ChosenServer& server, Emitted& emitted) {
  const SignIn& known = server.known;
  std::string sentence;
  if (known.state == MethodState::retired) sentence = std::string(word(server.method)) + " is retired at " + server.host + '.';
  if (!known.until.empty()) sentence = std::string(word(server.method)) + " works at " + server.host + " until " + std::string(known.until) + '.';
  if (!known.why.empty()) sentence += (sentence.empty() ? "" : " ") + std::string(known.why);
  const bool told = std::find(emitted.notes.begin(), emitted.notes.end(), sentence) != emitted.notes.end();
  if (!sentence.empty() && !told) emitted.note(sentence);
}

// The names of advice tell what it is about.
bool concerns(const Advice& advice, const Emission& emission) {
  const std::string_view id = advice.id;
  const auto about = [&](std::string_view part) { return id.find(part) != std::string_view::npos; };
  const auto by_password = [](const std::optional<ChosenServer>& server) { return server && !server->by_token(); };
  if (about("password") && std::none_of(emission.servers.begin(), emission.servers.end(), by_password)) return false;
  if (about("imap") || about("pop")) return emission.incoming().has_value();
  return !about("smtp") || emission.smtp();
}

void add_notes(const Emission& emission, Emitted& emitted) {
  for (const std::optional<ChosenServer>& server : emission.servers) {
    if (server) note_method(*server, emitted);
  }
  for (const Advice& advice : emission.resolution.advice) {
    if (concerns(advice, emission)) emitted.note(advice.text);
  }
}

// Where only POP3 is known, the reason is about POP3.
const std::string& why_not_receiving(const Emission& emission, const std::array<Choice, 3>& choices) {
  const Settings& settings = emission.resolution.settings;
  return choices[settings.imap.empty() && !settings.pop3.empty() ? 1 : 0].why_not;
}

// That OAuth2 stands in the way is worth more than what the program does not do at all.
void give_up(const Format& format, const Emission& emission, const std::array<Choice, 3>& choices, Emitted& emitted) {
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (!choices[i].wants_oauth2) continue;
    emitted.why_not = choices[i].why_not + alternatives(format, i);
    return;
  }
  const bool outgoing = format.kind == sends || format.kind == code || choices[0].server || choices[1].server;
  emitted.why_not = outgoing ? choices[2].why_not : why_not_receiving(emission, choices);
}

bool is_enough(const Format& format, const Emission& emission) {
  switch (format.kind) {
    case sends:
    case code: return emission.smtp().has_value();
    case reads: return emission.incoming().has_value();
    case mail: return format.limits.whole ? emission.incoming() && emission.smtp() : emission.incoming() || emission.smtp();
    case publish: return true;
  }
  return false;
}

// A mail program does less where it can only do one of both.
void note_missing(const Format& format, const Emission& emission, const std::array<Choice, 3>& choices, Emitted& emitted) {
  if (format.kind != mail) return;
  if (!emission.incoming()) emitted.note("Receiving is left out: " + why_not_receiving(emission, choices));
  if (!emission.smtp()) emitted.note("Sending is left out: " + choices[2].why_not);
}

std::string nothing_known(const Resolution& resolution, const Address& address) {
  if (resolution.outcome == Outcome::unreachable) return "Nobody answered, so that no server is known for " + std::string(address.shown()) + '.';
  return resolution.outcome == Outcome::not_found ? "Nobody knows settings for " + std::string(address.shown()) + '.' : std::string();
}

}  // namespace

std::span<const Format> formats() { return table; }

const Format* find_format(std::string_view name) {
  const auto* const found = std::find_if(table.begin(), table.end(), [&](const Format& format) { return format.name == name; });
  return found == table.end() ? nullptr : found;
}

std::string formats_json() {
  std::string json;
  JsonWriter(json).element([](auto& out) {
    out.text("homing", "1");
    out.objects("formats", formats(), [](auto& inner, const Format& format) {
      inner.text("name", format.name);
      inner.text("for", format.program);
      inner.text("kind", word(format.kind));
      inner.text("sentence", format.sentence);
    });
  });
  return json;
}

std::string unknown_format(std::string_view name) {
  constexpr std::size_t longest = 100;
  const std::string shown = to_utf8(name, longest);
  std::vector<std::string_view> names;
  for (const Format& format : table) names.push_back(format.name);
  std::stable_sort(names.begin(), names.end(), [&](auto one, auto other) { return distance(shown, one) < distance(shown, other); });
  std::string sentence = "There is no format \"" + shown + "\"; there are";
  for (const std::string_view one : names) sentence.append(" ").append(one);
  return sentence + '.';
}

Emitted emit(const Format& format, const Resolution& resolution, const Address& address, const EmissionWishes& wishes) {
  Emitted emitted;
  emitted.why_not = nothing_known(resolution, address);
  if (!emitted.why_not.empty() && !wishes.server) return emitted;
  emitted.why_not = is_one_line(address.text()) ? "" : "The address holds a control character or ends in a blank, which no configuration can carry.";
  if (!emitted.why_not.empty()) return emitted;
  Emission emission{resolution, address, wishes};
  std::array<Choice, 3> choices;
  for (const Protocol protocol : {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
    const auto index = static_cast<std::size_t>(protocol);
    choices[index] = choose_server(protocol, {format.program, format.skills, format.limits.starttls}, emission);
    emission.servers[index] = choices[index].server;
  }
  const bool enough = is_enough(format, emission);
  if (!enough) give_up(format, emission, choices, emitted);
  const bool only_oauth2 = std::any_of(choices.begin(), choices.end(), [](const Choice& choice) { return choice.wants_oauth2; });
  if (!enough) emission.servers = {};
  if (!enough && only_oauth2 && format.limits.without_oauth2 != nullptr) format.limits.without_oauth2(emission, emitted);
  if (enough) format.write(emission, emitted);
  if (!emitted.why_not.empty()) return emitted;
  if (enough) note_missing(format, emission, choices, emitted);
  add_notes(emission, emitted);
  return emitted;
}

}  // namespace homing
