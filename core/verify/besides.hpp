#pragma once
// What a verification did besides its talks with mail servers: a sign-in that is kept was used, a message went another way.
#include <cstdint>
#include <optional>
#include <string>

#include "diagnose/diagnosis.hpp"
#include "model/json_writer.hpp"
#include "model/question.hpp"
#include "model/settings.hpp"

namespace homing {

struct WhyNot {
  std::string words;  ///< of the server, or what the catalogue of errors knows it by
  Heard heard = Heard::answered;
  std::int64_t wait_s = 0;
};

/// The token of a sign-in that is kept.
struct Lent {
  std::string user;  ///< who signed in; empty: not told
  bool renewed = false;
  std::optional<WhyNot> why_not;
};

/// Microsoft Graph.
struct ByGraph {
  bool accepted = false;
  int status = 0;  ///< of HTTP; 0: nothing was asked
  std::string endpoint, request_id;
  std::optional<WhyNot> why_not;
};

struct Besides {
  std::optional<Lent> lent;
  std::optional<ByGraph> graph;
};

/// Of what failed while somebody signed in, or when a token was used at Microsoft Graph.
Diagnosis diagnose(const WhyNot& why_not, const Mailbox& mailbox, const Catalogue& catalogue, Arena& arena);

/// The members "fault", "diagnosis", "next" and "wait_s" of a failure.
void describe_failure(JsonWriter& out, const WhyNot& why_not, const Mailbox& mailbox, const Catalogue& catalogue, Arena& arena);

/// The members "sign_in" and "graph" of a verification's document.
void describe(JsonWriter& out, const Besides& besides, const Mailbox& mailbox, const Catalogue& catalogue, Arena& arena);

}  // namespace homing
