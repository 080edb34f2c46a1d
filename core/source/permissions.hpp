#pragma once
// What the caller allows a search to do.
#include <cstdint>
#include <string>

namespace homing {

/// Who may learn what.
enum class Privacy : std::uint8_t {
  strict,  ///< the resolver and the mail domain's own servers: the domain; nobody else anything
  domain,  ///< those who may know: the domain; nobody the address
  address  ///< the mail domain's own servers may learn the address where a standard asks for it
};

/// What the caller allows; the session makes it from the options.
struct Permissions {
  bool network = true;
  Privacy privacy = Privacy::domain;
  bool staged = false;  ///< the mail exchangers first, others only where those do not tell
  bool directory = true;
  bool autodiscover = true;
  bool autodiscover_http = true;  ///< for its redirect alone
  bool microsoft_tenant = true;
  bool microsoft_realm = false;  ///< undocumented by Microsoft
  bool autoconfig_http = false;  ///< over plain text
  bool guess = false;
  bool send_address = false;     ///< to the mail domain's own autoconfig server, whatever `privacy` says of others
  bool audit = false;            ///< also ask what only an auditor wants to know
  bool sending = false;          ///< also ask what those want to know who send for the domain
  std::string resolver;          ///< https URL of the DNS server that is asked; empty: the system's or those of an option
  std::string directory_url;     ///< the domain is appended
  std::string directory_folder;  ///< a local directory of `<domain>.xml`; empty: none
};

}  // namespace homing
