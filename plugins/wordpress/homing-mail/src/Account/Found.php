<?php
namespace Homing\Mail\Account;

/**
 * What the library found for an address, as a site can use it: the server for submission, and the ways to sign in.
 *
 * Hosts come from here alone, never from a browser, so that nobody can have the site connect where they like.
 */
final class Found
{
    const KEPT = 10 * MINUTE_IN_SECONDS;
    private array $document;

    private function __construct(array $document)
    {
        $this->document = $document;
    }

    /** Asks the library, or remembers what it said some minutes ago. */
    public static function of(string $address): self
    {
        $key = 'homing_mail_found_' . md5(strtolower($address));
        $document = get_transient($key);
        if (!is_array($document)) {
            $document = Settings::native()->resolve($address);
            set_transient($key, $document, self::KEPT);
        }
        return new self($document);
    }

    /** manifests/schema/result.schema.json */
    public function document(): array
    {
        return $this->document;
    }

    /** The first server for submission that is encrypted; null where there is none. */
    public function server(): ?array
    {
        foreach ($this->document['smtp'] ?? [] as $server) {
            if (in_array($server['security'], ['tls', 'starttls'], true)) {
                return $server;
            }
        }
        return null;
    }

    /** How one can sign in there: method => state (current or legacy), since, until, why. What is retired is left out. */
    public function methods(): array
    {
        $methods = [];
        foreach ($this->server()['auth'] ?? [] as $auth) {
            $isKnown = $auth['method'] === 'oauth2' ? !empty($this->document['oauth2']['token_endpoint']) : $auth['method'] === 'password';
            if ($isKnown && $auth['state'] !== 'retired') {
                $methods[$auth['method']] = $auth;
            }
        }
        return $methods;
    }

    /** What is to be saved of it. */
    public function settings(string $method): array
    {
        $server = $this->server();
        return [
            'address' => $this->document['address'], 'host' => $server['host'], 'port' => $server['port'], 'security' => $server['security'],
            'username' => $server['username'] ?? $this->document['address'], 'method' => $method,
            'oauth2' => $this->document['oauth2'] ?? [], 'mailbox' => $this->document['mailbox'] ?? [], 'limits' => $this->document['limits'] ?? [],
            'advice' => $this->document['advice'] ?? [], 'password_until' => (string) ($this->methods()['password']['until'] ?? ''),
        ];
    }

    /** Looks up, once, what wp-config.php leaves open: it may name an address, and a password or a sign-in, alone. */
    public static function forConstants(): void
    {
        $settings = Settings::current();
        $pause = 'homing_mail_pause_' . md5((string) $settings->get('address'));
        if (!$settings->isFixed('address') || $settings->isComplete() || get_transient($pause)) {
            return;
        }
        set_transient($pause, 1, self::KEPT); // whatever comes of it, not with every message
        try {
            $found = self::of($settings->get('address'));
        } catch (\Homing\Mail\Native\Failure $unavailable) {
            return;
        }
        $method = $settings->get('method') ?: ($settings->secret('password') !== null ? 'password' : (string) key($found->methods()));
        if ($found->server() !== null && isset($found->methods()[$method])) {
            Settings::save($found->settings($method));
        }
    }
}
