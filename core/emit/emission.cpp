#include "emit/emission.hpp"

#include <algorithm>

#include "emit/quoting.hpp"

namespace homing {

std::vector<std::string> Emission::token_words(const ChosenServer& server) const {
  const std::string access(word(server.protocol));
  // An address may begin as an option does.
  if (mail().starts_with('-')) return {"homing", "token", "--for", access, "--", mail()};
  return {"homing", "token", mail(), "--for", access};
}

std::string Emission::token_command(const ChosenServer& server) const { return shell_command(token_words(server)); }

std::string Emission::password_note() const {
  return '`' + shell_command(password_words()) + "` stands for a command that prints the password: put yours in its place.";
}

std::string Emission::own_name() const {
  std::string name = mail();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !is_letter_or_digit(c) && std::string_view("@._+-").find(c) == std::string_view::npos; }, '_');
  return name;
}

std::vector<std::string> Emission::login_words(const std::vector<std::string>& options) const {
  std::vector<std::string> words{"homing", "login"};
  words.insert(words.end(), options.begin(), options.end());
  if (!wishes.client_id.empty()) words.insert(words.end(), {"--client-id", wishes.client_id});
  if (mail().starts_with('-')) words.emplace_back("--");
  words.push_back(mail());
  return words;
}

std::string Emission::provider() const {
  const std::string_view name = resolution.mailbox.provider;
  return std::string(name.empty() || !is_one_line(name) ? address.domain() : name);
}

void Emitted::file(std::string_view name, std::string_view place, std::string text, Readers readers, std::string_view media_type) {
  files.push_back({std::string(name), std::string(place), std::string(media_type), readers, std::move(text)});
}

void Emitted::note(std::string_view sentence) { notes.emplace_back(sentence); }

void Emitted::note_secrets(const Emission& emission, std::string_view password) {
  const auto uses = [&](bool token) {
    return std::any_of(emission.servers.begin(), emission.servers.end(), [&](const auto& server) { return server && server->by_token() == token; });
  };
  if (uses(false)) note(password);
  if (!uses(true)) return;
  note("Sign in once before: " + shell_command(emission.login_words()));
}

}  // namespace homing
