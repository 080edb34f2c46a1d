<?php
namespace Homing\Mail\Native;

/** By PHP's FFI where the server lets every script have it (ffi.enable=1; the command line always has it). */
final class Ffi implements Way
{
    const NAME = 'ffi';
    const LIBRARY = 'libhoming.so.' . Conversation::ABI_VERSION;
    private static ?Conversation $conversation = null;

    public static function missing(): ?string
    {
        if (!extension_loaded('ffi')) {
            return 'PHP has no FFI here.';
        }
        $enabled = strtolower((string) ini_get('ffi.enable'));
        if (!in_array($enabled, ['1', 'on', 'true', 'yes'], true) && !($enabled === 'preload' && PHP_SAPI === 'cli')) {
            return 'FFI is switched off for web requests (ffi.enable).';
        }
        try {
            self::conversation();
            return null;
        } catch (\Throwable $refused) {
            return 'The library ' . self::LIBRARY . ' cannot be loaded (on Debian and Ubuntu: the package libhoming1): ' . $refused->getMessage();
        }
    }

    public function call(array $request, array $options): string
    {
        return self::conversation()->hold($request, $options);
    }

    private static function conversation(): Conversation
    {
        return self::$conversation ??= new Conversation(\FFI::cdef(Conversation::DECLARATIONS, self::LIBRARY));
    }
}
