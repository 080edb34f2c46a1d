<?php
namespace Homing\Mail\Native;

/** One way to reach the library: its NAME, what it lacks here, and an operation as JSON. */
interface Way
{
    /** What this PHP lacks for it, as a sentence; null where nothing does. */
    public static function missing(): ?string;

    /**
     * The document that answers a request (manifests/schema/request.schema.json).
     *
     * @param array<string, string> $options of the library
     * @throws Failure
     */
    public function call(array $request, array $options): string;
}
