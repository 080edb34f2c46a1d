#pragma once
// What attempts mean: why they failed, what to do next, and what to be warned about although they did not.
#include <string>
#include <vector>

#include "diagnose/diagnosis.hpp"
#include "verify/verification.hpp"

namespace homing {

/// The steps as they are told; where nothing was sent because the way is retired, that is the last.
std::vector<StepTaken> steps_of(const Attempt& attempt);

/// Why it failed, as a sentence without a capital; empty: it did not.
std::string fault_of(const Attempt& attempt);

/// Of a failed attempt. `all`: what the other protocols came to tells more.
Diagnosis diagnose(const Attempt& attempt, const std::vector<Inquiry>& all, const Mailbox& mailbox, const Catalogue& catalogue, Arena& arena);

/// Whether submission is switched off for this mailbox in a way for which Microsoft Graph is the way out.
bool advises_graph(const Verification& verification, const Mailbox& mailbox, const Catalogue& catalogue, Arena& arena);

/// Nobody knows a server.
Diagnosis without_server(Protocol protocol, Arena& arena);

/// The message is larger, or goes to more people, than the provider takes.
Diagnosis beyond_limits(std::string_view refusal, Arena& arena);

std::vector<std::string> warnings_of(const Attempt& attempt);

}  // namespace homing
