<?php
namespace Homing\Roundcube;

use Homing\Mail\Native\Host;

/** Where a host is that somebody has chosen by typing an address. */
final class Place
{
    /**
     * The address to connect to, so that the name server cannot say another one the next time.
     *
     * @throws Refusal where it is in a private network
     */
    public static function ofPublic(string $host): string
    {
        $addresses = Host::addresses($host);
        foreach ($addresses as $address) {
            if (!Host::isPublic($address)) {
                throw new Refusal('private', [$host]);
            }
        }
        if (!$addresses) {
            throw new Refusal('unreachable', [$host]);
        }
        return strpos($addresses[0], ':') === false ? $addresses[0] : "[{$addresses[0]}]";
    }
}
