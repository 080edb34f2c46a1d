#pragma once
// The advice that judgement itself gives; what belongs to one provider stands in its manifest.
#include "source/source.hpp"

namespace homing {

Advice published_contradicts_mx(const Subject& subject, const Finding& decided, const Finding& published);
Advice nobody_answered(const Subject& subject);
Advice nothing_found(const Subject& subject);
/// For settings that can only be used without encryption.
Advice plain_text(const Subject& subject, Protocol protocol, const Endpoint& endpoint);
/// Exchange Online and an Exchange server of the organisation's own.
Advice hybrid(const Subject& subject, const Finding& own);
/// Only an Exchange server of the organisation's own, which tells nothing without a sign-in.
Advice own_exchange(const Subject& subject, const Finding& own);
Advice cloud_unconfirmed(const Subject& subject, const Finding& chosen);
Advice unprotected_path(const Subject& subject, const Finding& chosen);
Advice guessed(const Subject& subject);
/// Servers of another owner than the mail domain's, named by unsigned DNS alone (RFC 6186 section 6).
Advice foreign_servers(const Subject& subject, Text host);
Advice unconfirmed(const Subject& subject, const Finding& provisional);

}  // namespace homing
