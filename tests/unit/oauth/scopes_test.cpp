#include "oauth/scopes.hpp"

#include "unit/oauth/forms.hpp"
#include "unit/world.hpp"

using namespace homing;
using Accesses = std::vector<Access>;
using Scopes = std::vector<std::string>;

TEST_CASE("Mail goes together in one token, and Graph does not (AADSTS28000)", "[oauth]") {
  const Accesses wanted{Access::imap, Access::graph, Access::smtp};
  CHECK(companions(forms::microsoft(), wanted, Access::smtp) == Accesses{Access::smtp, Access::imap});
  CHECK(companions(forms::microsoft(), wanted, Access::graph) == Accesses{Access::graph});
}

TEST_CASE("Where all is of one scope, one token is for all; what is not offered is in none", "[oauth]") {
  const Accesses wanted{Access::imap, Access::pop3, Access::smtp, Access::graph};
  CHECK(companions(forms::google(), wanted, Access::imap) == Accesses{Access::imap, Access::pop3, Access::smtp});
}

TEST_CASE("Scopes that are no URLs are of one resource", "[oauth]") {
  Authority yandex;
  yandex.scopes = {{{"mail:imap_full"}, {}, {"mail:smtp"}, {}}};
  CHECK(companions(yandex, Accesses{Access::imap, Access::smtp}, Access::imap) == Accesses{Access::imap, Access::smtp});
}

TEST_CASE("The browser is asked for all at once, none twice, the refresh and who it is included", "[oauth]") {
  CHECK(scopes_for(forms::microsoft(), Accesses{Access::imap, Access::graph}) == Scopes{"https://outlook.office.com/IMAP.AccessAsUser.All",
                                                                                        "https://graph.microsoft.com/Mail.Send", "offline_access",
                                                                                        "openid", "email", "profile"});
  CHECK(scopes_for(forms::google(), Accesses{Access::imap, Access::smtp}) == Scopes{"https://mail.google.com/", "openid", "email"});
}

TEST_CASE("An application asks for all that it was granted of a resource", "[oauth]") {
  CHECK(scopes_for_app(forms::microsoft(), Accesses{Access::imap, Access::smtp}) == Scopes{"https://outlook.office.com/.default"});
  CHECK(scopes_for_app(forms::microsoft(), Accesses{Access::graph}) == Scopes{"https://graph.microsoft.com/.default"});
  CHECK(scopes_for_app(forms::google(), Accesses{Access::imap}) == Scopes{"https://mail.google.com/"});
}

TEST_CASE("An answer that names another resource grants what was asked for", "[oauth]") {
  const Scopes granted = split_scopes("https://outlook.office365.com/imap.accessasuser.all https://outlook.office365.com/SMTP.Send");
  CHECK(is_granted(forms::microsoft(), Access::imap, granted));
  CHECK(is_granted(forms::microsoft(), Access::smtp, granted));
  CHECK_FALSE(is_granted(forms::microsoft(), Access::pop3, granted));
  CHECK_FALSE(is_granted(forms::microsoft(), Access::graph, granted));
  CHECK_FALSE(is_granted(forms::google(), Access::graph, granted));
}

TEST_CASE("A scope that ends with a slash is compared as well", "[oauth]") {
  CHECK(is_granted(forms::google(), Access::imap, Scopes{"openid", "https://mail.google.com/"}));
  CHECK_FALSE(is_granted(forms::google(), Access::imap, Scopes{"openid", "https://www.googleapis.com/auth/userinfo.email"}));
}

TEST_CASE("A part of what was asked for is not all of it, but OpenID's words open nothing", "[oauth]") {
  Authority comcast;
  comcast.scopes = {{{"https://email.comcast.net/", "profile", "openid"}, {"a", "b"}, {}, {}}};
  CHECK(is_granted(comcast, Access::imap, Scopes{"https://email.comcast.net/"}));
  CHECK_FALSE(is_granted(comcast, Access::imap, Scopes{"profile", "openid"}));
  CHECK_FALSE(is_granted(comcast, Access::pop3, Scopes{"a"}));
}

TEST_CASE("Scopes are joined by blanks (RFC 6749 section 3.3)", "[oauth]") {
  CHECK(join_scopes(Scopes{"a", "b"}) == "a b");
  CHECK(join_scopes(Scopes{}).empty());
}
