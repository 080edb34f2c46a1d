#include "read/zone.hpp"

#include <algorithm>

#include "model/ascii.hpp"
#include "read/host.hpp"
#include "read/xml.hpp"

namespace homing {
namespace {

constexpr std::size_t most_records = 4096;
constexpr std::size_t most_faults = 64;
constexpr std::size_t most_words = 64;
constexpr std::size_t longest_shown = 80;

struct Entry {
  std::size_t line = 0;
  bool same_name = false;  // begins with a blank: the name of the record before
  bool broken = false;     // a quotation mark or parenthesis is not closed
  std::vector<std::string> words;
};

// Cuts the text into entries: an entry ends with its line, unless a parenthesis is open (RFC 1035 section 5.1).
class Lexer {
 public:
  explicit Lexer(std::string_view text) : rest_(text) {}
  /// False at the end.
  bool next(Entry& entry);

 private:
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '\n') ++line_;
    return c;
  }
  void skip_comment() {
    while (!rest_.empty() && rest_.front() != '\n') take();
  }
  void take_word(Entry& entry);
  void take_quoted(Entry& entry);
  /// False where the entry ends.
  bool take_part(Entry& entry);

  std::string_view rest_;
  std::size_t line_ = 1;
  int open_ = 0;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

void Lexer::take_word(Entry& entry) {
  std::string word;
  while (!rest_.empty() && !is_blank(rest_.front()) && std::string_view("\n;()\"").find(rest_.front()) == std::string_view::npos) word += take();
  if (entry.words.size() < most_words) entry.words.push_back(std::move(word));
}

void Lexer::take_quoted(Entry& entry) {
  std::string word;
  take();
  while (!rest_.empty() && rest_.front() != '"' && rest_.front() != '\n') {
    const bool escaped = rest_.front() == '\\' && rest_.size() > 1 && rest_[1] != '\n';
    if (escaped) take();
    word += take();
  }
  if (rest_.empty() || rest_.front() == '\n') entry.broken = true;
  else take();
  if (entry.words.size() < most_words) entry.words.push_back(std::move(word));
}

bool Lexer::take_part(Entry& entry) {
  const char c = rest_.front();
  if (c == '\n') {
    take();
    return open_ > 0;
  }
  if (c == ';') skip_comment();
  else if (c == '"') take_quoted(entry);
  else if (c == '(') take(), ++open_;
  else if (c == ')') take(), open_ = std::max(0, open_ - 1);
  else if (is_blank(c)) take();
  else take_word(entry);
  return true;
}

bool Lexer::next(Entry& entry) {
  if (rest_.empty()) return false;
  entry = {};
  entry.line = line_;
  entry.same_name = is_blank(rest_.front());
  open_ = 0;
  while (!rest_.empty() && take_part(entry)) {
  }
  entry.broken = entry.broken || open_ > 0;
  return true;
}

std::string upper_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return result;
}

bool is_class(std::string_view word) { return same_word(word, "IN") || same_word(word, "CH") || same_word(word, "HS"); }

// `3600`, or BIND's `1h30m`.
bool is_time(std::string_view word) {
  return !word.empty() && word.front() >= '0' && word.front() <= '9' && word.find_first_not_of("0123456789smhdwSMHDW") == std::string_view::npos;
}

bool is_type(std::string_view word) {
  return !word.empty() && word.size() <= 12 &&
         std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

class Reader {
 public:
  explicit Reader(std::string_view origin) : origin_(lower_case(origin)) {}
  void read(const Entry& entry);
  Zone take() { return std::move(zone_); }

 private:
  void direct(const Entry& entry);
  void read_record(const Entry& entry, std::size_t first);
  bool has_data(const Entry& entry, std::string_view type, std::size_t count);
  std::string data_of(const Entry& entry, std::string_view type, std::size_t first) const;
  std::string whole(std::string_view name) const;
  void refuse(const Entry& entry, std::string sentence) {
    if (zone_.faults.size() < most_faults) zone_.faults.push_back({entry.line, std::move(sentence)});
  }

  std::string origin_, name_;
  Zone zone_;
};

std::string shown(std::string_view word) { return '"' + one_line(word, longest_shown) + '"'; }

std::string Reader::whole(std::string_view name) const {
  if (name == "@") return origin_;
  std::string result = lower_case(name);
  if (result.ends_with('.')) result.pop_back();
  else if (!origin_.empty()) result += '.' + origin_;
  return result;
}

void Reader::direct(const Entry& entry) {
  const std::string word = upper_case(entry.words.front());
  if (word == "$TTL") return;
  if (word == "$ORIGIN" && entry.words.size() == 2) origin_ = whole(entry.words[1]);
  else if (word == "$ORIGIN") refuse(entry, "$ORIGIN wants one name.");
  else refuse(entry, shown(entry.words.front()) + " is not followed; expected a record, $ORIGIN or $TTL.");
}

bool Reader::has_data(const Entry& entry, std::string_view type, std::size_t count) {
  if (type == "SRV" && count != 4) refuse(entry, "An SRV record has a priority, a weight, a port and a target (RFC 2782).");
  else if (type == "MX" && count != 2) refuse(entry, "An MX record has a preference and a host.");
  else if (type == "CNAME" && count != 1) refuse(entry, "A CNAME record has one name.");
  else if (count == 0) refuse(entry, "The record has no data.");
  else return true;
  return false;
}

std::string Reader::data_of(const Entry& entry, std::string_view type, std::size_t first) const {
  const bool ends_with_name = type == "SRV" || type == "MX" || type == "CNAME";
  std::string data;
  for (std::size_t i = first; i < entry.words.size(); ++i) {
    const bool name = ends_with_name && i + 1 == entry.words.size();
    if (type != "TXT" && i != first) data += ' ';  // the strings of a TXT are one text (RFC 7208 section 3.3)
    data += !name || entry.words[i] == "." ? entry.words[i] : whole(entry.words[i]) + '.';
  }
  return data;
}

void Reader::read_record(const Entry& entry, std::size_t first) {
  std::size_t at = first;
  while (at < entry.words.size() && (is_class(entry.words[at]) || is_time(entry.words[at]))) ++at;
  const std::string type = at < entry.words.size() ? upper_case(entry.words[at]) : "";
  if (!is_type(type)) return refuse(entry, "Expected NAME [TTL] [CLASS] TYPE DATA, found " + shown(entry.words.front()) + ".");
  if (!has_data(entry, type, entry.words.size() - at - 1)) return;
  if (zone_.records.size() < most_records) zone_.records.push_back({name_, type, data_of(entry, type, at + 1), entry.line});
}

void Reader::read(const Entry& entry) {
  if (entry.words.empty()) return;
  if (entry.broken) return refuse(entry, "A quotation mark or parenthesis is not closed.");
  if (entry.words.front().starts_with('$')) return direct(entry);
  if (!entry.same_name) name_ = whole(entry.words.front());
  if (name_.empty()) return refuse(entry, "The first record has no name.");
  read_record(entry, entry.same_name ? 0 : 1);
}

}  // namespace

Zone read_zone(std::string_view text, std::string_view origin) {
  Reader reader(origin);
  Lexer lexer(text);
  Entry entry;
  while (lexer.next(entry)) reader.read(entry);
  return reader.take();
}

}  // namespace homing
