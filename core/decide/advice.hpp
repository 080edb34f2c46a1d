#pragma once
// The advice that judgement itself gives; what belongs to one provider stands in its manifest.
#include "source/source.hpp"

namespace homing {

Advice published_contradicts_mx(const Subject& subject, const Finding& decided, const Finding& published);
Advice nobody_answered(const Subject& subject);
Advice nothing_found(const Subject& subject);
/// For settings that can only be used without encryption.
Advice plain_text(const Subject& subject, Protocol protocol, const Endpoint& endpoint);
Advice unconfirmed(const Subject& subject, const Finding& provisional);

}  // namespace homing
