#pragma once
// The manifests as tables: offsets instead of pointers, so that the compiled-in catalogue is read-only data which the
// loader never touches, and a catalogue read from a directory has the same shape.
#include <cstdint>
#include <span>
#include <string_view>

#include "model/client_tables.hpp"
#include "model/error_tables.hpp"
#include "model/question.hpp"
#include "model/sending_tables.hpp"
#include "model/table_hash.hpp"
#include "model/text.hpp"
#include "model/words.hpp"

namespace homing::table {

struct SignIn {
  Method method;
  MethodState state;
  TextRef since, until, why;
};
struct Endpoint {
  TextRef host, username;
  std::uint16_t port;
  Security security;
  Range auth;
};
struct Advice {
  TextRef id;
  Severity severity;
  Fixer who;
  TextRef text;
  Range steps;
  TextRef link;
};
struct OAuth {
  TextRef issuer, authorization_endpoint, token_endpoint, device_authorization_endpoint, tenant, resource, graph;
  Range imap_scopes, pop3_scopes, smtp_scopes, refresh_scopes;
  TextRef revocation_endpoint, redirect, iss;
  bool iss_promised;
  Range graph_scopes, identity_scopes, authorize_with, app_scopes;
};
struct Provider {
  TextRef id, name;
  Kind kind;
  Cloud cloud;
  Range imap, pop3, smtp, advice;
  OAuth oauth2;
  TextRef limits;
};
/// What a name is known as.
enum class Use : std::uint8_t { domain, host, exchanger, gateway, verification };
/// How far a domain or exchanger may be believed.
enum class Proof : std::uint8_t { mailbox, provider, nothing };
struct Name {
  TextRef name;   ///< the literal end of the pattern
  TextRef label;  ///< one more label to its left, with `<letter>` for one letter; may be empty
  bool below;     ///< whether one or more labels must stand further left
  Use use;
  std::uint8_t tier;  ///< domains: 1 to 3
  Proof proves;
  Confidence confidence;
  std::uint16_t provider;  ///< index, or `nobody`
  TextRef note;
  bool shared = false;  ///< exchangers: other clouds of the same provider use the name too
};
/// One thing that the answer to a hint's question may hold.
struct Clue {
  Range matches;
  TextRef provider;  ///< its id
  std::uint8_t weight, cloud;
};
struct Hint {
  TextRef id;
  Ask ask;
  TextRef name;  ///< with `{domain}`
  Range clues;
  TextRef says;
};
/// The weight of what somebody answers; what is asked stands in the source.
struct Weighed {
  TextRef id;
  std::uint8_t weight, cloud;
};
inline constexpr std::uint16_t nobody = 0xFFFF;

struct Tables {
  std::span<const char> bytes;
  std::span<const TextRef> texts;
  std::span<const SignIn> sign_ins;
  std::span<const Endpoint> endpoints;
  std::span<const Advice> advice;
  std::span<const Provider> providers;
  std::span<const Name> names;
  std::span<const std::uint16_t> slots;  ///< open addressing over `names` by `hash`; size is a power of two; `nobody`: free
  std::span<const Hint> hints;
  std::span<const Clue> clues;
  std::span<const Weighed> weighed;
  std::uint8_t enough_behind_gateway = 0, enough = 0, enough_at_own_servers = 0;  ///< sums of weights that settle where the mailbox is
  std::span<const Client> clients;
  std::span<const RetiredHost> retired_hosts;
  std::span<const SendingOption> sending;
  std::span<const Need> needs;
  std::span<const Error> errors;
  std::span<const Error> error_texts;  ///< the same errors in another language; no patterns
  std::span<const Pattern> patterns;
  std::span<const Remedy> remedies;
  std::span<const Fragment> fragments;
  std::span<const std::uint16_t> fragment_indexes;
  std::span<const std::uint16_t> fragment_slots;  ///< open addressing over `fragments` by `fragment_hash`
  Range microsoft_names, other_names;             ///< of `fragment_indexes`: how it shows whose server spoke

  constexpr Text text(TextRef ref) const { return Text::terminated(bytes.data() + ref.at, ref.size); }
};

}  // namespace homing::table
