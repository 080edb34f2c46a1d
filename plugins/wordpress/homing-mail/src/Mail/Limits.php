<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Settings;

/** What the provider lets one account send (the library's "limits"), held against what this site has sent. */
final class Limits
{
    /** From this share of a day's recipients on, the owner is warned. */
    const WARN_AT = 0.8;

    /** Whether another message may go this minute; what may not waits. */
    public static function mayTryNow(): bool
    {
        $most = (int) (self::known()['messages_per_minute'] ?? 0);
        return $most === 0 || Journal::triesSince(time() - MINUTE_IN_SECONDS) < $most;
    }

    /** Why the provider would never take the message, as a sentence; null where it may. */
    public static function refusal(Message $message): ?string
    {
        $limits = self::known();
        $recipients = (int) ($limits['recipients_per_message_maximum'] ?? $limits['recipients_per_message'] ?? 0);
        if ($recipients && count($message->recipients) > $recipients) {
            /* translators: 1: number of recipients, 2: the limit */
            return sprintf(__('The message has %1$d recipients; this account may send to %2$d at a time.', 'homing-mail'),
                count($message->recipients), $recipients);
        }
        $size = (int) ($limits['message_mb_maximum'] ?? $limits['message_mb'] ?? $limits['attachment_mb'] ?? 0);
        if ($size && strlen($message->text) > $size * 1048576) {
            /* translators: 1: size of the message, 2: the limit */
            return sprintf(__('The message has %1$s; this account may send %2$s.', 'homing-mail'),
                size_format(strlen($message->text)), size_format($size * 1048576));
        }
        return null;
    }

    /** @return array{served: int, most: int}|null recipients of the last 24 hours; null where no limit is known */
    public static function today(): ?array
    {
        $most = (int) (self::known()['recipients_per_day'] ?? self::known()['older_guides']['messages_per_day'] ?? 0);
        return $most === 0 ? null : ['served' => Journal::recipientsSince(time() - DAY_IN_SECONDS), 'most' => $most];
    }

    /** A warning before the limit bites; null where there is no need. */
    public static function warning(): ?string
    {
        $today = self::today();
        if ($today === null || $today['served'] < self::WARN_AT * $today['most']) {
            return null;
        }
        return sprintf(
            /* translators: 1: recipients of the last 24 hours, 2: the limit */
            __('Mail went to %1$d recipients in the last 24 hours; this account may serve %2$d a day. The provider refuses what is beyond.', 'homing-mail'),
            $today['served'], $today['most']);
    }

    private static function known(): array
    {
        return Settings::current()->get('limits');
    }
}
