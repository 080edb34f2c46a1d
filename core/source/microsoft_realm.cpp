#include "source/microsoft_realm.hpp"

#include "read/realm.hpp"

namespace homing {
namespace {

constexpr std::uint32_t longest_ms = 1000;

}  // namespace

void MicrosoftRealmSource::start(Notebook& notebook) {
  Page page{{Ask::https, "https://login.microsoftonline.com/getuserrealm.srf?login=" + percent_encoded(neutral_address(subject())) + "&json=1"}};
  page.longest_ms = longest_ms;
  ask_for(std::move(page), notebook);
}

void MicrosoftRealmSource::read(const Page& page, const Answer& answer, Notebook& notebook) {
  if (answer.status != 200) return;
  const Expected<Realm> realm = read_realm(answer.body, subject().arena);
  if (!realm) return note(page, "could not be read: " + realm.error().sentence, notebook);
  const std::string domain(subject().address.domain());
  if (realm->kind == Realm::Kind::unknown) return note("Microsoft's sign-in does not know " + domain + " (undocumented).", Trust::https, notebook);
  const bool consumer = realm->kind == Realm::Kind::consumer;
  Hint hint;
  hint.source = id();
  hint.provider = subject().catalogue.provider(consumer ? "outlook.com" : "microsoft365");
  hint.weighs = subject().catalogue.weighed("microsoft-realm");
  hint.origin = "login.microsoftonline.com";
  const char* const how = consumer                              ? " as personal accounts"
                          : realm->kind == Realm::Kind::managed ? " with passwords at Microsoft"
                                                                : " at their own server";
  note("Users of " + domain + " sign in to Microsoft" + how + " (undocumented).", Trust::https, notebook);
  notebook.hint(hint);
}

}  // namespace homing
