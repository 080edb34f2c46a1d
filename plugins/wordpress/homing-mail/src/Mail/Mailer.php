<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Settings;
use PHPMailer\PHPMailer\PHPMailer;

/** Has WordPress's mail go through the account. */
final class Mailer
{
    /** After other plugins, so that what they set does not take the mail elsewhere; Conflicts names them. */
    const LAST = 1000;

    public static function start(): void
    {
        add_action('phpmailer_init', [self::class, 'configure'], self::LAST);
        add_filter('wp_mail_from', static fn ($address) => Settings::current()->isReady() ? From::address((string) $address) : $address, self::LAST);
        add_filter('wp_mail_from_name', static fn ($name) => Settings::current()->isReady() ? From::name((string) $name) : $name, self::LAST);
        add_action(Retry::EVENT, [Retry::class, 'run']);
        add_action(Retry::DAILY, static function (): void {
            Journal::forget((int) Settings::current()->get('keep_days'), (int) Settings::current()->get('keep_count'));
        });
    }

    public static function configure(PHPMailer $mailer): void
    {
        $settings = Settings::current();
        if (!$settings->isReady()) {
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
}
