<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Settings;
use PHPMailer\PHPMailer\PHPMailer;

/** Who the mail is from. Providers refuse, or rewrite, what is not from the account (554 5.2.252 SendAsDenied at Microsoft). */
final class From
{
    const OPTION = 'homing_mail_foreign_from';

    /** The sender that WordPress itself makes up, which no account has. */
    public static function isMadeUp(string $address): bool
    {
        $host = (string) wp_parse_url(network_home_url(), PHP_URL_HOST);
        return strcasecmp($address, 'wordpress@' . preg_replace('/^www\./', '', $host)) === 0;
    }

    /** For wp_mail_from: before PHPMailer checks the address, which it would refuse for a site at an IP address. */
    public static function address(string $address): string
    {
        return self::isMadeUp($address) ? Settings::current()->get('address') : $address;
    }

    /** For wp_mail_from_name. */
    public static function name(string $name): string
    {
        return $name === 'WordPress' ? (Settings::current()->get('from_name') ?: wp_specialchars_decode(get_bloginfo('name'), ENT_QUOTES)) : $name;
    }

    /** Another sender becomes who is replied to, where the owner wants that; else it stays, and the owner is told. */
    public static function settle(PHPMailer $mailer, Settings $settings): void
    {
        $wanted = $mailer->From;
        $mine = $settings->get('address');
        if (strcasecmp($wanted, $mine) === 0) {
            return;
        }
        self::note($wanted);
        if ($settings->get('force_from')) {
            if (!$mailer->getReplyToAddresses()) {
                $mailer->addReplyTo($wanted, $mailer->FromName);
            }
            $mailer->setFrom($mine, $mailer->FromName, false);
        }
        $mailer->Sender = $mine; // of the envelope: where non-delivery reports go
    }

    /** The last sender that was not the account, and when; null where there was none. */
    public static function lastForeign(): ?array
    {
        $noted = get_option(self::OPTION);
        return is_array($noted) ? $noted : null;
    }

    private static function note(string $address): void
    {
        $noted = self::lastForeign();
        if ($noted === null || $noted['address'] !== $address || $noted['time'] < time() - HOUR_IN_SECONDS) {
            update_option(self::OPTION, ['address' => $address, 'time' => time()], false);
        }
    }
}
