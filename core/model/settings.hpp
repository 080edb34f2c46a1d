#pragma once
// What a mail program needs: plain values that live in an Arena.
#include <cstdint>
#include <span>

#include "model/text.hpp"
#include "model/words.hpp"

namespace homing {

/// One way to sign in, and for how long it is good.
struct SignIn {
  Method method = Method::password;
  MethodState state = MethodState::current;
  Text since;  ///< ISO 8601 date on which the state began; empty: not dated
  Text until;  ///< ISO 8601 date on which the method stops working; empty: no end announced
  Text why;
};

struct Endpoint {
  Text host;
  std::uint16_t port = 0;
  Security security = Security::tls;
  Text username;
  std::span<const SignIn> auth;  ///< preferred first
};

struct OAuth {
  Text issuer, authorization_endpoint, token_endpoint, device_authorization_endpoint;
  Text tenant, resource, graph;  ///< Microsoft only
  Text client_id;                ///< only where a published configuration names one
  std::span<const Text> imap_scopes, pop3_scopes, smtp_scopes, refresh_scopes;
  Trust trust = Trust::guess;  ///< of whoever names it
  bool by_issuer = false;      ///< the issuer itself does, in its metadata
  Text revocation_endpoint{};
  Text redirect{};                       ///< where the browser comes back to, without its port; empty: http://127.0.0.1
  Text iss{};                            ///< what answers name as their issuer; `*` stands for a path segment; empty: the issuer's URL, if it is one
  bool iss_promised = false;             ///< every answer of the authorization endpoint names it (RFC 9207 section 3)
  std::span<const Text> graph_scopes{};  ///< to send by Microsoft Graph
  std::span<const Text> identity_scopes{};  ///< to learn who signed in
  std::span<const Text> app_scopes{};       ///< of an application without a user
  std::span<const Text> authorize_with{};   ///< more parameters of the authorization endpoint, as NAME=VALUE
};

struct Advice {
  Text id;
  Severity severity = Severity::info;
  Fixer who = Fixer::user;
  Text text;
  std::span<const Text> steps;
  Text link;
};

/// Something else that the account offers, found by the way.
struct Service {
  ServiceType type = ServiceType::jmap;
  Text url;
};

struct Settings {
  std::span<const Endpoint> imap, pop3, smtp;
  const OAuth* oauth2 = nullptr;
  Text limits;  ///< a JSON object, or empty
  std::span<const Advice> advice;
  std::span<const Service> services{};

  std::span<const Endpoint> of(Protocol protocol) const { return protocol == Protocol::imap ? imap : protocol == Protocol::pop3 ? pop3 : smtp; }
  bool receives() const { return !imap.empty() || !pop3.empty(); }
  bool complete() const { return receives() && !smtp.empty(); }
};

/// Where the mailbox is.
struct Mailbox {
  Kind kind = Kind::unknown;
  Cloud cloud = Cloud::none;
  Confidence confidence = Confidence::weak;
  Text provider;
  Text tenant{};  ///< the GUID of a Microsoft Entra tenant, where it was asked for
  Text region{};  ///< the tenant's region, such as NA or EU, with its sub-scope, such as NA/DODCON

  bool is_microsoft() const { return kind == Kind::outlook_com || kind == Kind::microsoft365; }
};

struct Evidence {
  SourceId source = SourceId::catalogue;
  Text says;
  Trust trust = Trust::builtin;
};

/// What one party learned.
struct Disclosed {
  Text to;
  Disclosure what = Disclosure::domain;
};

/// A defect of a published configuration, for the administrator who wrote it.
struct Problem {
  Severity severity = Severity::warning;
  Text where;
  Text text;
};

}  // namespace homing
