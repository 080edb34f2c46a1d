<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Settings;

/** What came of one try to submit a message, with the server's own words and what they mean. */
final class Outcome
{
    const SENT = 'sent', LATER = 'later', REFUSED = 'refused', UNKNOWN = 'unknown';

    public string $state;
    /** The server's reply or, where there was none, what happened. Not trusted: it is escaped where it is shown. */
    public string $reply;
    /** smtp or graph. */
    public string $via = 'smtp';
    /** @var array<string, string> recipients that were refused, with the reply to each */
    public array $refused = [];
    /** Of an explanation (manifests/schema/explanation.schema.json), the best match; empty where nothing is known. */
    public array $diagnosis = [];

    private function __construct(string $state, string $reply)
    {
        $this->state = $state;
        $this->reply = substr(wp_check_invalid_utf8(trim($reply), true), 0, 2000);
    }

    public static function sent(string $reply): self
    {
        return new self(self::SENT, $reply);
    }

    /**
     * The connection was lost after the last octet of the message and before the reply to it: whether the server has
     * taken the message is not known (RFC 5321 section 4.2.5, RFC 1047).
     */
    public static function unknown(string $reply): self
    {
        return new self(self::UNKNOWN, $reply);
    }

    /** A refusal, which is temporary where its code says so (RFC 5321 section 4.2.1), where there is no code, or where patience mends it. */
    public static function refusal(string $reply, bool $temporary = false): self
    {
        $outcome = new self(self::REFUSED, $reply);
        $outcome->diagnosis = self::explained($outcome->reply);
        $patience = in_array($outcome->diagnosis['next'] ?? '', ['wait', 'retry'], true) && ($outcome->diagnosis['confidence'] ?? '') === 'certain';
        if ($temporary || $patience || preg_match('/^4\d\d\b/', $outcome->reply)) {
            $outcome->state = self::LATER;
        }
        return $outcome;
    }

    /** The best match for an error text; it asks nobody. */
    public static function explained(string $text): array
    {
        try {
            $diagnosis = Settings::native()->explain($text)['matches'][0] ?? [];
        } catch (\Throwable $unavailable) { // mail goes on without explanations
            return [];
        }
        return (Settings::current()->get('mailbox')['kind'] ?? '') === 'outlook.com' ? self::withoutAdministrator($diagnosis) : $diagnosis;
    }

    /** A personal mailbox has none: what is left of the remedies is told instead, a way out before what only passes it on. */
    private static function withoutAdministrator(array $diagnosis): array
    {
        if (($diagnosis['who'] ?? '') !== 'admin') {
            return $diagnosis;
        }
        $left = array_filter($diagnosis['remedies'] ?? [], static fn ($remedy) => $remedy['who'] !== 'admin' && $remedy['next'] !== 'ask_admin');
        return $left ? reset($left) + $diagnosis : $diagnosis;
    }

    /** Whether submission is switched off for the mailbox, so that Microsoft Graph can take the message instead. */
    public function isSwitchedOff(): bool
    {
        return in_array($this->diagnosis['id'] ?? '', ['smtp.auth.disabled_tenant', 'smtp.auth.disabled_mailbox'], true);
    }
}
