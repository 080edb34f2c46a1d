<?php
namespace Homing\Mail\OAuth2;

use Homing\Mail\Account\Settings;

/**
 * The authorization server of an account, as the library found it: requests of RFC 6749, RFC 7636 and RFC 8628.
 *
 * The library signs people in at programs on their own machine. A site cannot: its browser comes back to the site's own https address, in another
 * request than the one that sent it away. And mail must go on where the library is gone after an update of PHP. So this is here.
 */
final class AuthorizationServer
{
    private array $facts;
    private string $clientId;
    private ?string $clientSecret;
    private string $address;

    public function __construct(Settings $settings)
    {
        $this->facts = $settings->get('oauth2');
        $this->clientId = $settings->get('client_id');
        $this->clientSecret = $settings->secret('client_secret');
        $this->address = $settings->get('address');
        $tenant = $settings->get('tenant');
        if ($tenant !== '' && isset($this->facts['tenant'])) { // Microsoft Entra: the directory is a part of the path
            foreach (['authorization_endpoint', 'token_endpoint', 'device_authorization_endpoint'] as $name) {
                $this->facts[$name] = str_replace("/{$this->facts['tenant']}/", '/' . rawurlencode($tenant) . '/', $this->facts[$name] ?? '');
            }
        }
    }

    public function knowsDeviceCodes(): bool
    {
        return !empty($this->facts['device_authorization_endpoint']);
    }

    /** The page to send the browser to. Consent is asked for all, tokens are had for one resource at a time. */
    public function authorizationUrl(string $state, string $verifier, string $nonce, string $redirect, array $access): string
    {
        return add_query_arg(array_map('rawurlencode', [
            'response_type' => 'code', 'client_id' => $this->clientId, 'redirect_uri' => $redirect, 'scope' => $this->scopes($access), 'state' => $state,
            'nonce' => $nonce,
            'code_challenge' => rtrim(strtr(base64_encode(hash('sha256', $verifier, true)), '+/', '-_'), '='), 'code_challenge_method' => 'S256',
            'login_hint' => $this->address, 'prompt' => 'select_account', 'access_type' => 'offline',
        ]), $this->facts['authorization_endpoint'] ?? '');
    }

    public function redeem(string $code, string $verifier, string $redirect): array
    {
        return $this->token([
            'grant_type' => 'authorization_code', 'code' => $code, 'redirect_uri' => $redirect, 'code_verifier' => $verifier,
            'scope' => $this->scopes(['smtp']),
        ]);
    }

    /** The code to show, with device_code, user_code, verification_uri, expires_in and interval (RFC 8628 section 3.2). */
    public function deviceCode(): array
    {
        $answer = Web::post($this->facts['device_authorization_endpoint'] ?? '', ['client_id' => $this->clientId, 'scope' => $this->scopes(['smtp'])]);
        $members = $answer->members();
        if ($answer->status !== 200 || empty($members['device_code']) || empty($members['user_code'])) {
            throw $this->refused($answer);
        }
        return $members + ['interval' => 5, 'verification_uri' => $members['verification_url'] ?? ''];
    }

    /** Whether somebody has typed the code; null: not yet. */
    public function redeemDeviceCode(string $deviceCode): ?array
    {
        try {
            return $this->token(['grant_type' => 'urn:ietf:params:oauth:grant-type:device_code', 'device_code' => $deviceCode], false);
        } catch (Refusal $refusal) {
            if (in_array($refusal->error, ['authorization_pending', 'slow_down'], true)) {
                return null;
            }
            throw $refusal;
        }
    }

    /** $withSecret: whether the refresh token was had by a client that proves itself, so by a browser and not by a code. */
    public function refresh(
        #[\SensitiveParameter]
        string $refreshToken,
        string $access,
        bool $withSecret
    ): array {
        return $this->token(['grant_type' => 'refresh_token', 'refresh_token' => $refreshToken, 'scope' => $this->scopes([$access])], $withSecret);
    }

    private function token(
        #[\SensitiveParameter]
        array $request,
        bool $withSecret = true
    ): array {
        $proof = $withSecret ? array_filter(['client_secret' => $this->clientSecret]) : [];
        $answer = Web::post($this->facts['token_endpoint'] ?? '', $request + ['client_id' => $this->clientId] + $proof);
        $members = $answer->members();
        if ($answer->status !== 200 || !is_string($members['access_token'] ?? null) || strcasecmp($members['token_type'] ?? '', 'Bearer') !== 0) {
            throw $this->refused($answer);
        }
        return $members;
    }

    private function refused(Web $answer): Refusal
    {
        $members = $answer->members();
        $error = is_string($members['error'] ?? null) ? $members['error'] : '';
        $words = trim($error . ': ' . (is_string($members['error_description'] ?? null) ? $members['error_description'] : ''), ': ');
        $temporary = $answer->status === 0 || $answer->status === 429 || $answer->status >= 500 || $error === 'temporarily_unavailable';
        return new Refusal($words ?: ($answer->status ? "The authorization server answered with HTTP {$answer->status}." : $answer->text), $temporary, $error);
    }

    private function scopes(array $access): string
    {
        $scopes = [];
        foreach ($access as $one) {
            $scopes = array_merge($scopes, $this->facts['scopes'][$one] ?? []);
        }
        return implode(' ', array_unique(array_merge($scopes, $this->facts['scopes']['refresh'] ?? [], ['openid', 'email', 'profile'])));
    }
}
