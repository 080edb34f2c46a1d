#include "oauth/strangers_text.hpp"

#include <algorithm>

#include "read/host.hpp"

namespace homing {
namespace {

constexpr std::size_t shortest_hidden = 40;
constexpr std::size_t longest_error = 100;
constexpr std::string_view hidden = "[...]";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_of_token(char c) { return is_digit(c) || is_letter(c) || std::string_view("-._~+/=!*$%").find(c) != std::string_view::npos; }

bool looks_like_token(std::string_view run) {
  return run.size() >= shortest_hidden && std::any_of(run.begin(), run.end(), is_digit) && std::any_of(run.begin(), run.end(), is_letter);
}

// What stands behind the scheme of a URL is judged part by part: hosts and paths together are long, and say what was meant.
void append_run(std::string& line, std::string_view run) {
  if (!run.starts_with("//")) {
    line += looks_like_token(run) ? hidden : run;
    return;
  }
  while (!run.empty()) {
    const std::size_t slash = run.find('/');
    const std::string_view part = run.substr(0, slash);
    line += looks_like_token(part) ? hidden : part;
    if (slash == std::string_view::npos) return;
    line += '/';
    run.remove_prefix(slash + 1);
  }
}

}  // namespace

std::string without_tokens(std::string_view text, std::size_t most) {
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const auto size = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_of_token) - rest.begin());
    append_run(line, rest.substr(0, size));
    at += size;
    if (at < text.size()) line += text[at++];
  }
  return one_line(line, most - 3);  // the dots of a cut text come on top
}

std::string error_code_of(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; });
  return plain && text.size() <= longest_error ? std::string(text) : std::string();
}

bool is_token(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

}  // namespace homing
