#pragma once
// The mail address somebody typed, and the names derived from it.
#include <string>
#include <string_view>

#include "model/fault.hpp"

namespace homing {

/// A mailbox (RFC 5321 section 4.1.2, RFC 6531 for internationalised local parts).
class Address {
 public:
  /// `local@domain`: the local part as typed (quotes only where needed), the domain in lower-case ASCII.
  std::string_view text() const { return text_; }
  /// For people: the address, or the domain alone where it stands for everybody there.
  std::string_view shown() const { return stands_for_domain_ ? domain() : text(); }
  bool stands_for_domain() const { return stands_for_domain_; }
  std::string_view local() const { return std::string_view(text_).substr(0, at_); }
  std::string_view domain() const { return std::string_view(text_).substr(at_ + 1); }

 private:
  friend Expected<Address> parse_address(std::string_view typed);
  friend Expected<Address> parse_mail_domain(std::string_view typed);
  Address(std::string text, std::size_t at) : text_(std::move(text)), at_(at) {}
  std::string text_;
  std::size_t at_;
  bool stands_for_domain_ = false;
};

/// Reads what people type or paste: `ada@contoso.example`, `Ada <ada@contoso.example>`, `mailto:ada@...`, a trailing dot,
/// upper case, quoted local parts, comments, domains in any script. What is malformed is refused with a sentence that says
/// what is wrong, and the byte offset of the place in `typed`.
Expected<Address> parse_address(std::string_view typed);

/// A mail domain alone, for everybody there: the local part is the placeholder that published configurations use,
/// `%EMAILLOCALPART%`, so that user names come out as patterns.
Expected<Address> parse_mail_domain(std::string_view typed);

/// A domain or host name as DNS wants it: IDNA2008 non-transitional (RFC 5891 through libidn2), lower case, no trailing dot,
/// labels of letters, digits and hyphens.
Expected<std::string> parse_domain(std::string_view typed);

/// The registrable domain (public suffix plus one label, through libpsl), or empty for a public suffix or a single label.
std::string_view registrable_domain(std::string_view ascii_domain);

/// Names of one owner have the same: the registrable domain, or the name itself where it has none.
std::string_view owner_of(std::string_view ascii_domain);

/// Whether `name` is `parent` or lies below it, label by label.
bool is_within(std::string_view name, std::string_view parent);

/// The name without its first label, or empty.
std::string_view without_first_label(std::string_view name);

}  // namespace homing
