#pragma once
// The closed sets of words that documents and manifests use. The spelling in JSON stands here and nowhere else.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "model/text.hpp"

namespace homing {

enum class Protocol : std::uint8_t { imap, pop3, smtp };
/// `tls`: implicit TLS (RFC 8314 section 3). `starttls`: upgraded in band. `none`: plain text.
enum class Security : std::uint8_t { tls, starttls, none };
enum class Method : std::uint8_t { oauth2, password, password_encrypted, ntlm, gssapi, client_certificate, none };
enum class MethodState : std::uint8_t { current, legacy, retired };
enum class Kind : std::uint8_t { outlook_com, microsoft365, other, unknown };
enum class Cloud : std::uint8_t { none, consumer, worldwide, gcc_high, dod, china, bleu, delos };
enum class Confidence : std::uint8_t { certain, strong, weak };
enum class Outcome : std::uint8_t { found, partial, not_found, unreachable };
/// The ladder of trust, best first.
enum class Trust : std::uint8_t { builtin, https, dnssec, dns, http, guess };
enum class Severity : std::uint8_t { info, warning, problem };
/// Who can mend it; `microsoft`: nobody on this side, the service itself has to recover.
enum class Fixer : std::uint8_t { user, admin, developer, microsoft };
/// What is done with a mail server, in the order in which it is done.
enum class Step : std::uint8_t { dns, connect, tls, greeting, capabilities, sign_in, mailbox, message };
/// What a host can do next after a failure; `none`: nothing that a program could do.
enum class Next : std::uint8_t { none, retry, ask_password, sign_in_again, ask_admin, enable_imap, use_graph, change_from, wait };
enum class Disclosure : std::uint8_t { nothing, domain, address };
/// What a token can be for; `graph`: sending by Microsoft Graph.
enum class Access : std::uint8_t { imap, pop3, smtp, graph };
/// How somebody signs in with OAuth2: in a browser on this machine (RFC 8252), in one anywhere (RFC 8628), or nobody but the
/// program itself (RFC 6749 section 4.4).
enum class Flow : std::uint8_t { browser, device, app };
/// The ways to learn settings; one file each in core/source.
enum class SourceId : std::uint8_t {
  catalogue,
  mx,
  autoconfig,
  directory,
  mx_autoconfig,
  file,
  pacc,
  srv,
  dns_hints,
  microsoft_tenant,
  microsoft_realm,
  autodiscover_v2,
  autodiscover,
  autoconfig_http,
  guess,
  audit,
  sending
};
/// What an account may offer besides IMAP, POP3 and SMTP submission.
enum class ServiceType : std::uint8_t { jmap, ews, graph, activesync, owa, mapi, caldav, carddav, webdav, managesieve };

template <class Enum>
inline constexpr std::array<Text, 0> words_of{};
template <>
inline constexpr std::array<Text, 3> words_of<Protocol>{"imap", "pop3", "smtp"};
template <>
inline constexpr std::array<Text, 3> words_of<Security>{"tls", "starttls", "none"};
template <>
inline constexpr std::array<Text, 7> words_of<Method>{"oauth2", "password", "password-encrypted", "ntlm", "gssapi", "client-certificate", "none"};
template <>
inline constexpr std::array<Text, 3> words_of<MethodState>{"current", "legacy", "retired"};
template <>
inline constexpr std::array<Text, 4> words_of<Kind>{"outlook.com", "microsoft365", "other", "unknown"};
template <>
inline constexpr std::array<Text, 8> words_of<Cloud>{"", "consumer", "worldwide", "gcc-high", "dod", "china", "bleu", "delos"};
template <>
inline constexpr std::array<Text, 3> words_of<Confidence>{"certain", "strong", "weak"};
template <>
inline constexpr std::array<Text, 4> words_of<Outcome>{"found", "partial", "not_found", "unreachable"};
template <>
inline constexpr std::array<Text, 6> words_of<Trust>{"builtin", "https", "dnssec", "dns", "http", "guess"};
template <>
inline constexpr std::array<Text, 3> words_of<Severity>{"info", "warning", "problem"};
template <>
inline constexpr std::array<Text, 4> words_of<Fixer>{"user", "admin", "developer", "microsoft"};
template <>
inline constexpr std::array<Text, 8> words_of<Step>{"dns", "connect", "tls", "greeting", "capabilities", "sign-in", "mailbox", "message"};
template <>
inline constexpr std::array<Text, 9> words_of<Next>{"none",        "retry",     "ask_password", "sign_in_again", "ask_admin",
                                                    "enable_imap", "use_graph", "change_from",  "wait"};
template <>
inline constexpr std::array<Text, 3> words_of<Disclosure>{"nothing", "domain", "address"};
template <>
inline constexpr std::array<Text, 17> words_of<SourceId>{
    "catalogue", "mx",        "autoconfig",       "directory",       "mx-autoconfig",   "file",         "pacc",
    "srv",       "dns-hints", "microsoft-tenant", "microsoft-realm", "autodiscover-v2", "autodiscover", "autoconfig-http",
    "guess",     "audit",     "sending"};
template <>
inline constexpr std::array<Text, 10> words_of<ServiceType>{"jmap", "ews",    "graph",   "activesync", "owa",
                                                            "mapi", "caldav", "carddav", "webdav",     "managesieve"};

template <>
inline constexpr std::array<Text, 4> words_of<Access>{"imap", "pop3", "smtp", "graph"};
template <>
inline constexpr std::array<Text, 3> words_of<Flow>{"browser", "device", "app"};

template <class Enum>
constexpr Text word(Enum value) {
  return words_of<Enum>[static_cast<std::size_t>(value)];
}

template <class Enum>
constexpr std::optional<Enum> from_word(std::string_view text) {
  for (std::size_t i = 0; i < words_of<Enum>.size(); ++i) {
    if (words_of<Enum>[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace homing
