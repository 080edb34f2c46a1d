<?php
namespace Homing\Mail\Admin;

use Homing\Mail\Mail\Mailer;
use Homing\Mail\Mail\Outcome;
use Homing\Mail\Mail\Transport;

/** A message that says what it is, sent as WordPress sends all others, so that it proves what they will do. */
final class TestMail
{
    /** @return array{state: string, reply: string, via: string, diagnosis: array, error: string} */
    public static function send(string $to): array
    {
        global $phpmailer;
        $error = '';
        $hear = static function ($failed) use (&$error): void {
            $error = $failed->get_error_message();
        };
        add_action('wp_mail_failed', $hear);
        $done = Mailer::trying(static fn () => wp_mail(
            $to,
            /* translators: %s: name of the site */
            sprintf(__('Test mail from %s', 'homing-mail'), wp_specialchars_decode(get_bloginfo('name'), ENT_QUOTES)),
            __('This is a test. If you read it, this site can send mail.', 'homing-mail')
        ));
        remove_action('wp_mail_failed', $hear);
        $transport = is_object($phpmailer) && method_exists($phpmailer, 'getSMTPInstance') ? $phpmailer->getSMTPInstance() : null;
        $outcome = $transport instanceof Transport ? $transport->outcome : null;
        if ($outcome === null) {
            $error = $error ?: ($done
                ? __('The message did not go through this account: another plug-in has sent it, or the account is not switched on.', 'homing-mail') : '');
            return ['state' => Outcome::REFUSED, 'reply' => $error, 'via' => '', 'diagnosis' => [], 'error' => $error];
        }
        return ['state' => $outcome->state, 'reply' => $outcome->reply, 'via' => $outcome->via, 'diagnosis' => $outcome->diagnosis, 'error' => $error];
    }
}
