<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Settings;
use Homing\Mail\OAuth2\SignIn;

/** What WP-Cron does: tries what is due, and finds out about what a lost connection or a dead process left behind. */
final class Retry
{
    const EVENT = 'homing_mail_retry';
    const DAILY = 'homing_mail_forget';
    /** Messages of one run, which a web server would otherwise cut off. */
    const MOST = 20;
    /** Seconds of one run. */
    const LONGEST = 45;

    /** WordPress keeps its events in one option, so that of two that are planned at once one is lost: every request looks after ours. */
    public static function ensure(): void
    {
        if (!wp_next_scheduled(self::EVENT)) {
            self::schedule();
        }
    }

    public static function schedule(): void
    {
        $next = Journal::nextTime();
        $planned = wp_next_scheduled(self::EVENT);
        if ($next === null || ($planned && $planned <= max($next, time()))) {
            return;
        }
        if ($planned) {
            wp_unschedule_event($planned, self::EVENT);
        }
        wp_schedule_single_event(max($next, time()), self::EVENT);
    }

    public static function run(): void
    {
        $end = microtime(true) + self::LONGEST;
        foreach (Journal::leftBehind(Journal::SENDING, 1000) as $row) { // it had not been handed over
            Journal::move((int) $row->id, Journal::SENDING, Journal::WAITING, ['next_try' => time()]);
        }
        foreach (Journal::leftBehind(Journal::HANDED, self::MOST) as $row) {
            if (microtime(true) < $end) {
                self::findOut($row);
            }
        }
        foreach (Journal::due(self::MOST) as $id) {
            if (microtime(true) < $end && Limits::mayTryNow()) {
                Delivery::attempt($id);
            }
        }
        self::schedule();
    }

    /** Whether the server has a message: where the provider keeps a copy of what was submitted, the mailbox has it. */
    private static function findOut(object $row): void
    {
        $id = (int) $row->id;
        $settings = Settings::current();
        $has = !empty($settings->get('limits')['keeps_sent_copy']) ? self::mailboxHas($row->message_id, $settings) : null;
        if ($has === true) {
            $outcome = Outcome::sent('The mailbox has a copy of it.');
            $outcome->via = $row->via;
            Journal::conclude($id, Journal::HANDED, $outcome, Journal::SENT);
        } elseif ($has === false || $settings->get('again')) {
            Journal::move($id, Journal::HANDED, Journal::WAITING, ['next_try' => time()]);
        } else {
            Journal::move($id, Journal::HANDED, Journal::UNCERTAIN);
        }
    }

    /** Null where the mailbox could not be looked into. */
    private static function mailboxHas(string $messageId, Settings $settings): ?bool
    {
        try {
            $proof = $settings->usesOAuth2() ? ['token' => (new SignIn($settings))->token('imap')]
                : ['password' => (string) $settings->secret('password'), 'method' => 'password'];
            $document = Settings::native()->verify(['address' => $settings->get('address'), 'protocols' => 'imap', 'find' => $messageId] + $proof);
            return $document['message']['found'] ?? null;
        } catch (\Throwable $unavailable) {
            return null;
        }
    }
}
