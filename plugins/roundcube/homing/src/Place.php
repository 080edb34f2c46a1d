<?php
namespace Homing\Roundcube;

/** Where a host is. Whoever types an address chooses the host, and is not to reach with it what only this machine can reach. */
final class Place
{
    /**
     * The address to connect to, so that the name server cannot say another one the next time.
     *
     * @throws Refusal where it is in a private network
     */
    public static function ofPublic(string $host): string
    {
        $addresses = filter_var(trim($host, '[]'), FILTER_VALIDATE_IP) ? [trim($host, '[]')] : self::addresses($host);
        foreach ($addresses as $address) {
            if (!self::isPublic($address)) {
                throw new Refusal('private', [$host]);
            }
        }
        if (!$addresses) {
            throw new Refusal('unreachable', [$host]);
        }
        return strpos($addresses[0], ':') === false ? $addresses[0] : "[{$addresses[0]}]";
    }

    public static function isPublic(string $address): bool
    {
        $bytes = (string) inet_pton($address);
        $mapped = strlen($bytes) === 16 && in_array(substr($bytes, 0, 12), [str_repeat("\0", 10) . "\xff\xff", inet_pton('64:ff9b::') & str_repeat("\xff", 12)], true);
        if ($mapped) {
            return self::isPublic((string) inet_ntop(substr($bytes, 12)));
        }
        $isShared = strlen($bytes) === 4 && $bytes[0] === "\x64" && (ord($bytes[1]) & 0xc0) === 0x40;  // RFC 6598, which the filter does not know
        $isMulticast = strlen($bytes) === 4 ? ord($bytes[0]) >= 224 : $bytes[0] === "\xff";
        return !$isShared && !$isMulticast && filter_var($address, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE) !== false;
    }

    /** IPv4 first, as many servers that run webmail have no other. @return string[] */
    private static function addresses(string $host): array
    {
        $found = gethostbynamel($host) ?: [];
        foreach (@dns_get_record($host, DNS_AAAA) ?: [] as $record) {
            $found[] = $record['ipv6'];
        }
        return $found;
    }
}
