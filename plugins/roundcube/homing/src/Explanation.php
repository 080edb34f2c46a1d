<?php
namespace Homing\Roundcube;

/** Reasons as HTML for people. What a server said, and what was found, is escaped; sentences of our own are in the language of the page. */
final class Explanation
{
    /** Response codes that say enough where the words are the server's own (RFC 5530): label. */
    const CODES = ['AUTHENTICATIONFAILED' => 'wrongpassword', 'EXPIRED' => 'expired', 'UNAVAILABLE' => 'notnow', 'CONTACTADMIN' => 'contactadmin'];

    public static function sentence(string $sentence): string
    {
        return self::block([\html::p(null, \rcube::Q($sentence))]);
    }

    public static function refusal(Refusal $refusal, callable $text): string
    {
        $details = array_map(static fn ($detail) => \html::p(null, \rcube::Q($detail)), $refusal->details);
        return self::block([\html::p(['class' => 'homing-meaning'], \rcube::Q($text($refusal->getMessage()))), ...$details, self::link($refusal->link, $text)]);
    }

    /** Of the entries that the reply may mean the first counts. */
    public static function reply(array $matches, string $reply, ?Account $account, callable $text): string
    {
        $parts = $matches ? [] : [self::code($reply, $text)];
        foreach (array_slice($matches, 0, 1) as $match) {
            $parts[] = \html::p(['class' => 'homing-meaning'], \rcube::Q($match['meaning']));
            $steps = array_map(static fn ($step) => \html::tag('li', null, \rcube::Q($step)), $match['steps'] ?? []);
            $parts[] = $steps ? \html::p(null, \rcube::Q($text('who' . $match['who']))) . \html::tag('ol', null, implode('', $steps)) : '';
            $parts[] = self::link($match['link'] ?? null, $text);
        }
        $known = $account ? array_map(static fn ($advice) => \html::tag('li', null, \rcube::Q($advice['text'])), $account->advice()) : [];
        $parts[] = $known ? \html::p(null, \rcube::Q($text('known'))) . \html::tag('ul', null, implode('', $known)) : '';
        $parts[] = \html::p(null, \rcube::Q($text('serversaid')) . ' ' . \html::tag('code', ['dir' => 'ltr'], \rcube::Q($reply)));
        return self::block($parts);
    }

    /** For the notice above a message that could not be sent. */
    public static function brief(array $match, string $reply, callable $text): string
    {
        $words = array_filter([$match['meaning'], $match['steps'][0] ?? '', $text('serversaid'), $reply]);
        return \html::span(['class' => 'homing-brief'], \rcube::Q(implode(' ', $words)));
    }

    private static function code(string $reply, callable $text): string
    {
        $label = preg_match('/^NO \[([A-Z]+)\]/i', $reply, $found) ? self::CODES[strtoupper($found[1])] ?? '' : '';
        return $label === '' ? '' : \html::p(['class' => 'homing-meaning'], \rcube::Q($text($label)));
    }

    private static function block(array $parts): string
    {
        return \html::div(['id' => 'homing-explained', 'role' => 'alert'], implode('', $parts));
    }

    private static function link(?string $link, callable $text): string
    {
        return $link !== null && strncmp($link, 'https://', 8) === 0
            ? \html::p(null, \html::a(['href' => $link, 'target' => '_blank', 'rel' => 'noopener noreferrer'], \rcube::Q($text('more')))) : '';
    }
}
