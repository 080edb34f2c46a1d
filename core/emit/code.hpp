#pragma once
// What samples of code in several languages have in common. Each takes a password from the environment variable SMTP_PASSWORD, and a
// token from the command that prints one, which is started without a shell.
#include "emit/emission.hpp"
#include "emit/quoting.hpp"

namespace homing {

/// A form with parts of its own put in, whose blanks are filled last, all at once.
inline std::string compose(std::string_view form, Blanks parts) { return fill(form, parts); }

/// The blanks that all samples have: host, port, user, from, and the token command as the literals of a list, all its words or the
/// arguments alone. `quote` is the language's.
std::string fill_code(std::string_view form, const Emission& emission, std::string (*quote)(std::string_view));

/// `yes` where the server wants TLS from the first byte, else `no`.
std::string by_security(const Emission& emission, std::string_view yes, std::string_view no);

/// `yes` where a token is the way to sign in, else `no`.
std::string by_method(const Emission& emission, std::string_view yes, std::string_view no);

void note_environment(const Emission& emission, Emitted& emitted);

/// For frameworks that take a fixed password, and go on in plain text where a server does not offer STARTTLS: whether msmtp is to be
/// their sendmail, which asks for a token each time, and insists.
bool wants_sendmail(const Emission& emission);
void write_sendmail(const Emission& emission, Emitted& emitted);

/// PHP's class HomingToken, which PHPMailer asks for a token.
inline constexpr std::string_view php_token_class = R"(
/** Signs in with a token that `homing token` prints. */
final class HomingToken implements OAuthTokenProvider
{
    public function getOauth64()
    {
        $process = proc_open([<<words>>], [1 => ['pipe', 'w']], $pipes);
        $token = is_resource($process) ? trim((string) stream_get_contents($pipes[1])) : '';
        if ($token === '' || proc_close($process) !== 0) {
            throw new \RuntimeException('homing token has printed no token.');
        }
        return base64_encode('user=' . <<user>> . "\1auth=Bearer " . $token . "\1\1");
    }
}
)";

}  // namespace homing
