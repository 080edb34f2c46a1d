#pragma once
// The closed sets of words about ways to send.
#include "model/words.hpp"

namespace homing {

/// Whose server a way to send uses: the provider's for submission, its exchanger in the domain's MX, Microsoft Graph, or a named one.
enum class ServerOf : std::uint8_t { submission, exchanger, graph, named };
enum class Recipients : std::uint8_t { anyone, own_organisation };
/// Whom an SPF record must allow, so that mail passes.
enum class SpfOf : std::uint8_t { provider, sender, none };
/// Whether a way to send fits a domain, as far as its DNS shows.
enum class Fits : std::uint8_t { yes, maybe, no, unknown };

template <>
inline constexpr std::array<Text, 4> words_of<ServerOf>{"submission", "exchanger", "graph", "named"};
template <>
inline constexpr std::array<Text, 2> words_of<Recipients>{"anyone", "own organisation"};
template <>
inline constexpr std::array<Text, 3> words_of<SpfOf>{"provider", "sender", "none"};
template <>
inline constexpr std::array<Text, 4> words_of<Fits>{"yes", "maybe", "no", "unknown"};

}  // namespace homing
