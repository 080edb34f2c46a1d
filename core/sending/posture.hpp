#pragma once
// What the DNS says about mail that is sent for a domain.
#include <cstdint>
#include <string>
#include <vector>

#include "audit/inquest.hpp"
#include "read/mx.hpp"

namespace homing {

/// Whether something holds; `unknown`: it was not heard.
enum class Told : std::uint8_t { no, yes, unknown };
template <>
inline constexpr std::array<Text, 3> words_of<Told>{"no", "yes", "unknown"};

/// What receivers make of an address that no rule names (RFC 7208 section 2.6).
enum class SpfResult : std::uint8_t { none, neutral, pass, softfail, fail, permerror, unknown };
template <>
inline constexpr std::array<Text, 7> words_of<SpfResult>{"none", "neutral", "pass", "softfail", "fail", "permerror", "unknown"};

struct SpfPosture {
  std::string record;   ///< empty: none was heard
  std::string include;  ///< the rule that lets the provider send; empty: no manifest knows it
  Told provider = Told::unknown;
  SpfResult others = SpfResult::unknown;
  unsigned look_ups = 0;  ///< of the record with all that it includes, as far as it was heard
  std::string fault;      ///< why receivers take the record for broken; empty: they do not
};

struct DmarcPosture {
  Told present = Told::unknown;
  std::string name, record;
  std::string policy;  ///< none, quarantine, reject; empty: there is none
};

/// Old keys stand below the organisation's onmicrosoft name, new ones below dkim.mail.microsoft.
enum class KeyForm : std::uint8_t { older, newer, foreign };
template <>
inline constexpr std::array<Text, 3> words_of<KeyForm>{"old", "new", "other"};
struct DkimKey {
  std::string selector, target;
  KeyForm form = KeyForm::foreign;
};

enum class Whose : std::uint8_t { mailbox, gateway, other };
template <>
inline constexpr std::array<Text, 3> words_of<Whose>{"mailbox", "gateway", "other"};
struct Exchanger {
  MailExchanger record;
  Whose whose = Whose::other;
  std::string owner;  ///< the name of the provider or gateway, where a manifest knows it
};

struct Posture {
  Told asked = Told::unknown;  ///< whether the DNS has told the exchangers; `no`: the domain has none
  std::vector<Exchanger> exchangers;
  SpfPosture spf;
  DmarcPosture dmarc;
  Told keys = Told::unknown;
  std::vector<DkimKey> dkim;
  bool dane = false;    ///< an exchanger has one of the names for which Microsoft publishes TLSA records (RFC 7672)
  bool dnssec = false;  ///< a trusted resolver has validated the MX
  Told mta_sts = Told::unknown;

  /// The exchanger of those who keep the mailboxes; null: the DNS does not name it.
  const Exchanger* endpoint() const;
  /// What stands in front of the mailboxes; null: nothing that a manifest knows.
  const Exchanger* gateway() const;
  bool has_microsoft_key() const;
};

Posture look_at_dns(const Inquest& inquest);

/// The posture as sentences.
std::vector<Evidence> tell(const Posture& posture, const Inquest& inquest);

}  // namespace homing
