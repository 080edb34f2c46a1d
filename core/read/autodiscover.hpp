#pragma once
// Microsoft's Autodiscover, the plain XML form (MS-OXDSCLI; "POX Autodiscover response" of the Exchange documentation), as
// Exchange, hosters and their panels answer it. The ActiveSync form (MS-ASCMD, "Autodiscover") is understood as far as it goes.
#include <string>
#include <string_view>
#include <vector>

#include "model/address.hpp"
#include "model/fault.hpp"
#include "model/settings.hpp"

namespace homing {

/// One <Protocol> of Exchange. Its URLs are https URLs or empty.
struct ExchangeServer {
  Text type;  ///< EXCH, EXPR, EXHTTP or WEB
  Text server, ews_url, activesync_url, owa_url;
};

struct Autodiscover {
  enum class Action : std::uint8_t { settings, redirect_address, redirect_url, error };

  Action action = Action::settings;
  Text redirect;       ///< a mail address other than the one asked about, or an https URL; neither is trusted yet
  int error_code = 0;  ///< 500: the address is not known; 600: the request was not understood
  Text error;
  Settings settings;  ///< may be empty: Exchange need not offer IMAP, POP3 or SMTP
  Text display_name;
  std::vector<ExchangeServer> exchange{};
  std::vector<Problem> problems{};  ///< what the server's owner should mend; each names the section
};

/// Reads an answer. `asked_as` is the mail address that stood in the request: where the answer repeats it (or its local part)
/// as a user name, the real address is meant; where another address was asked about, any other user name is that one's, and is
/// left out. A <Protocol> that cannot be used drops only itself; plain-text servers come
/// last. A fault means that the answer says nothing: it is no Autodiscover answer, or its redirect cannot be followed.
Expected<Autodiscover> read_autodiscover(std::string_view xml, const Address& address, std::string_view asked_as, Arena& arena);

/// The body of the request; to be posted as text/xml.
std::string autodiscover_request(std::string_view address);

}  // namespace homing
