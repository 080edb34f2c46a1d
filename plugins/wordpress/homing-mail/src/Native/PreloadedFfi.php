<?php
namespace Homing\Mail\Native;

/** By FFI that the administrator has preloaded for this library alone: preload/README.md. */
final class PreloadedFfi implements Way
{
    const NAME = 'preloaded';

    public static function missing(): ?string
    {
        return class_exists('Homing\Preloaded\Library', false) ? null : 'The library is not preloaded (opcache.preload and ffi.preload).';
    }

    public function call(array $request, array $options): string
    {
        try {
            return \Homing\Preloaded\Library::hold($request, $options);
        } catch (\FFI\Exception $refused) {
            throw new Failure($refused->getMessage());
        }
    }
}
