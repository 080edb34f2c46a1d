<?php
namespace Homing\Mail\Admin;

use Homing\Mail\Account\Settings;
use Homing\Mail\Mail\Journal;
use Homing\Mail\Mail\Limits;
use Homing\Mail\Mail\Outcome;

/** What the owner is told in the dashboard, where mail is in trouble. Nothing is sent to anybody: mail is what does not work. */
final class Notices
{
    const TROUBLE = 'homing_mail_trouble';

    public static function start(): void
    {
        add_action('homing_mail_concluded', [self::class, 'remember'], 10, 2);
        add_action('admin_notices', [self::class, 'show']);
    }

    /** The last refusal stands until a message is taken again. */
    public static function remember(int $id, Outcome $outcome): void
    {
        if ($outcome->state === Outcome::SENT) {
            delete_option(self::TROUBLE);
        } elseif ($outcome->state === Outcome::REFUSED) {
            update_option(self::TROUBLE, ['time' => time(), 'reply' => $outcome->reply, 'diagnosis' => $outcome->diagnosis], false);
        }
    }

    /** @return array{time: int, reply: string, diagnosis: array}|null */
    public static function trouble(): ?array
    {
        $trouble = get_option(self::TROUBLE);
        return is_array($trouble) ? $trouble : null;
    }

    public static function show(): void
    {
        if (!current_user_can('manage_options') || !Settings::current()->isReady()) {
            return;
        }
        $trouble = self::trouble();
        if ($trouble !== null) {
            self::notice('error', __('The last mail of this site was refused.', 'homing-mail') . ' ' . ($trouble['diagnosis']['meaning'] ?? $trouble['reply']));
        }
        if (Settings::current()->hasLostSecret()) {
            self::notice('error', __(
                'The salts of this site have changed, so that its mail account can no longer be opened: enter the password or sign in again.',
                'homing-mail'));
        }
        $uncertain = Journal::count(Journal::UNCERTAIN);
        if ($uncertain > 0) {
            /* translators: %d: number of messages */
            self::notice('warning', sprintf(_n('Of %d message nobody knows whether it was sent: look into the log.',
                'Of %d messages nobody knows whether they were sent: look into the log.', $uncertain, 'homing-mail'), $uncertain));
        }
        $warning = Limits::warning();
        if ($warning !== null) {
            self::notice('warning', $warning);
        }
    }

    private static function notice(string $kind, string $sentence): void
    {
        printf('<div class="notice notice-%s"><p><strong>Homing Mail:</strong> %s <a href="%s">%s</a></p></div>',
            esc_attr($kind), esc_html($sentence), esc_url(LogPage::url()), esc_html__('Log of mail', 'homing-mail'));
    }
}
