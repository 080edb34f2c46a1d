<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Settings;
use Homing\Mail\OAuth2\Refusal;
use Homing\Mail\OAuth2\SignIn;

/** One try to bring a message that is written down to the account's server, and what comes of it. */
final class Delivery
{
    /** Minutes after which a refusal that is temporary is tried again (RFC 5321 section 4.5.4.1); after the last it is final. */
    const BACK_OFF = [1, 5, 15, 30, 60, 120, 240, 480, 720, 720, 720, 720];
    /** Seconds for which submission counts as switched off, once the server has said so. */
    const SWITCHED_OFF = DAY_IN_SECONDS;

    /** Null where another process has the message, or it is over. */
    public static function attempt(int $id): ?Outcome
    {
        $settings = Settings::current();
        $message = Journal::claim($id);
        if ($message === null) {
            return null;
        }
        $from = Journal::SENDING;
        $outcome = self::submit($message, $settings, static function () use ($id, $message, &$from): bool {
            $isOurs = Journal::handing($id, $message->attempt);
            $from = $isOurs ? Journal::HANDED : $from;
            return $isOurs;
        });
        self::conclude($id, $from, $message->attempt, $outcome);
        return $outcome;
    }

    /** Submits by SMTP or, where that is switched off and the owner agrees, by Microsoft Graph. */
    public static function submit(Message $message, Settings $settings, callable $handing): Outcome
    {
        foreach (['Exception', 'SMTP'] as $class) { // WordPress loads them with the first wp_mail of a request only
            require_once ABSPATH . WPINC . "/PHPMailer/$class.php";
        }
        $mayUseGraph = $settings->get('graph') && $settings->usesOAuth2();
        $switch = 'homing_mail_smtp_off_' . md5($settings->get('address'));
        try {
            if ($mayUseGraph && get_transient($switch)) {
                return Graph::submit($message, $settings, self::proof($settings, 'graph'), $handing);
            }
            $outcome = (new Conversation())->submit($message, $settings, self::proof($settings, 'smtp'), $handing);
            if ($mayUseGraph && $outcome->isSwitchedOff()) {
                set_transient($switch, 1, self::SWITCHED_OFF);
                return Graph::submit($message, $settings, self::proof($settings, 'graph'), $handing);
            }
            return $outcome;
        } catch (Refusal $refusal) {
            return Outcome::refusal($refusal->getMessage(), $refusal->temporary);
        }
    }

    private static function proof(Settings $settings, string $access): string
    {
        if ($settings->usesOAuth2()) {
            return (new SignIn($settings))->token($access);
        }
        $password = $settings->secret('password');
        if ($password === null) {
            throw new Refusal($settings->hasLostSecret() ? 'The salts of this site have changed, so that the password can no longer be read: enter it again.'
                : 'No password is saved for this account.');
        }
        return $password;
    }

    private static function conclude(int $id, string $from, int $attempts, Outcome $outcome): void
    {
        $waits = apply_filters('homing_mail_back_off', array_map(static fn ($minutes) => $minutes * MINUTE_IN_SECONDS, self::BACK_OFF));
        $wait = $waits[$attempts - 1] ?? null;
        if ($outcome->state === Outcome::LATER && $wait === null) {
            $outcome->state = Outcome::REFUSED;
        }
        switch ($outcome->state) {
            case Outcome::LATER:
                Journal::conclude($id, $from, $outcome, Journal::WAITING, time() + $wait, $attempts);
                break;
            case Outcome::UNKNOWN:
                Journal::conclude($id, $from, $outcome, Journal::HANDED, time() + ($wait ?? 0), $attempts);
                break;
            default:
                Journal::conclude($id, $from, $outcome, $outcome->state === Outcome::SENT ? Journal::SENT : Journal::REFUSED, 0, $attempts);
        }
        do_action('homing_mail_concluded', $id, $outcome);
        Retry::schedule();
    }
}
