#include "arguments.hpp"

#include <array>
#include <charconv>
#include <new>
#include <string_view>

namespace {

class Reader {
 public:
  explicit Reader(std::vector<std::string> words) : values_(std::move(words)) {}
  Arguments read();

 private:
  bool is_pasted(std::string_view typed) const;
  void read_option(const std::string& name);
  bool value_of(std::string_view option, std::string& value);
  void set(const std::string& name, const std::string& value);
  void set_pair(const std::string& pair);
  void set_jobs(const std::string& value);
  bool read_account_option();

  std::vector<std::string> values_;
  std::size_t next_ = 0;
  Arguments result_;
};

void Reader::set(const std::string& name, const std::string& value) {
  result_.set_names.insert(name);
  if (homing_options_set(result_.options.get(), name.c_str(), value.c_str()) != HOMING_OK && result_.fault.empty()) {
    result_.fault = homing_options_error(result_.options.get());
  }
}

void Reader::set_pair(const std::string& pair) {
  const std::size_t equals = pair.find('=');
  if (equals == std::string::npos) result_.fault = "--set wants NAME=VALUE, not \"" + pair + "\".";
  else set(pair.substr(0, equals), pair.substr(equals + 1));
}

void Reader::set_jobs(const std::string& value) {
  constexpr std::size_t most = 10000;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), result_.jobs);
  const bool good = error == std::errc() && end == value.data() + value.size() && result_.jobs >= 1 && result_.jobs <= most;
  if (!good && result_.fault.empty()) result_.fault = "--jobs wants a whole number from 1 to 10000, not \"" + value + "\".";
}

// `--name value` and `--name=value`.
bool Reader::value_of(std::string_view option, std::string& value) {
  const std::string& typed = values_[next_];
  if (typed.size() > option.size() && typed.starts_with(option) && typed[option.size()] == '=') {
    value = typed.substr(option.size() + 1);
    return true;
  }
  if (typed != option) return false;
  if (next_ + 1 >= values_.size()) result_.fault = std::string(option) + " wants a value behind it.";
  else value = values_[++next_];
  return true;
}

// What the library itself checks, by the name it has there.
bool Reader::read_account_option() {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> names{{{"--protocol", "protocols"},
                                                                                        {"--method", "method"},
                                                                                        {"--username", "username"},
                                                                                        {"--server", "server"},
                                                                                        {"--ports", "ports"},
                                                                                        {"--find", "find"},
                                                                                        {"--from", "from"},
                                                                                        {"--dsn", "dsn"},
                                                                                        {"--subject", "subject"},
                                                                                        {"--via", "via"},
                                                                                        {"--user", "user"},
                                                                                        {"--tenant", "tenant"},
                                                                                        {"--client-id", "client_id"},
                                                                                        {"--redirect", "redirect"},
                                                                                        {"--certificate", "certificate"},
                                                                                        {"--issuer", "issuer"}}};
  std::string value;
  for (const auto& [option, name] : names) {
    if (!value_of(option, value)) continue;
    result_.account.emplace_back(name, value);
    return true;
  }
  return false;
}

void Reader::read_option(const std::string& name) {
  std::string value;
  if (name == "--json") result_.json = true;
  else if (name == "--help" || name == "-h") result_.help = true;
  else if (name == "--version") result_.command = "version";
  else if (name == "--offline") set("offline", "on");
  else if (value_of("--set", value)) result_.fault.empty() ? set_pair(value) : void();
  else if (value_of("--answers", value)) set("answers", value);
  else if (value_of("--trace", value)) result_.trace_file = value, set("trace", "on");
  else if (value_of("--address", value)) result_.address = value;
  else if (name == "--records") result_.records = true;
  else if (value_of("--files", value)) result_.files = value;
  else if (name == "--unordered") result_.unordered = true;
  else if (value_of("--skip-done", value)) result_.skip_done = value;
  else if (value_of("--jobs", value)) set_jobs(value);
  else if (value_of("--to", value)) result_.to = value;
  else if (name == "--password-stdin") result_.password_stdin = true;
  else if (name == "--token-stdin") result_.token_stdin = true;
  else if (name == "--no-login") result_.no_login = true;
  else if (name == "--client-secret-stdin") result_.client_secret_stdin = true;
  else if (name == "--no-browser") result_.no_browser = true;
  else if (name == "--device") result_.account.emplace_back("flow", "device");
  else if (name == "--app") result_.account.emplace_back("flow", "app");
  else if (name == "--list") result_.list = true;
  else if (name == "--force") result_.force = true;
  else if (value_of("--output", value)) result_.output = value;
  else if (value_of("--for", value)) result_.access = value;
  else if (value_of("--sasl", value)) result_.sasl = value;
  else if (read_account_option()) return;
  else result_.fault = "There is no option " + name + "; `homing --help` shows all.";
}

// Error texts may begin with a hyphen: `homing explain -ERR Logon failure`.
bool Reader::is_pasted(std::string_view typed) const { return result_.command == "explain" && !typed.starts_with("--") && typed != "-h"; }

Arguments Reader::read() {
  homing_options* options = nullptr;
  if (homing_options_new(&options) != HOMING_OK) throw std::bad_alloc();
  result_.options.reset(options);
  bool only_words = false;
  for (; next_ < values_.size() && result_.fault.empty(); ++next_) {
    const std::string& typed = values_[next_];
    if (!only_words && typed == "--") only_words = true;
    else if (!only_words && typed.size() > 1 && typed.front() == '-' && !is_pasted(typed)) read_option(typed);
    else if (result_.command.empty()) result_.command = typed;
    else if (result_.command == "export" && result_.format.empty()) result_.format = typed;
    else result_.words.push_back(typed);
  }
  return std::move(result_);
}

}  // namespace

Arguments read_arguments(std::vector<std::string> words) { return Reader(std::move(words)).read(); }
