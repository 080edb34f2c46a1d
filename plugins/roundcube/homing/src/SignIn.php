<?php
namespace Homing\Roundcube;

/**
 * Roundcube's own OAuth2, with the endpoints that were found for an address in place of those of its configuration.
 *
 * The session keeps what was found; the client, with its secret, stays in the configuration.
 */
final class SignIn extends \rcmail_oauth
{
    /** In the session: the options of Roundcube's oauth_*, without the client. */
    const KEPT = 'homing_sign_in';
    const IDENTITY = ['preferred_username', 'email', 'upn'];

    /** In each request of a session that signs in, or has signed in, this way. */
    public static function resume(Accounts $accounts): void
    {
        if (!empty($_SESSION[self::KEPT])) {
            self::install($_SESSION[self::KEPT], $accounts);
        }
    }

    /**
     * Sends the browser to the authorization server, and ends the request.
     *
     * @throws Refusal where that cannot be done
     */
    public static function begin(Account $account, Accounts $accounts): void
    {
        $oauth2 = $account->oauth2();
        $client = $oauth2 ? $accounts->clients()[self::host($oauth2)] ?? null : null;
        if ($client === null) {
            $label = $account->takesPasswords() ? 'passwordmissing' : ($accounts->hasOwnSignIn() ? 'usebutton' : 'passwordretired');
            throw new Refusal($label, array_filter([$account->aboutPasswords()]), $account->advice()[0]['link'] ?? null);
        }
        $wanted = array_intersect_key($oauth2['scopes'], ['imap' => 1, 'smtp' => 1, 'refresh' => 1]);
        $scopes = array_merge(['openid', 'profile', 'email'], ...array_values($wanted));
        $_SESSION[self::KEPT] = ['provider' => 'homing', 'auth_uri' => $oauth2['authorization_endpoint'], 'token_uri' => $oauth2['token_endpoint'],
            'scope' => implode(' ', array_unique($scopes)), 'identity_uri' => null, 'identity_fields' => self::IDENTITY, 'login_redirect' => false,
            'auth_parameters' => ['login_hint' => $account->address()]];
        self::install($_SESSION[self::KEPT], $accounts)->login_redirect();
    }

    private static function install(array $kept, Accounts $accounts): self
    {
        $client = $accounts->clients()[self::host(['token_endpoint' => $kept['token_uri']])] ?? [];
        $own = ['client_id' => $client['id'] ?? '', 'client_secret' => $client['secret'] ?? '', 'verify_peer' => $accounts->authorities() ?? true];
        $sign_in = new self($kept + $own);
        $sign_in->init();
        \rcmail::get_instance()->oauth = $sign_in;
        return $sign_in;
    }

    private static function host(array $oauth2): string
    {
        return strncmp($oauth2['token_endpoint'], 'https://', 8) === 0 ? strtolower((string) parse_url($oauth2['token_endpoint'], PHP_URL_HOST)) : '';
    }
}
