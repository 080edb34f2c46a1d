<?php
namespace Homing\Roundcube;

/** How Roundcube connects: to the very address that was judged, with the certificate checked, and encrypted before anybody signs in. */
final class Connection
{
    /** Said by this machine in place of a server. */
    const STRIPPED = 'STARTTLS is not offered';
    /** The mechanisms of Net_SMTP that need a secret. */
    const MECHANISMS = [
        'DIGEST-MD5' => 'authDigestMD5', 'CRAM-MD5' => 'authCRAMMD5', 'LOGIN' => 'authLogin', 'PLAIN' => 'authPlain', 'XOAUTH2' => 'authXOAuth2',
    ];

    /** For the hook storage_connect. */
    public static function ofStorage(array $args, Accounts $accounts): array
    {
        $storage = \rcmail::get_instance()->get_storage();
        if (!$storage->conn instanceof EncryptedImap) {
            $storage->conn = new EncryptedImap();
        }
        $args['socket_options'] = self::checked($args['host'], $args['socket_options'] ?? [], $accounts);
        $args['host'] = self::place($args['host'], $accounts);
        return $args;
    }

    /** For the hook smtp_connect. */
    public static function ofSubmission(array $args, array $submission, Accounts $accounts): array
    {
        $args['smtp_conn_options'] = self::checked($submission['host'], $args['smtp_conn_options'] ?? [], $accounts);
        $args['smtp_host'] = str_replace("//{$submission['host']}:", '//' . self::place($submission['host'], $accounts) . ':', $submission['uri']);
        $args['smtp_user'] = $submission['username'];
        $args['smtp_pass'] = '%p';
        $guard = new EncryptedSubmission();
        foreach (self::MECHANISMS as $name => $method) {
            $args['smtp_auth_callbacks'][] = ['name' => $name, 'function' => [$guard, $method], 'prepend' => false];
        }
        return $args;
    }

    private static function checked(string $host, array $options, Accounts $accounts): array
    {
        $checked = ['verify_peer' => true, 'verify_peer_name' => true, 'allow_self_signed' => false, 'peer_name' => $host];
        return ['ssl' => $checked + array_filter(['cafile' => $accounts->authorities()]) + ($options['ssl'] ?? [])] + $options;
    }

    /** Nowhere (an empty host, which nobody connects to) for one that has moved into a private network since. */
    private static function place(string $host, Accounts $accounts): string
    {
        try {
            return $accounts->setting('private_addresses') ? $host : Place::ofPublic($host);
        } catch (Refusal $refusal) {
            return '';
        }
    }
}
