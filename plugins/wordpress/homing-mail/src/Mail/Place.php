<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Settings;

/** Where a host name leads: its addresses, without those that strangers could use to reach what is behind this site. */
final class Place
{
    /** @return string[] to connect to, so that the name is not looked up again, and answered otherwise, in between */
    public static function addresses(string $host): array
    {
        $all = filter_var($host, FILTER_VALIDATE_IP) ? [$host] : array_merge(gethostbynamel($host) ?: [], self::six($host));
        return Settings::mayUsePrivateAddresses() ? $all : array_values(array_filter($all, [self::class, 'isPublic']));
    }

    public static function isPublic(string $address): bool
    {
        $bytes = (string) inet_pton($address);
        if (strlen($bytes) === 16) {
            $prefix = bin2hex(substr($bytes, 0, 12));
            if ($prefix === '00000000000000000000ffff' || $prefix === '0064ff9b0000000000000000') { // an IPv4 address inside (RFC 4291, RFC 6052)
                return self::isPublic(inet_ntop(substr($bytes, 12)));
            }
            if (strncmp($prefix, '2002', 4) === 0) { // 6to4 (RFC 3056)
                return self::isPublic(inet_ntop(substr($bytes, 2, 4)));
            }
            return (ord($bytes[0]) & 0xe0) === 0x20 && strncmp($prefix, '20010db8', 8) !== 0; // global unicast, but for documentation
        }
        return self::isSharedOrTest($address) === false
            && filter_var($address, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4 | FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE) !== false;
    }

    /** What PHP's filter lets pass: carrier-grade NAT, special purposes, documentation, benchmarks, multicast (RFC 6890). */
    private static function isSharedOrTest(string $address): bool
    {
        $number = ip2long($address);
        foreach (['100.64.0.0/10', '192.0.0.0/24', '192.0.2.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'] as $range) {
            [$start, $bits] = explode('/', $range);
            $mask = -1 << (32 - (int) $bits);
            if (($number & $mask) === (ip2long($start) & $mask)) {
                return true;
            }
        }
        return false;
    }

    private static function six(string $host): array
    {
        $records = function_exists('dns_get_record') ? @dns_get_record($host, DNS_AAAA) : false;
        return array_column($records ?: [], 'ipv6');
    }
}
