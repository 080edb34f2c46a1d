// What a sign-in of ours says leads to its own entry, whatever stands behind the first word.
#include "explained.hpp"

using namespace homing;
using namespace homing::testing;

TEST_CASE("A sentence of the sign-in is found by its first word", "[diagnose]") {
  for (const char* const id : {"oauth.no_client", "oauth.no_endpoint", "oauth.wrong_user", "oauth.scope_missing", "oauth.state", "oauth.iss",
                               "oauth.nonce", "oauth.not_signed_in", "oauth.store", "oauth.listener", "oauth.browser_silent",
                               "oauth.no_refresh_token", "oauth.clock", "graph.throttled", "graph.unavailable"}) {
    CHECK(best(std::string(id) + ": something at outlook.office365.com, 535 5.7.3 Authentication unsuccessful, invalid_grant") == id);
  }
  CHECK(best("graph.unauthorized: 401") == "graph.invalid_token");
  CHECK(best("graph.forbidden: 403") == "graph.access_denied");
}

TEST_CASE("An error of OAuth2 is found with a description and without one", "[diagnose]") {
  for (const char* const error : {"invalid_grant",
                                  "interaction_required",
                                  "consent_required",
                                  "unauthorized_client",
                                  "invalid_client",
                                  "authorization_pending",
                                  "authorization_declined",
                                  "expired_token",
                                  "slow_down",
                                  "temporarily_unavailable",
                                  "server_error",
                                  "access_denied",
                                  "invalid_scope",
                                  "invalid_request",
                                  "unsupported_grant_type",
                                  "unsupported_response_type",
                                  "invalid_token",
                                  "login_required",
                                  "account_selection_required",
                                  "bad_verification_code"}) {
    const std::string id = "oauth." + std::string(error);
    CHECK(best(std::string(error) + ": words of the server") == id);
    CHECK(best("error: " + std::string(error)) == id);
  }
}
