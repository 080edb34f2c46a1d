#pragma once
// The formats that can be written for other programs.
#include <span>
#include <string>
#include <string_view>

#include "emit/choice.hpp"

namespace homing {

/// What the program does with the account.
enum class FormatKind : std::uint8_t { sends, reads, mail, publish, code };
template <>
inline constexpr std::array<Text, 5> words_of<FormatKind>{"sends", "reads", "mail", "publish", "code"};

/// What is not so with most programs.
struct Limits {
  bool starttls = true;  ///< as Abilities have it
  bool whole = false;    ///< of no use where it cannot both receive and send
  /// Where OAuth2 alone stands in the way: writes another kind of file, or a better reason.
  void (*without_oauth2)(const Emission& emission, Emitted& emitted) = nullptr;
};

struct Format {
  Text name;
  Text program;  ///< for people
  FormatKind kind = FormatKind::mail;
  std::array<Skill, 3> skills{};  ///< by protocol
  Text sentence;
  void (*write)(const Emission& emission, Emitted& emitted) = nullptr;  ///< sees at least one server that the kind wants
  Limits limits{};
};

std::span<const Format> formats();

/// Null where there is none of this name.
const Format* find_format(std::string_view name);

/// {"homing":"1","formats":[{"name","for","kind","sentence"}]}.
std::string formats_json();

/// What to tell whoever asks for a format that does not exist: all that do, the nearest first.
std::string unknown_format(std::string_view name);

/// Writes the format from what was found, or says why it cannot be.
Emitted emit(const Format& format, const Resolution& resolution, const Address& address, const EmissionWishes& wishes);

}  // namespace homing
