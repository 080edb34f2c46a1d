<?php
namespace Homing\Mail\Account;

use Homing\Mail\Native\Native;

/**
 * How this site sends: what wp-config.php says, else what the site has saved, else what its network has.
 *
 * A saved value is one row of options. Secrets in it are sealed (Secrets); a constant holds them in plain text, as wp-config.php does others.
 */
final class Settings
{
    const OPTION = 'homing_mail';
    const DEFAULTS = [
        'address' => '', 'host' => '', 'port' => 587, 'security' => 'starttls', 'username' => '', 'method' => '', // oauth2 or password
        'password' => '', 'client_id' => '', 'client_secret' => '', 'tenant' => '', 'oauth2' => [], 'mailbox' => [], 'limits' => [], 'advice' => [],
        'password_until' => '', 'from_name' => '', 'force_from' => true, 'graph' => false, 'again' => false, 'keep_recipients' => false, 'keep_bodies' => false,
        'keep_days' => 30, 'keep_count' => 1000, 'enabled' => false,
    ];
    const SECRET = ['password', 'client_secret'];
    /** What the library finds for an address. */
    const FOUND = ['address', 'host', 'port', 'security', 'username', 'method', 'oauth2', 'mailbox', 'limits', 'advice', 'password_until'];
    /** What wp-config.php may fix: HOMING_MAIL_ADDRESS, and so on. */
    const CONSTANTS = [
        'address', 'host', 'port', 'security', 'username', 'method', 'password', 'client_id', 'client_secret', 'tenant', 'from_name', 'force_from', 'graph',
    ];

    private array $values;
    /** Whether the account is that of the network, for a site that has none. */
    private bool $fromNetwork = false;

    private function __construct(array $values)
    {
        $this->values = $values + self::DEFAULTS;
    }

    public static function current(): self
    {
        $saved = get_option(self::OPTION);
        $fromNetwork = is_multisite() && (!is_array($saved) || empty($saved['address']));
        if ($fromNetwork) {
            $saved = get_site_option(self::OPTION);
        }
        $saved = is_array($saved) ? $saved : [];
        $fixed = self::constants();
        if (isset($fixed['address']) && strcasecmp($fixed['address'], $saved['address'] ?? '') !== 0) { // what was found for another is not for this one
            $saved = array_diff_key($saved, array_flip(self::FOUND));
        }
        $settings = new self($fixed + $saved);
        $settings->fromNetwork = $fromNetwork;
        return $settings;
    }

    /** What the site or, with $network, the network has saved; constants do not count. */
    public static function saved(bool $network = false): self
    {
        $saved = $network ? get_site_option(self::OPTION) : get_option(self::OPTION);
        $settings = new self(is_array($saved) ? $saved : []);
        $settings->fromNetwork = $network;
        return $settings;
    }

    /** Saves what is given beside what was saved; plain secrets are sealed. */
    public static function save(array $values, bool $network = false): void
    {
        foreach (array_intersect(self::SECRET, array_keys($values)) as $name) {
            $values[$name] = $values[$name] === '' ? '' : Secrets::seal($values[$name]);
        }
        $all = array_intersect_key($values, self::DEFAULTS) + self::saved($network)->values;
        $network ? update_site_option(self::OPTION, $all) : update_option(self::OPTION, $all, true);
    }

    /** @return mixed */
    public function get(string $name)
    {
        return $this->values[$name];
    }

    /** A secret in plain text; null where there is none, or where it was sealed with other salts. */
    public function secret(string $name): ?string
    {
        $fixed = self::constants()[$name] ?? null;
        $value = (string) ($fixed ?? $this->values[$name]);
        return $value === '' ? null : ($fixed !== null ? $value : Secrets::open($value));
    }

    /** Whether a secret was saved that can no longer be read. */
    public function hasLostSecret(): bool
    {
        foreach (self::SECRET as $name) {
            if ($this->values[$name] !== '' && $this->secret($name) === null) {
                return true;
            }
        }
        return false;
    }

    public function isFromNetwork(): bool
    {
        return $this->fromNetwork;
    }

    public function isFixed(string $name): bool
    {
        return array_key_exists($name, self::constants());
    }

    /** Whether mail goes through this account. */
    public function isReady(): bool
    {
        return ($this->values['enabled'] || $this->isFixed('address')) && $this->isComplete();
    }

    /** Whether it is known where mail would go. */
    public function isComplete(): bool
    {
        return $this->values['address'] !== '' && $this->values['host'] !== '';
    }

    public function usesOAuth2(): bool
    {
        return $this->values['method'] === 'oauth2';
    }

    /** The library, with what this site lets it do. */
    public static function native(): Native
    {
        $options = ['net.private_addresses' => self::mayUsePrivateAddresses() ? 'allow' : 'refuse'];
        if (self::authorities() !== null) {
            $options['tls.ca_file'] = self::authorities();
        }
        return Native::best($options, defined('HOMING_MAIL_WAY') ? (string) constant('HOMING_MAIL_WAY') : null);
    }

    /** Only who may write wp-config.php can have the site connect to private networks. */
    public static function mayUsePrivateAddresses(): bool
    {
        return defined('HOMING_MAIL_PRIVATE_ADDRESSES') && constant('HOMING_MAIL_PRIVATE_ADDRESSES');
    }

    /** A PEM file of certificate authorities that takes the place of the system's. */
    public static function authorities(): ?string
    {
        return defined('HOMING_MAIL_CA_FILE') ? (string) constant('HOMING_MAIL_CA_FILE') : null;
    }

    private static function constants(): array
    {
        $fixed = [];
        foreach (self::CONSTANTS as $name) {
            $constant = 'HOMING_MAIL_' . strtoupper($name);
            if (defined($constant)) {
                $fixed[$name] = constant($constant);
            }
        }
        return $fixed;
    }
}
