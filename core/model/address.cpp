#include "model/address.hpp"

#include <algorithm>

#include "model/ascii.hpp"
#include "model/utf8.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_typed = 1024;
constexpr std::size_t longest_local = 64;  // RFC 5321 section 4.5.3.1.1
constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view example = " Expected something like ada@contoso.example.";

Fault fault(std::string sentence, std::size_t position) { return {std::move(sentence), position}; }

// A piece of what was typed that remembers where it stood.
struct Piece {
  std::string_view text;
  std::size_t at;

  void drop_front(std::size_t count) { text.remove_prefix(count), at += count; }
  void drop_back(std::size_t count) { text.remove_suffix(count); }
  void trim() {
    drop_front(std::min(text.find_first_not_of(blanks), text.size()));
    drop_back(text.size() - (text.find_last_not_of(blanks) + 1));
  }
};

// RFC 5322 section 3.2.3 atext, and RFC 6531 section 3.3: anything beyond ASCII.
bool is_atom_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x80) return true;
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("-_+!#$%&'*/=?^`{|}~").find(c) != std::string_view::npos;
}

bool is_dot_atom(std::string_view local) {
  char last = '.';
  for (const char c : local) {
    if (c == '.' ? last == '.' : !is_atom_character(c)) return false;
    last = c;
  }
  return last != '.';
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::string shown(char c) { return c == ' ' ? "a space" : std::string("'") + c + "'"; }

constexpr std::string_view scheme = "mailto:";  // pasted from links

bool starts_with_scheme(std::string_view text) { return same_word(text.substr(0, scheme.size()), scheme); }

// RFC 5322 comments in front of or behind the address.
Expected<Piece> without_comments(Piece piece) {
  while (!piece.text.empty() && piece.text.front() == '(') {
    const std::size_t end = piece.text.find(')');
    if (end == std::string_view::npos) return fault("The comment that starts with '(' has no ')'.", piece.at);
    piece.drop_front(end + 1);
    piece.trim();
  }
  while (!piece.text.empty() && piece.text.back() == ')') {
    const std::size_t begin = piece.text.rfind('(');
    if (begin == std::string_view::npos) return fault("There is a ')' without a '('.", piece.at + piece.text.size() - 1);
    piece.drop_back(piece.text.size() - begin);
    piece.trim();
  }
  return piece;
}

// The part between angle brackets where there are some: `Ada Lovelace <ada@contoso.example>`.
Expected<Piece> without_display_name(Piece piece) {
  bool quoted = false;
  std::size_t open = std::string_view::npos;
  for (std::size_t i = 0; i < piece.text.size(); ++i) {
    const char c = piece.text[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == '<') {
      if (open != std::string_view::npos) return fault("There is a second '<'.", piece.at + i);
      open = i;
    }
  }
  if (quoted) return fault("A quotation mark is not closed.", piece.at + piece.text.find('"'));
  if (open == std::string_view::npos) {
    const std::size_t close = piece.text.find('>');
    const bool inside_quotes = !piece.text.empty() && piece.text.front() == '"';
    if (close == std::string_view::npos || inside_quotes) return piece;
    return fault("There is a '>' without a '<'.", piece.at + close);
  }
  if (piece.text.back() != '>') return fault("The '<' has no '>' at the end.", piece.at + open);
  piece.drop_back(1);
  piece.drop_front(open + 1);
  piece.trim();
  return piece;
}

struct Local {
  std::string text;
  std::size_t size;  // bytes of the input
};

// RFC 5321 section 4.1.2 Quoted-string; the quotes are dropped where the content needs none.
Expected<Local> read_quoted(const Piece& piece) {
  std::string content;
  std::size_t i = 1;
  for (; i < piece.text.size() && piece.text[i] != '"'; ++i) {
    if (piece.text[i] == '\\' && i + 1 < piece.text.size()) ++i;
    if (is_control(piece.text[i])) return fault("The quoted local part contains a control character.", piece.at + i);
    content += piece.text[i];
  }
  if (i >= piece.text.size()) return fault("A quotation mark is not closed.", piece.at);
  if (is_dot_atom(content)) return Local{std::move(content), i + 1};
  std::string quoted = "\"";
  for (const char c : content) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return Local{quoted + '"', i + 1};
}

Expected<Local> read_dot_atom(const Piece& piece) {
  char last = '.';
  for (std::size_t i = 0; i < piece.text.size(); ++i) {
    const char c = piece.text[i];
    if (c == '@') {
      if (i == 0) return fault("There is nothing before the '@'.", piece.at);
      if (last == '.') return fault("The part before the '@' ends with a dot.", piece.at + i - 1);
      return Local{std::string(piece.text.substr(0, i)), i};
    }
    if (c == '.' && last == '.') {
      return fault(i == 0 ? "The address starts with a dot." : "Two dots follow each other before the '@'.", piece.at + i);
    }
    if (c != '.' && !is_atom_character(c)) {
      if (is_control(c)) return fault("The part before the '@' contains a control character.", piece.at + i);
      return fault("The part before the '@' must not contain " + shown(c) + " unless it stands in quotation marks.", piece.at + i);
    }
    last = c;
  }
  constexpr std::string_view full_width = "\xEF\xBC\xA0";
  const std::size_t wide = piece.text.find(full_width);
  if (wide != std::string_view::npos) return fault("The '@' is a full-width character; type a plain '@'.", piece.at + wide);
  return fault("There is no '@' in the address." + std::string(example), piece.at + piece.text.size());
}

// What can be told about a domain before its labels are read.
const char* refusal(std::string_view domain) {
  if (domain.empty()) return "There is nothing after the '@'.";
  if (domain.front() == '[') return "An address at an IP number has no domain whose settings could be looked up.";
  if (domain.find('@') != std::string_view::npos) return "There is a second '@'.";
  if (domain.find_first_of(",;") != std::string_view::npos) return "Expected one address, but a list separator follows.";
  if (domain.find_first_of(blanks) != std::string_view::npos) return "The domain must not contain a space.";
  return nullptr;
}

std::size_t place_of_refusal(std::string_view domain) {
  const std::size_t place = domain.find_first_of(domain.find('@') != std::string_view::npos ? "@" : ",; \t\r\n");
  return !domain.empty() && domain.front() != '[' && place != std::string_view::npos ? place : 0;
}

Expected<std::string> read_domain(const Piece& piece) {
  if (const char* const sentence = refusal(piece.text)) return fault(sentence, piece.at + place_of_refusal(piece.text));
  Expected<std::string> domain = parse_domain(piece.text);
  if (!domain) return fault(domain.error().sentence, piece.at + domain.error().position);
  const std::size_t dot = domain->rfind('.');
  if (dot == std::string::npos) {
    return fault("The domain '" + std::string(piece.text) + "' has no dot; expected a full one such as contoso.example.", piece.at);
  }
  const std::string_view top = std::string_view(*domain).substr(dot + 1);
  if (top.find_first_not_of("0123456789") == std::string_view::npos) {
    return fault("The part after the '@' looks like an IP number; expected a domain such as contoso.example.", piece.at);
  }
  return domain;
}

Expected<Piece> unwrapped(Piece piece) {
  piece.trim();
  if (piece.text.empty()) return fault("The address is empty." + std::string(example), 0);
  Expected<Piece> bare = without_comments(piece);
  return bare ? without_display_name(*bare) : bare;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// RFC 6068 section 2: what stands behind `mailto:` is percent-encoded, and ends where header fields begin.
std::string without_scheme(std::string_view link) {
  link.remove_prefix(scheme.size());
  link = link.substr(0, link.find('?'));
  std::string decoded;
  for (std::size_t i = 0; i < link.size(); ++i) {
    const bool encoded = link[i] == '%' && i + 2 < link.size() && hex_digit(link[i + 1]) >= 0 && hex_digit(link[i + 2]) >= 0;
    decoded += encoded ? static_cast<char>(hex_digit(link[i + 1]) * 16 + hex_digit(link[i + 2])) : link[i];
    if (encoded) i += 2;
  }
  return decoded;
}

}  // namespace

Expected<Address> parse_address(std::string_view typed) {
  if (typed.size() > longest_typed) return fault("The text is too long for a mail address.", longest_typed);
  const std::size_t invalid = find_invalid_utf8(typed);
  if (invalid != utf8_is_valid) return fault("The text is not valid UTF-8.", invalid);
  Piece whole{typed, 0};
  whole.trim();
  if (starts_with_scheme(whole.text)) {
    Expected<Address> address = parse_address(without_scheme(whole.text));
    // Offsets behind an encoded character mean nothing to who pasted the link.
    if (!address)
      return fault(address.error().sentence,
                   whole.text.find('%') == std::string_view::npos ? whole.at + scheme.size() + address.error().position : 0);
    return address;
  }
  Expected<Piece> unwrapped_piece = unwrapped(whole);
  if (!unwrapped_piece) return unwrapped_piece.error();
  Piece piece = *unwrapped_piece;
  const bool quoted = !piece.text.empty() && piece.text.front() == '"';
  Expected<Local> local = quoted ? read_quoted(piece) : read_dot_atom(piece);
  if (!local) return local.error();
  if (local->text.empty() || local->text == "\"\"") return fault("There is nothing before the '@'.", piece.at);
  if (local->text.size() > longest_local) return fault("The part before the '@' is longer than 64 bytes.", piece.at);
  if (local->size >= piece.text.size() || piece.text[local->size] != '@') {
    return fault("Expected an '@' after the quoted local part.", piece.at + local->size);
  }
  const std::size_t local_bytes = local->size;
  piece.drop_front(local_bytes + 1);
  const Expected<std::string> domain = read_domain(piece);
  if (!domain) return domain.error();
  const std::size_t at = local->text.size();
  std::string text = std::move(local->text);
  text.reserve(at + 1 + domain->size());
  text += '@';
  text += *domain;
  return Address(std::move(text), at);
}

Expected<Address> parse_mail_domain(std::string_view typed) {
  constexpr std::string_view everybody = "%EMAILLOCALPART%";
  if (typed.size() > longest_typed) return fault("The text is too long for a mail domain.", longest_typed);
  const std::size_t invalid = find_invalid_utf8(typed);
  if (invalid != utf8_is_valid) return fault("The text is not valid UTF-8.", invalid);
  Piece whole{typed, 0};
  whole.trim();
  if (whole.text.starts_with('@')) whole.drop_front(1);
  const Expected<std::string> domain = read_domain(whole);
  if (!domain) return domain.error();
  Address address(std::string(everybody) + '@' + *domain, everybody.size());
  address.stands_for_domain_ = true;
  return address;
}

}  // namespace homing
