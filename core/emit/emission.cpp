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

void Emitted::note_sign_in(const Emission& emission) {
  std::vector<std::string> words{"homing", "login"};
  if (!emission.wishes.client_id.empty()) words.insert(words.end(), {"--client-id", emission.wishes.client_id});
  if (emission.mail().starts_with('-')) words.emplace_back("--");
  words.push_back(emission.mail());
  note("Sign in once before: " + shell_command(words));
}

}  // namespace homing
