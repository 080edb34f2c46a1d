<?php
// For opcache.preload: the one class that may use FFI in web requests while ffi.enable=preload. README.md says how.
namespace Homing\Preloaded;

require_once __DIR__ . '/../src/Native/Failure.php';
require_once __DIR__ . '/../src/Native/Conversation.php';

final class Library
{
    private static ?\Homing\Mail\Native\Conversation $conversation = null;

    public static function hold(array $request, array $options): string
    {
        self::$conversation ??= new \Homing\Mail\Native\Conversation(\FFI::scope('HOMING'));
        return self::$conversation->hold($request, $options);
    }
}
