<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Settings;
use Homing\Mail\Native\Host;

/** Where mail goes: the addresses of a host, without those that strangers could use to reach what is behind this site. */
final class Place
{
    /** @return string[] to connect to, so that the name is not looked up again, and answered otherwise, in between */
    public static function addresses(string $host): array
    {
        $all = Host::addresses($host);
        return Settings::mayUsePrivateAddresses() ? $all : array_values(array_filter($all, [Host::class, 'isPublic']));
    }
}
