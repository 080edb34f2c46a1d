<?php
namespace Homing\Mail\Mail;

/** What came of a message, in words for people. Nothing in them is escaped. */
final class Explained
{
    /** The server's own words and what they mean, in one paragraph. */
    public static function sentence(Outcome $outcome): string
    {
        $meaning = $outcome->diagnosis['meaning'] ?? '';
        return trim($outcome->reply . ($meaning === '' ? '' : ' -- ' . $meaning));
    }
}
