<?php
namespace Homing\Mail\Native;

/** By the PHP extension "homing" (package php-homing): the fastest, and only its own functions are open to scripts. */
final class Extension implements Way
{
    const NAME = 'extension';

    public static function missing(): ?string
    {
        return extension_loaded('homing') ? null : 'The PHP extension "homing" is not loaded (on Debian and Ubuntu: the package homing-php).';
    }

    public function call(array $request, array $options): string
    {
        try {
            return (new \Homing\Session($options))->call($request)->wait()->json();
        } catch (\Exception $refused) {
            throw new Failure($refused->getMessage(), (int) $refused->getCode());
        }
    }
}
