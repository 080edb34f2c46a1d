#include "forms.hpp"

#include <algorithm>

#include "model/document.hpp"
#include "model/json_writer.hpp"

namespace homing {
namespace {

constexpr std::size_t most_forms = 256;  // of some 5 kB
constexpr std::size_t most_keys = 4096;  // also of exchangers that do not decide
constexpr std::size_t most_exchangers = 16;

// Words that stand in, of two sorts, so that what is made of the one can be compared with the other.
struct StandIn {
  const char* domain;
  const char* local;
  const char* label;  // the first of the exchanger
  const char* preference;
  double milliseconds;
  const char* milliseconds_text;
  std::uint32_t recalled;
  const char* recalled_text;
};
constexpr StandIn first_stand_in{"qzxv-domain-standing-in.example",
                                 "qzxv-local-standing-in",
                                 "qzxv-exchanger-standing-in",
                                 "64123",
                                 71234567.5,
                                 "71234567.5",
                                 864211357,
                                 "864211357"};
constexpr StandIn second_stand_in{
    "wkjh.other-domain.there.invalid", "w%{domain}'&+j/k=h.other", "wkjh-other", "9357", 8765432109.3, "8765432109.3", 975311, "975311"};

struct Written {
  std::string text;
  FormWords words;
  std::string exchanger;  // what the words borrow
};

std::vector<std::string> records_of(const std::vector<MailExchanger>& exchangers) {
  std::vector<std::string> records;
  for (const MailExchanger& exchanger : exchangers) records.push_back(std::to_string(exchanger.preference) + ' ' + exchanger.host + '.');
  return records;
}

// What the race makes of an answer about the exchangers; false where it would ask on.
bool resolve(const Subject& subject, const Pace& pace, const Answer& answer, Resolution& resolution) {
  const Time start{};
  Race race(subject, pace, start);
  const std::optional<Race::Open> open = race.next_question();
  if (race.over(start) || !open || open->question.kind != Ask::mx) return false;
  race.take(open->ticket);
  if (race.next_question()) return false;
  race.hear(open->ticket, answer, start);
  race.wake(start);
  if (race.next_question() || !race.over(start)) return false;
  resolution = race.verdict(start);
  return true;
}

}  // namespace

bool Forms::is_plain(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
}

std::unique_ptr<FormLetter> Forms::make(bool for_domain, bool authentic, const std::vector<MailExchanger>& exchangers, bool names_exchanger) const {
  std::unique_ptr<FormLetter> form;
  for (const StandIn& words : {first_stand_in, second_stand_in}) {
    const Expected<Address> address = for_domain ? parse_mail_domain(words.domain) : parse_address(std::string(words.local) + '@' + words.domain);
    if (!address) return nullptr;
    Answer answer;
    answer.records = records_of(exchangers);
    answer.authentic = authentic;
    std::string exchanger;
    if (names_exchanger) {
      const std::string& host = exchangers.front().host;
      exchanger = words.label + host.substr(std::min(host.find('.'), host.size()));
      if (catalogue_.exchanger(exchanger).name != catalogue_.exchanger(host).name) return nullptr;
      answer.records = {std::string(words.preference) + ' ' + exchanger + '.'};
    }
    Arena arena;
    Resolution resolution;
    if (!resolve({*address, catalogue_, permissions_, arena}, pace_, answer, resolution)) return nullptr;
    resolution.timing.total_ms = words.milliseconds;
    resolution.timing.recalled = words.recalled;
    std::string text = to_json(resolution);
    const FormWords standing_in{{words.domain, for_domain ? std::string_view() : words.local, exchanger,
                                 names_exchanger ? std::string_view(words.preference) : std::string_view(), words.milliseconds_text,
                                 words.recalled_text}};
    if (!form) {
      form = std::make_unique<FormLetter>(std::move(text), standing_in);
      continue;
    }
    std::string again;
    form->write(standing_in, again);
    if (again != text) return nullptr;
  }
  return form;
}

Forms::Match Forms::find(const Address& address, const std::vector<MailExchanger>& exchangers, bool authentic) {
  if (exchangers.empty() || exchangers.size() > most_exchangers) return {};
  const bool for_domain = address.stands_for_domain();
  key_.assign({for_domain ? 'd' : 'a', authentic ? 's' : 'u'});
  // Of a name that fits a pattern all domains have their own: one form for the pattern.
  const Known known = exchangers.size() == 1 ? catalogue_.exchanger(exchangers.front().host) : Known();
  const bool names_exchanger = known && known.name->below;
  if (names_exchanger && !is_plain(exchangers.front().host)) return {};
  if (names_exchanger) key_.append(reinterpret_cast<const char*>(&known.name), sizeof known.name);
  else append_key(exchangers);
  const auto kept = forms_.find(key_);
  if (kept != forms_.end()) return {kept->second.get(), names_exchanger};
  if (made_ >= most_forms || forms_.size() >= most_keys || (!names_exchanger && !is_worth_a_form(exchangers))) return {};
  const auto made = forms_.emplace(key_, make(for_domain, authentic, exchangers, names_exchanger)).first;
  made_ += made->second ? 1 : 0;
  return {made->second.get(), names_exchanger};
}

void Forms::append_key(const std::vector<MailExchanger>& exchangers) {
  for (const MailExchanger& exchanger : exchangers) {
    key_ += static_cast<char>(exchanger.preference >> 8U);
    key_ += static_cast<char>(exchanger.preference & 0xFFU);
    (key_ += exchanger.host) += '\n';
  }
}

// A set of exchangers that is one domain's own would need a form for each domain.
bool Forms::is_worth_a_form(const std::vector<MailExchanger>& exchangers) {
  const auto of_provider = [&](const MailExchanger& exchanger) { return catalogue_.exchanger(exchanger.host).provider != nullptr; };
  if (!is_null_mx(exchangers) && std::none_of(exchangers.begin(), exchangers.end(), of_provider)) return false;
  const std::size_t hash = std::hash<std::string>()(key_);
  const bool seen_before = std::exchange(seen_[hash % seen_places], hash) == hash;
  return seen_before && std::all_of(exchangers.begin(), exchangers.end(), [](const MailExchanger& exchanger) { return is_plain(exchanger.host); });
}

}  // namespace homing
