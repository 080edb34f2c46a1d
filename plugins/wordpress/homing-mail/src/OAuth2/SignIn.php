<?php
namespace Homing\Mail\OAuth2;

use Homing\Mail\Account\Secrets;
use Homing\Mail\Account\Settings;

/** The sign-in that is kept for an account, sealed, and the tokens that it gives. */
final class SignIn
{
    const OPTION = 'homing_mail_sign_in';
    /** Seconds that a token must be good for yet. */
    const MARGIN = 120;
    /** Seconds to wait for another process that renews it. */
    const TURN = 15;

    private Settings $settings;

    public function __construct(Settings $settings)
    {
        $this->settings = $settings;
    }

    /** Keeps what a person's sign-in by browser or device gave; refuses it where somebody else has signed in. Returns who did, as far as the server told. */
    public function keep(
        #[\SensitiveParameter]
        array $tokens,
        string $flow,
        string $nonce = ''
    ): string {
        $who = self::identity($tokens['id_token'] ?? '', $nonce);
        if (empty($tokens['refresh_token'])) {
            throw new Refusal('The authorization server gave no refresh token, so that the site could send for an hour only.');
        }
        $names = array_map('strtolower', array_filter([$who['preferred_username'] ?? null, $who['email'] ?? null, $who['upn'] ?? null], 'is_string'));
        $mine = array_map('strtolower', array_filter([$this->settings->get('address'), $this->settings->get('username')]));
        if ($names && !array_intersect($names, $mine)) {
            throw new Refusal(sprintf('Somebody else has signed in: %s, not %s.', $names[0], $this->settings->get('address')));
        }
        $this->write(['refresh' => $tokens['refresh_token'], 'tokens' => ['smtp' => self::expiring($tokens)], 'who' => $names[0] ?? '', 'flow' => $flow,
            'since' => time(), 'used' => time()]);
        return $names[0] ?? '';
    }

    public function exists(): bool
    {
        return $this->read() !== null;
    }

    /** Who has signed in, since when, and when the sign-in was last renewed; null where nobody has. */
    public function about(): ?array
    {
        $kept = $this->read();
        return $kept === null ? null : ['who' => $kept['who'], 'since' => $kept['since'], 'used' => $kept['used']];
    }

    public function forget(): void
    {
        $this->settings->isFromNetwork() ? delete_site_option(self::OPTION) : delete_option(self::OPTION);
    }

    /** A token for smtp or graph that is good for two minutes at least; throws a Refusal. */
    public function token(string $access): string
    {
        $kept = $this->read();
        if ($kept === null) {
            throw new Refusal('Nobody has signed in for this account yet, or the salts of this site have changed: sign in again.', false, 'invalid_grant');
        }
        return self::usable($kept, $access) ?? $this->renewed($access);
    }

    /** One process at a time: an authorization server may take a refresh token that is used twice for stolen (RFC 9700 section 4.14.2). */
    private function renewed(string $access): string
    {
        global $wpdb;
        $lock = 'homing_mail_' . md5(DB_NAME . $wpdb->prefix . self::OPTION);
        if ('1' !== $wpdb->get_var($wpdb->prepare('SELECT GET_LOCK(%s, %d)', $lock, self::TURN))) {
            throw new Refusal('Another process is renewing the sign-in.', true);
        }
        try {
            $this->settings->isFromNetwork() ? wp_cache_delete(get_current_network_id() . ':' . self::OPTION, 'site-options')
                : wp_cache_delete(self::OPTION, 'options');
            $kept = $this->read();
            $token = $kept === null ? null : self::usable($kept, $access);
            if ($kept === null || $token !== null) {
                return (string) $token;
            }
            $tokens = (new AuthorizationServer($this->settings))->refresh($kept['refresh'], $access, $kept['flow'] === 'browser');
            $kept['refresh'] = $tokens['refresh_token'] ?? $kept['refresh'];
            $kept['tokens'][$access] = self::expiring($tokens);
            $kept['used'] = time();
            $this->write($kept); // before it is used: the old one may be good no longer
            return $tokens['access_token'];
        } finally {
            $wpdb->query($wpdb->prepare('DO RELEASE_LOCK(%s)', $lock));
        }
    }

    private static function usable(array $kept, string $access): ?string
    {
        $token = $kept['tokens'][$access] ?? null;
        return $token !== null && $token['until'] >= time() + self::MARGIN ? $token['token'] : null;
    }

    private static function expiring(array $tokens): array
    {
        return ['token' => $tokens['access_token'], 'until' => time() + (int) ($tokens['expires_in'] ?? 300)];
    }

    /** The claims of an ID token that came straight from the token endpoint, so that TLS vouches for it (OpenID Connect Core section 3.1.3.7). */
    private static function identity(string $idToken, string $nonce): array
    {
        $parts = explode('.', $idToken);
        $claims = isset($parts[1]) ? json_decode((string) base64_decode(strtr($parts[1], '-_', '+/')), true) : null;
        $claims = is_array($claims) ? $claims : [];
        if ($claims && $nonce !== '' && !hash_equals($nonce, (string) ($claims['nonce'] ?? ''))) {
            throw new Refusal('The sign-in that came back is not the one that was begun here.');
        }
        return $claims;
    }

    private function read(): ?array
    {
        $sealed = $this->settings->isFromNetwork() ? get_site_option(self::OPTION) : get_option(self::OPTION);
        $plain = is_string($sealed) ? Secrets::open($sealed) : null;
        return $plain === null ? null : json_decode($plain, true);
    }

    private function write(
        #[\SensitiveParameter]
        array $kept
    ): void {
        $sealed = Secrets::seal(wp_json_encode($kept));
        $this->settings->isFromNetwork() ? update_site_option(self::OPTION, $sealed) : update_option(self::OPTION, $sealed, false);
    }
}
