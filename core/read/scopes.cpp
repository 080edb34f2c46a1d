#include "read/scopes.hpp"

#include <algorithm>

#include "model/ascii.hpp"

namespace homing {
namespace {

constexpr std::size_t most_scopes = 64;       // kept
constexpr std::size_t most_looked_at = 1024;  // a server of many services lists them all
constexpr std::size_t longest_scope = 255;

// RFC 6749 section 3.3: printable ASCII but for the quotation mark and the backslash.
bool is_scope(std::string_view scope) {
  return !scope.empty() && scope.size() <= longest_scope &&
         std::all_of(scope.begin(), scope.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '"' && c != '\\'; });
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// Whether a word of `name` (in lower case) starts with `start`.
bool has_word(std::string_view name, std::string_view start) {
  for (std::size_t at = name.find(start); at != std::string_view::npos; at = name.find(start, at + 1)) {
    if (at == 0 || !is_letter_or_digit(name[at - 1])) return true;
  }
  return false;
}

// JMAP's own scopes (RFC 8620) open no mailbox for IMAP.
bool names_mail(std::string_view scope, std::string_view last) { return last == "mail" && lower_case(scope).find(":jmap:") == std::string::npos; }

}  // namespace

std::vector<std::string> split_scopes(std::string_view list) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<std::string> scopes;
  for (std::size_t begin = list.find_first_not_of(blanks); begin != std::string_view::npos && scopes.size() < most_looked_at;) {
    const std::size_t end = std::min(list.find_first_of(blanks, begin), list.size());
    scopes.emplace_back(list.substr(begin, end - begin));
    begin = list.find_first_not_of(blanks, end);
  }
  return scopes;
}

void sort_scopes(const std::vector<std::string>& scopes, OtherScopes others, OAuth& oauth, Arena& arena) {
  std::vector<Text> imap, pop3, smtp, refresh;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < std::min(scopes.size(), most_looked_at) && kept < most_scopes; ++i) {
    if (!is_scope(scopes[i])) continue;
    const std::string last = lower_case(std::string_view(scopes[i]).substr(scopes[i].find_last_of("/:") + 1));
    const bool for_imap = has_word(last, "imap"), for_pop3 = has_word(last, "pop"), for_smtp = has_word(last, "smtp");
    const bool for_refresh = last == "offline_access";
    const bool other = !for_imap && !for_pop3 && !for_smtp && !for_refresh;
    const bool for_all = other && (others == OtherScopes::for_all || names_mail(scopes[i], last));
    if (other && !for_all) continue;
    ++kept;
    const Text scope = arena.keep(scopes[i]);
    if (for_imap || for_all) imap.push_back(scope);
    if (for_pop3 || for_all) pop3.push_back(scope);
    if (for_smtp || for_all) smtp.push_back(scope);
    if (for_refresh) refresh.push_back(scope);
  }
  oauth.imap_scopes = arena.keep_list<Text>(imap);
  oauth.pop3_scopes = arena.keep_list<Text>(pop3);
  oauth.smtp_scopes = arena.keep_list<Text>(smtp);
  oauth.refresh_scopes = arena.keep_list<Text>(refresh);
}

}  // namespace homing
