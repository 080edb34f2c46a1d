#pragma once
// The auditors: each looks at one part of what a domain publishes, and none knows the others.
#include "audit/inquest.hpp"

namespace homing {

/// Null MX, missing, mixed and dead exchangers, sending rules (RFC 5321, RFC 7505, RFC 7208).
void audit_mail(const Inquest& inquest, Faults& faults);
/// Settings of all origins against the verdict and against each other: stale files, disagreements, servers that are no more.
void audit_published(const Inquest& inquest, Faults& faults);
/// The domain's own autoconfig file and its ways (draft-ietf-mailmaint-autoconfig-06).
void audit_autoconfig(const Inquest& inquest, Faults& faults);
/// The document of draft-ietf-mailmaint-pacc, and the record that vouches for it.
void audit_pacc(const Inquest& inquest, Faults& faults);
/// The alias of Exchange Online, and answers in plain XML.
void audit_autodiscover(const Inquest& inquest, Faults& faults);
/// SRV records (RFC 2782, RFC 6186, RFC 8314).
void audit_services(const Inquest& inquest, Faults& faults);

/// What goes wrong at any place on the web before its file can be read: certificate, redirect, silence, a page for people.
/// `own`: the host has no other purpose. True where there is a file to read.
bool audit_place(const PageHeard& page, std::string_view asked, bool own, Remedy remedy, Faults& faults);

}  // namespace homing
