<?php
namespace Homing\Mail\Native;

/** Where a host is. Whoever chooses a host by an address is not to reach with it what only this machine can reach. */
final class Host
{
    /** What is not globally reachable (RFC 6890 and its successors in IANA's registry). */
    const PRIVATE = [
        '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24',
        '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4', '::/8', '100::/16', '2001::/32',
        '2001:2::/48', '2001:db8::/32', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8',
    ];
    /** Blocks of IPv6 whose addresses carry one of IPv4, and where: mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056). */
    const CARRIERS = ['::ffff:0:0/96' => 12, '64:ff9b::/96' => 12, '2002::/16' => 2];

    /**
     * The addresses of a host, or of a literal with or without brackets; IPv4 first, as many servers that run PHP have no other.
     *
     * @return string[]
     */
    public static function addresses(string $host): array
    {
        $literal = trim($host, '[]');
        if (filter_var($literal, FILTER_VALIDATE_IP)) {
            return [$literal];
        }
        $records = function_exists('dns_get_record') ? @dns_get_record($host, DNS_AAAA) : false;
        return array_merge(gethostbynamel($host) ?: [], array_column($records ?: [], 'ipv6'));
    }

    public static function isPublic(string $address): bool
    {
        $bytes = (string) inet_pton($address);
        foreach (self::CARRIERS as $block => $offset) {
            if (self::liesIn($bytes, $block)) {
                return self::isPublic((string) inet_ntop(substr($bytes, $offset, 4)));
            }
        }
        foreach (self::PRIVATE as $block) {
            if (self::liesIn($bytes, $block)) {
                return false;
            }
        }
        return $bytes !== '';
    }

    private static function liesIn(string $bytes, string $block): bool
    {
        [$prefix, $bits] = explode('/', $block);
        $prefix = inet_pton($prefix);
        $mask = str_pad(str_repeat("\xff", intdiv((int) $bits, 8)) . chr(0xff00 >> $bits % 8 & 0xff), strlen($prefix), "\0");
        return strlen($bytes) === strlen($prefix) && ($bytes & $mask) === ($prefix & $mask);
    }
}
