<?php
namespace Homing\Mail\OAuth2;

use Homing\Mail\Account\Secrets;
use Homing\Mail\Account\Settings;

/**
 * Somebody who signs in: by a browser that goes to the authorization server and comes back (RFC 6749 section 4.1), or with a code that is typed on
 * any device (RFC 8628). What is begun belongs to the user who began it, for some minutes and once.
 */
final class Flow
{
    const LIFETIME = 15 * MINUTE_IN_SECONDS;
    /** So that what else comes to the dashboard's address is not taken for the end of a sign-in. */
    const PREFIX = 'homing-';

    /** What is registered as redirect URI: without a query, which Microsoft refuses for personal accounts. */
    public static function redirectUri(bool $network): string
    {
        return $network ? network_admin_url() : admin_url();
    }

    /** Whether authorization servers accept that the browser comes back here. */
    public static function canComeBack(bool $network): bool
    {
        $parts = wp_parse_url(self::redirectUri($network));
        return $parts['scheme'] === 'https' || in_array($parts['host'], ['localhost', '127.0.0.1'], true);
    }

    /** The page to send the browser to. */
    public static function begin(bool $network): string
    {
        $begun = ['state' => self::PREFIX . self::random(), 'verifier' => self::random(), 'nonce' => self::random(), 'network' => $network];
        self::remember('browser', $begun);
        $settings = Settings::saved($network);
        $access = array_merge(['smtp', 'imap'], $settings->get('graph') ? ['graph'] : []);
        return (new AuthorizationServer($settings))->authorizationUrl(
            $begun['state'], $begun['verifier'], $begun['nonce'], self::redirectUri($network), $access);
    }

    /** Ends what was begun with what came back; returns who has signed in, and whether that was for the network. */
    public static function end(array $query): array
    {
        $begun = self::recall('browser');
        self::remember('browser', null);
        if ($begun === null || !hash_equals($begun['state'], (string) ($query['state'] ?? ''))) {
            throw new Refusal('This sign-in was not begun here, or too long ago.');
        }
        $settings = Settings::saved($begun['network']);
        $issuer = (string) ($query['iss'] ?? '');
        if ($issuer !== '' && wp_parse_url($issuer, PHP_URL_HOST) !== ($settings->get('oauth2')['issuer'] ?? '')) { // RFC 9207
            throw new Refusal('Another authorization server has answered than the one that was asked.');
        }
        if (isset($query['error'])) {
            throw new Refusal(trim($query['error'] . ': ' . ($query['error_description'] ?? ''), ': '), false, (string) $query['error']);
        }
        $tokens = (new AuthorizationServer($settings))->redeem((string) ($query['code'] ?? ''), $begun['verifier'], self::redirectUri($begun['network']));
        return ['who' => (new SignIn($settings))->keep($tokens, 'browser', $begun['nonce']), 'network' => $begun['network']];
    }

    /** The code to show and where to type it: code, url, interval and seconds that it is good for. */
    public static function beginWithCode(bool $network): array
    {
        $answer = (new AuthorizationServer(Settings::saved($network)))->deviceCode();
        self::remember('device', ['code' => $answer['device_code'], 'network' => $network, 'until' => time() + (int) $answer['expires_in']]);
        return [
            'code' => $answer['user_code'], 'url' => $answer['verification_uri'],
            'interval' => max(1, (int) $answer['interval']), 'seconds' => (int) $answer['expires_in'],
        ];
    }

    /** Who has signed in with the code; null while nobody has. */
    public static function pollWithCode(): ?string
    {
        $begun = self::recall('device');
        if ($begun === null || $begun['until'] < time()) {
            throw new Refusal('The code is no longer good: ask for another.', false, 'expired_token');
        }
        $settings = Settings::saved($begun['network']);
        $tokens = (new AuthorizationServer($settings))->redeemDeviceCode($begun['code']);
        if ($tokens === null) {
            return null;
        }
        self::remember('device', null);
        return (new SignIn($settings))->keep($tokens, 'device');
    }

    private static function random(): string
    {
        return bin2hex(random_bytes(32)); // 64 characters: as RFC 7636 section 4.1 wants them
    }

    private static function remember(
        string $flow,
        #[\SensitiveParameter]
        ?array $begun
    ): void {
        $key = "homing_mail_{$flow}_" . get_current_user_id();
        $begun === null ? delete_site_transient($key) : set_site_transient($key, Secrets::seal(wp_json_encode($begun)), self::LIFETIME);
    }

    private static function recall(string $flow): ?array
    {
        $sealed = get_site_transient("homing_mail_{$flow}_" . get_current_user_id());
        $plain = is_string($sealed) ? Secrets::open($sealed) : null;
        return $plain === null ? null : json_decode($plain, true);
    }
}
