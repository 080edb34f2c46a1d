#pragma once
// What the configuration of another program is written from, and what comes of it.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/address.hpp"
#include "model/resolution.hpp"

namespace homing {

/// One server and the way to sign in there. Always encrypted; host and user name hold no control characters.
struct ChosenServer {
  Protocol protocol = Protocol::imap;
  Security security = Security::tls;
  std::string host;
  int port = 0;
  std::string username;
  Method method = Method::password;
  SignIn known{};  ///< what the settings say of the method

  bool by_token() const { return method == Method::oauth2; }
  /// In the form of a URL (RFC 3986 section 3.2.2): an IPv6 address in brackets.
  std::string url_host() const { return host.find(':') == std::string::npos ? host : '[' + host + ']'; }
  /// `imaps`, `imap`, `pop3s`, `pop3`, `smtps` or `smtp`: the scheme of most programs' URLs.
  std::string scheme() const { return std::string(word(protocol)) + (security == Security::tls ? "s" : ""); }
};

/// What the caller wants otherwise than the settings say.
struct EmissionWishes {
  std::vector<Protocol> protocols;     ///< empty: all
  std::optional<Method> method;        ///< the one way to sign in, whatever is known of it
  std::string username, client_id;     ///< empty: what the settings say
  std::optional<ChosenServer> server;  ///< instead of those of its protocol
};

/// All that a format may want to know.
struct Emission {
  const Resolution& resolution;
  const Address& address;
  const EmissionWishes& wishes;
  std::array<std::optional<ChosenServer>, 3> servers{};  ///< by protocol; those that the program can use

  const std::optional<ChosenServer>& of(Protocol protocol) const { return servers[static_cast<std::size_t>(protocol)]; }
  const std::optional<ChosenServer>& imap() const { return of(Protocol::imap); }
  const std::optional<ChosenServer>& pop3() const { return of(Protocol::pop3); }
  const std::optional<ChosenServer>& smtp() const { return of(Protocol::smtp); }
  /// To receive: IMAP, else POP3.
  const std::optional<ChosenServer>& incoming() const { return imap() ? imap() : pop3(); }
  std::string mail() const { return std::string(address.text()); }
  /// The words of the command that prints a token for this server, and the same for a shell.
  std::vector<std::string> token_words(const ChosenServer& server) const;
  std::string token_command(const ChosenServer& server) const;
  /// The words of the command that signs in, with more options if wanted.
  std::vector<std::string> login_words(const std::vector<std::string>& options = {}) const;
  /// Those of a command that stands for the one with which somebody gets their password, and what to tell of it.
  std::vector<std::string> password_words() const { return {"pass", "show", "mail/" + mail()}; }
  std::string password_note() const;
  /// The address as the name of a folder or an account, so that what is kept of another mailbox is never taken for this one's.
  std::string own_name() const;
  /// The name of who keeps the mailboxes, for people.
  std::string provider() const;
};

/// Whether a file leads to a secret, and so is for its owner alone.
enum class Readers : std::uint8_t { owner, everybody };

struct EmittedFile {
  std::string name, place, media_type;  ///< place: where the program looks for it, or what to do with it
  Readers readers = Readers::owner;
  std::string text;
};

struct Emitted {
  std::vector<EmittedFile> files;
  std::vector<std::string> notes;  ///< what must still be done, or known; a sentence each
  std::string why_not;             ///< a sentence where nothing was written

  void file(std::string_view name, std::string_view place, std::string text, Readers readers = Readers::owner,
            std::string_view media_type = "text/plain");
  void note(std::string_view sentence);
  /// How the program gets its secrets: `homing token` has nothing to print before somebody has signed in, and `password` tells the rest.
  void note_secrets(const Emission& emission, std::string_view password);
};

}  // namespace homing
