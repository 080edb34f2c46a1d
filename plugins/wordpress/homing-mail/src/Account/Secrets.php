<?php
namespace Homing\Mail\Account;

/** Seals what must not be read from the database alone, with a key that is derived from the salts of wp-config.php. */
final class Secrets
{
    const VERSION = 'homing1:';
    const PLACEHOLDER = 'put your unique phrase here';

    public static function seal(
        #[\SensitiveParameter]
        string $plain
    ): string {
        $nonce = random_bytes(SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
        return self::VERSION . base64_encode($nonce . sodium_crypto_secretbox($plain, $nonce, self::key()));
    }

    /** Null for what was sealed with other salts, or is damaged. */
    public static function open(string $sealed): ?string
    {
        if (strncmp($sealed, self::VERSION, strlen(self::VERSION)) !== 0) {
            return null;
        }
        $bytes = (string) base64_decode(substr($sealed, strlen(self::VERSION)), true);
        if (strlen($bytes) < SODIUM_CRYPTO_SECRETBOX_NONCEBYTES + SODIUM_CRYPTO_SECRETBOX_MACBYTES) {
            return null;
        }
        $nonce = substr($bytes, 0, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
        $plain = sodium_crypto_secretbox_open(substr($bytes, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES), $nonce, self::key());
        return $plain === false ? null : $plain;
    }

    /** Whether the salts are in wp-config.php; else WordPress keeps them in the database, beside what is sealed with them. */
    public static function areSaltsOutsideTheDatabase(): bool
    {
        foreach (['SECURE_AUTH_KEY', 'SECURE_AUTH_SALT'] as $constant) {
            if (!defined($constant) || constant($constant) === '' || constant($constant) === self::PLACEHOLDER) {
                return false;
            }
        }
        return true;
    }

    private static function key(): string
    {
        return hash_hkdf('sha256', wp_salt('secure_auth'), SODIUM_CRYPTO_SECRETBOX_KEYBYTES, 'homing-mail');
    }
}
