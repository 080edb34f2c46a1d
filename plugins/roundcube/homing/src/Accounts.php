<?php
namespace Homing\Roundcube;

use Homing\Mail\Native\Failure;
use Homing\Mail\Native\Native;

/** The accounts that people can have here: what the configuration allows, and what the library finds. */
final class Accounts
{
    private \rcmail $roundcube;

    public function __construct(\rcmail $roundcube)
    {
        $this->roundcube = $roundcube;
    }

    /** @return mixed */
    public function setting(string $name)
    {
        return $this->roundcube->config->get("homing_$name");
    }

    /** Whether a name is an address whose servers are to be found; others go where Roundcube's own configuration says. */
    public function covers(string $name): bool
    {
        $domain = strtolower((string) substr((string) strrchr($name, '@'), 1));
        $domains = (array) $this->setting('domains');
        return $domain !== '' && (!$domains || in_array($domain, array_map('strtolower', $domains), true));
    }

    /** Asks the library, or remembers what it said some minutes ago. */
    public function of(string $address): Account
    {
        $cache = $this->roundcube->get_cache_shared('homing');
        $key = 'found.' . hash('sha256', strtolower($address));
        $document = $cache ? $cache->get($key) : null;
        if (!is_array($document)) {
            $document = $this->native()->resolve($address);
            if ($cache && in_array($document['outcome'], ['found', 'partial'], true)) {
                $cache->set($key, $document);
            }
        }
        return new Account($document, (bool) $this->setting('private_addresses'));
    }

    /** What an error text means, the likeliest first; nothing where the library cannot be reached. */
    public function explained(string $reply): array
    {
        try {
            return $this->native()->explain($reply)['matches'] ?? [];
        } catch (Failure $failure) {
            return [];
        }
    }

    /** A PEM file of authorities in place of the system's. */
    public function authorities(): ?string
    {
        return $this->setting('ca_file') ?: null;
    }

    /** By the host of the token endpoint, so that no other host ever gets a client's secret: id, secret. */
    public function clients(): array
    {
        return $this->hasOwnSignIn() ? [] : (array) $this->setting('clients');
    }

    /** Whether Roundcube's own oauth_* are set, so that the login page has a button for its one provider. */
    public function hasOwnSignIn(): bool
    {
        return (bool) $this->roundcube->config->get('oauth_provider');
    }

    private function native(): Native
    {
        $options = ['net.private_addresses' => $this->setting('private_addresses') ? 'allow' : 'refuse'];
        return Native::best($options + array_filter(['tls.ca_file' => $this->authorities()]), $this->setting('way') ?: null);
    }
}
