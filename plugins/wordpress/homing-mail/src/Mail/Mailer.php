<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Found;
use Homing\Mail\Account\Settings;
use PHPMailer\PHPMailer\PHPMailer;

/** Has WordPress's mail go through the account. */
final class Mailer
{
    /** After other plugins, so that what they set does not take the mail elsewhere; Conflicts names them. */
    const LAST = 1000;
    /** Whether the account is used although it is not switched on yet: for a test. */
    private static bool $trying = false;

    public static function start(): void
    {
        add_action('phpmailer_init', [self::class, 'configure'], self::LAST);
        add_filter('wp_mail_from', static fn ($address) => self::isUsed() ? From::address((string) $address) : $address, self::LAST);
        add_filter('wp_mail_from_name', static fn ($name) => self::isUsed() ? From::name((string) $name) : $name, self::LAST);
        add_filter('wp_mail', [self::class, 'begin']);
        add_action('wp_mail_failed', [self::class, 'tell'], -self::LAST);
        add_action(Retry::EVENT, [Retry::class, 'run']);
        add_action(Retry::DAILY, static function (): void {
            Journal::forget((int) Settings::current()->get('keep_days'), (int) Settings::current()->get('keep_count'));
        });
    }

    public static function configure(PHPMailer $mailer): void
    {
        Found::forConstants();
        $settings = Settings::current();
        if (!self::isUsed()) {
            return;
        }
        From::settle($mailer, $settings);
        $mailer->isSMTP();
        $mailer->SMTPAuth = false; // the transport signs in itself, when the message is complete
        $mailer->SMTPAutoTLS = false;
        $mailer->SMTPSecure = '';
        $mailer->SMTPKeepAlive = false;
        $mailer->Host = $settings->get('host');
        $mailer->Port = (int) $settings->get('port');
        $mailer->setSMTPInstance(new Transport());
    }

    /** What came of the message before is not what comes of this one. */
    public static function begin(array $mail): array
    {
        global $phpmailer;
        if ($phpmailer instanceof PHPMailer && $phpmailer->getSMTPInstance() instanceof Transport) {
            $phpmailer->setSMTPInstance(new Transport());
        }
        return $mail;
    }

    /** PHPMailer says only that something was not accepted: whoever hears of it hears why, with the server's words. */
    public static function tell(\WP_Error $error): void
    {
        global $phpmailer;
        $transport = $phpmailer instanceof PHPMailer ? $phpmailer->getSMTPInstance() : null;
        if ($transport instanceof Transport && $transport->outcome !== null) {
            $code = $error->get_error_code();
            $error->errors[$code] = [Explained::sentence($transport->outcome)];
            $error->add_data(['diagnosis' => $transport->outcome->diagnosis] + (array) $error->get_error_data($code), $code);
        }
    }

    /** Does something with the account in use, switched on or not. */
    public static function trying(callable $work)
    {
        self::$trying = true;
        try {
            return $work();
        } finally {
            self::$trying = false;
        }
    }

    private static function isUsed(): bool
    {
        return Settings::current()->isReady() || (self::$trying && Settings::current()->isComplete());
    }
}
