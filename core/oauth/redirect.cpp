#include "oauth/redirect.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "crypto/equal.hpp"
#include "model/ascii.hpp"
#include "oauth/form.hpp"
#include "oauth/strangers_text.hpp"
#include "read/host.hpp"

namespace homing {
namespace {

constexpr std::size_t longest_target = std::size_t{16} * 1024;
constexpr std::size_t longest_description = 1024;
constexpr std::size_t longest_iss = 2048;
constexpr std::string_view scheme = "http://";

// The parts of a redirect URI of ours.
struct Place {
  std::string_view port;  // with its colon, or empty
  std::string_view path;
};

Place place_of(std::string_view redirect_uri) {
  const std::string_view rest = redirect_uri.substr(std::min(scheme.size(), redirect_uri.size()));
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view host = rest.substr(0, slash);
  const std::size_t colon = host.rfind(':');
  const bool has_port = colon != std::string_view::npos && !host.ends_with(']');
  return {has_port ? host.substr(colon) : std::string_view(), slash == rest.size() ? std::string_view("/") : rest.substr(slash)};
}

// Every name of the loopback, and none else: a page that has its own name point here (DNS rebinding) sends that name.
bool is_loopback(std::string_view host, std::string_view port) {
  constexpr std::array<std::string_view, 3> names{"127.0.0.1", "localhost", "[::1]"};
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    return host.size() == name.size() + port.size() && same_word(host.substr(0, name.size()), name) && host.ends_with(port);
  });
}

std::optional<Fault> stranger(const Visit& visit, const Place& place) {
  const std::string_view target = visit.target.reveal();
  if (visit.method != "GET") return Fault{"The loopback was asked with another method than GET.", 0};
  if (!is_loopback(visit.host, place.port)) return Fault{"The loopback was asked under another name than its own.", 0};
  if (target.size() > longest_target) return Fault{"The loopback was asked for more than 16 KiB.", longest_target};
  if (target.substr(0, target.find('?')) != place.path) return Fault{"The loopback was asked for another path than the sign-in's.", 0};
  return std::nullopt;
}

// The parameters that count, as they are written; each at most once.
class Query {
 public:
  explicit Query(std::string_view target);
  bool has(std::string_view name) const { return !written(name).empty(); }
  /// Empty: it is not there, or cannot be read.
  Secret value(std::string_view name) const;
  bool repeats() const { return repeats_; }

 private:
  std::string_view written(std::string_view name) const;
  std::vector<std::pair<std::string_view, std::string_view>> found_;
  bool repeats_ = false;
};

constexpr std::array<std::string_view, 5> known{"code", "state", "error", "error_description", "iss"};

// Names may be percent-encoded, too.
std::string_view known_name(std::string_view written) {
  const std::optional<Secret> name = decode_form(written);
  const auto* const found = name ? std::find(known.begin(), known.end(), name->reveal()) : known.end();
  return found == known.end() ? std::string_view() : *found;
}

Query::Query(std::string_view target) {
  std::string_view rest = target.substr(std::min(target.find('?'), target.size()));
  while (!rest.empty()) {
    rest.remove_prefix(1);  // the question mark or the ampersand
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(pair.size());
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view name = known_name(pair.substr(0, equals));
    if (name.empty()) continue;
    // RFC 6749 section 3.1: none may be there more than once.
    repeats_ = repeats_ || std::any_of(found_.begin(), found_.end(), [name](const auto& other) { return other.first == name; });
    found_.emplace_back(name, pair.substr(std::min(equals + 1, pair.size())));
  }
}

std::string_view Query::written(std::string_view name) const {
  const auto found = std::find_if(found_.begin(), found_.end(), [name](const auto& pair) { return pair.first == name; });
  return found == found_.end() ? std::string_view() : found->second;
}

Secret Query::value(std::string_view name) const {
  std::optional<Secret> value = decode_form(written(name));
  return value ? std::move(*value) : Secret();
}

Expected<Redirected> read_answer(const Query& query) {
  Redirected answer;
  const Secret iss = query.value("iss");
  if (query.has("iss") && !is_one_line(iss.reveal(), longest_iss)) return Fault{"The browser came back with an issuer that cannot be read.", 0};
  answer.iss = iss.reveal();
  if (query.has("code") == query.has("error")) return Fault{"The browser came back with neither a code nor an error, or with both.", 0};
  if (query.has("code")) {
    answer.code = query.value("code");
    if (!is_token(answer.code.reveal(), longest_target)) return Fault{"The browser came back with a code that is none.", 0};
    return answer;
  }
  answer.error = error_code_of(query.value("error").reveal());
  if (answer.error.empty()) return Fault{"The browser came back with an error that is none.", 0};
  answer.description = without_tokens(query.value("error_description").reveal(), longest_description);
  return answer;
}

}  // namespace

std::string redirect_uri_of(std::string_view redirect, std::uint16_t port) {
  const std::size_t end = std::min(redirect.find('/', scheme.size()), redirect.size());
  return std::string(redirect.substr(0, end)) + ':' + std::to_string(port) + std::string(redirect.substr(end));
}

Expected<Redirected> read_redirect(const Visit& visit, std::string_view redirect_uri, std::string_view state) {
  if (const std::optional<Fault> fault = stranger(visit, place_of(redirect_uri))) return *fault;
  const Query query(visit.target.reveal());
  if (query.repeats()) return Fault{"The loopback was told something twice.", 0};
  // Nothing else is read of a visit that cannot name the state.
  if (state.empty() || !equal_in_constant_time(query.value("state").reveal(), state)) {
    return Fault{query.has("state") ? "The loopback was told another state than this sign-in's." : "The loopback was not told a state.", 0};
  }
  return read_answer(query);
}

}  // namespace homing
