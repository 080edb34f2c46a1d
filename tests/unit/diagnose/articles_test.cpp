// The errors that two widely read guides to sending with Outlook name, as they write them.
#include "explained.hpp"

using namespace homing;
using namespace homing::testing;

TEST_CASE("Every error of the first guide is explained", "[diagnose]") {
  CHECK(best("535-5.7.3 Authentication unsuccessful") == "smtp.auth.generic_535_5_7_3");
  CHECK(best("535 Authentication unsuccessful") == "smtp.auth.generic_535_5_7_3");
  CHECK(best("530 5.7.57 SMTP; Client was not authenticated") == "smtp.not_authenticated");
  CHECK(best("ECONNRESET") == "net.econnreset");
  CHECK(best("TLS wrong version number (Node.js)") == "tls.wrong_version");
  CHECK(best("Connection refused on port 465") == "net.refused");
  CHECK(best("Relay access denied (550)") == "smtp.relay_denied_550");
}

TEST_CASE("Every error of the second guide is explained", "[diagnose]") {
  CHECK(best("#5.5.0 smtp;553 sorry, that domain isn\xE2\x80\x99t in my list of allowed rcpthosts (#5.7.1)") == "smtp.rcpthosts");
  CHECK(best("553 5.7.1 Sender address rejected: not owned by user") == "smtp.sender_not_owned");
  CHECK(best("Task - Sending reported error (0x80042109): Outlook cannot connect to your outgoing (SMTP) e-mail server.") == "outlook.0x80042109");
  CHECK(best("Error 0x800CCC0F") == "outlook.0x800CCC0F");
  CHECK(best("Error 0x800CCC7D") == "outlook.0x800CCC7D");
  CHECK(best("Error 0x800CCC78") == "outlook.0x800CCC78");
  CHECK(best("Error 0x80040119") == "outlook.0x80040119");
  CHECK(best("\xE2\x80\x9CUnknown error\xE2\x80\x9D (814441)") == "outlook.0x80040119");
}

TEST_CASE("What the guides advise wrongly is not repeated", "[diagnose]") {
  Arena arena;
  for (const char* const text : {"read ECONNRESET", "wrong version number"}) {
    const std::span<const Diagnosis> told = explain(builtin_catalogue(), text, arena);
    REQUIRE(!told.empty());
    bool warns = false;
    for (const Text step : told.front().steps) warns = warns || step.view().find("SSLv3") != std::string_view::npos;
    CHECK(warns);
  }
  const std::span<const Diagnosis> refused =
      explain(builtin_catalogue(), "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", arena);
  REQUIRE(!refused.empty());
  CHECK(refused.front().steps.front().view().find("an app password is a password too") != std::string_view::npos);
}
