<?php
namespace Homing\Roundcube;

/** What was found for an address (manifests/schema/result.schema.json), as Roundcube can use it. */
final class Account
{
    const SCHEMES = ['tls' => 'ssl', 'starttls' => 'tls'];  // Roundcube's own words
    private array $document;
    private bool $mayBePrivate;

    public function __construct(array $document, bool $mayBePrivate)
    {
        $this->document = $document;
        $this->mayBePrivate = $mayBePrivate;
    }

    /** @throws Refusal where nobody can be signed in */
    public function check(): void
    {
        if ($this->server('imap') === null) {
            $published = !empty($this->document['imap']) ? 'unencrypted' : ($this->document['outcome'] === 'unreachable' ? 'unreachable' : 'notfound');
            throw new Refusal($published, array_column($this->document['advice'], 'text'));
        }
        if (!$this->mayBePrivate) {
            Place::ofPublic($this->storageHost());
        }
    }

    /** ssl://HOST:PORT or tls://HOST:PORT. */
    public function storage(): string
    {
        return self::uri($this->server('imap'));
    }

    public function storageHost(): string
    {
        return $this->server('imap')['host'];
    }

    /** host, uri and username; null where no server takes mail. */
    public function submission(): ?array
    {
        $server = $this->server('smtp');
        return $server ? ['host' => $server['host'], 'uri' => self::uri($server), 'username' => $server['username'] ?? $this->address()] : null;
    }

    public function username(): string
    {
        return $this->server('imap')['username'] ?? $this->address();
    }

    public function address(): string
    {
        return $this->document['address'];
    }

    public function takesPasswords(): bool
    {
        $password = $this->method('password');
        return $password !== null && $password['state'] !== 'retired';
    }

    /** Why a password is not taken, or will not be. */
    public function aboutPasswords(): string
    {
        return (string) ($this->method('password')['why'] ?? '');
    }

    /** What is known of such accounts, for the person who has one. */
    public function advice(): array
    {
        return array_values(array_filter($this->document['advice'] ?? [], static fn ($advice) => $advice['who'] === 'user'));
    }

    /** Endpoints and scopes of OAuth2; null where the server does not take its tokens. */
    public function oauth2(): ?array
    {
        $oauth2 = $this->document['oauth2'] ?? [];
        return $this->method('oauth2') !== null && !empty($oauth2['token_endpoint']) && !empty($oauth2['authorization_endpoint']) ? $oauth2 : null;
    }

    private function method(string $wanted): ?array
    {
        foreach ($this->server('imap')['auth'] ?? [] as $auth) {
            if ($auth['method'] === $wanted) {
                return $auth;
            }
        }
        return null;
    }

    /** The first server that is encrypted. */
    private function server(string $protocol): ?array
    {
        foreach ($this->document[$protocol] ?? [] as $server) {
            if (isset(self::SCHEMES[$server['security']])) {
                return $server;
            }
        }
        return null;
    }

    private static function uri(array $server): string
    {
        return self::SCHEMES[$server['security']] . "://{$server['host']}:{$server['port']}";
    }
}
