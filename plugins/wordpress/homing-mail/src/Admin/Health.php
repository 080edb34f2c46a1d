<?php
namespace Homing\Mail\Admin;

use Homing\Mail\Account\Secrets;
use Homing\Mail\Account\Settings;
use Homing\Mail\Mail\From;
use Homing\Mail\Mail\Journal;
use Homing\Mail\Mail\Limits;
use Homing\Mail\OAuth2\SignIn;

/** What Site Health says of mail. Each test is one question, answered from what is known here: none of them asks a server. */
final class Health
{
    /** Days after which Microsoft ends a sign-in that was not used (AADSTS700082), and from which on that is told. */
    const UNUSED = 90, WARN_UNUSED = 75;
    /** Seconds by which what is due may be late before WP-Cron counts as dead. */
    const LATE = 2 * HOUR_IN_SECONDS;

    public static function start(): void
    {
        add_filter('site_status_tests', static function ($tests) {
            foreach (['outcome', 'library', 'account', 'signIn', 'sender', 'conflicts', 'salts', 'limits', 'cron'] as $test) {
                $tests['direct']["homing_mail_$test"] = ['label' => 'Homing Mail', 'test' => static fn () => self::answer($test, self::$test())];
            }
            return $tests;
        });
        add_filter('debug_information', [self::class, 'information']);
    }

    public static function information(array $information): array
    {
        $settings = Settings::current();
        $native = Settings::native();
        $server = $settings->isComplete() ? "{$settings->get('host')}:{$settings->get('port')} {$settings->get('security')}" : '-';
        $fields = [
            'library' => [__('Library', 'homing-mail'), $native->name()],
            'kind' => [__('Mailbox', 'homing-mail'), $settings->get('mailbox')['kind'] ?? '-'],
            'server' => [__('Server', 'homing-mail'), $server],
            'method' => [__('Sign-in', 'homing-mail'), $settings->get('method') ?: '-'],
            'waiting' => [__('Messages that wait', 'homing-mail'), (string) Journal::count(Journal::WAITING)],
        ];
        $information['homing-mail'] = [
            'label' => 'Homing Mail',
            'fields' => array_map(static fn ($field) => ['label' => $field[0], 'value' => $field[1]], $fields),
        ];
        return $information;
    }

    private static function outcome(): array
    {
        $trouble = Notices::trouble();
        return $trouble === null ? ['good', __('No mail was refused lately', 'homing-mail')]
            : ['critical', __('The last mail of this site was refused', 'homing-mail'), Diagnosis::html($trouble['diagnosis'], $trouble['reply'])];
    }

    private static function library(): array
    {
        $native = Settings::native();
        if ($native->name() !== 'none') {
            /* translators: %s: a way, such as "extension" */
            return ['good', sprintf(__('The Homing library is there (%s)', 'homing-mail'), $native->name())];
        }
        return ['recommended', __('The Homing library cannot be reached', 'homing-mail'), self::list($native->wanting())
            . '<p>' . esc_html__('Mail that is set up goes on; refusals are not explained, and nothing new can be set up.', 'homing-mail') . '</p>'];
    }

    private static function account(): array
    {
        $settings = Settings::current();
        if (!$settings->isReady()) {
            return ['recommended', __('No mail account is set up', 'homing-mail'),
                '<p>' . esc_html__('Mail goes the way of the web server, which many providers refuse.', 'homing-mail') . '</p>'];
        }
        if ($settings->hasLostSecret()) {
            return ['critical', __('The mail account can no longer be opened', 'homing-mail'),
                '<p>' . esc_html__('The salts of this site have changed: enter the password or sign in again.', 'homing-mail') . '</p>'];
        }
        $until = $settings->get('password_until');
        if ($settings->get('method') === 'password' && $until !== '') {
            /* translators: %s: a date */
            return [$until < gmdate('Y-m-d') ? 'critical' : 'recommended', sprintf(__('The provider takes passwords until %s', 'homing-mail'), $until),
                '<p>' . esc_html__('Sign in with the provider (OAuth2) before, on the screen of Homing Mail.', 'homing-mail') . '</p>'];
        }
        /* translators: %s: a mail address */
        return ['good', sprintf(__('Mail is sent from %s', 'homing-mail'), $settings->get('address'))];
    }

    private static function signIn(): ?array
    {
        $settings = Settings::current();
        if (!$settings->isReady() || !$settings->usesOAuth2()) {
            return null;
        }
        $about = (new SignIn($settings))->about();
        if ($about === null) {
            return ['critical', __('Nobody is signed in for the mail account', 'homing-mail'),
                '<p>' . esc_html__('Sign in on the screen of Homing Mail.', 'homing-mail') . '</p>'];
        }
        $days = (int) floor((time() - $about['used']) / DAY_IN_SECONDS);
        return $days < self::WARN_UNUSED ? ['good', __('The sign-in of the mail account is in use', 'homing-mail')]
            /* translators: 1: number of days, 2: number of days */
            : ['recommended', sprintf(__('The sign-in was not used for %1$d days; it may end after %2$d', 'homing-mail'), $days, self::UNUSED)];
    }

    private static function sender(): array
    {
        $foreign = From::lastForeign();
        if ($foreign === null || $foreign['time'] < time() - 30 * DAY_IN_SECONDS) {
            return ['good', __('Mail names the account as its sender', 'homing-mail')];
        }
        $forced = Settings::current()->get('force_from');
        /* translators: %s: a mail address */
        $told = '<p>' . esc_html(sprintf(__('A plug-in named %s as the sender.', 'homing-mail'), $foreign['address'])) . ' ';
        return [$forced ? 'good' : 'recommended',
            $forced ? __('Mail of other senders is sent from the account', 'homing-mail') : __('Mail names senders that the account is not', 'homing-mail'),
            $told . esc_html($forced ? __('It was made the address that replies go to.', 'homing-mail')
                : __('Providers refuse such mail (554 5.2.252 at Microsoft) or rewrite it: have the account be the sender, on the screen of Homing Mail.',
                    'homing-mail')) . '</p>'];
    }

    private static function conflicts(): array
    {
        $found = Conflicts::found();
        return $found ? ['recommended', __('Other plug-ins change how mail is sent', 'homing-mail'), self::list($found)]
            : ['good', __('No other plug-in changes how mail is sent', 'homing-mail')];
    }

    private static function salts(): array
    {
        return Secrets::areSaltsOutsideTheDatabase() ? ['good', __('Secrets are sealed with salts that are not in the database', 'homing-mail')]
            : ['recommended', __('The salts of this site are in its database', 'homing-mail'), '<p>'
                . esc_html__('Whoever gets the database can open the secrets in it. Put the keys and salts into wp-config.php, then enter the secrets again.',
                    'homing-mail') . '</p>'];
    }

    private static function limits(): array
    {
        $warning = Limits::warning();
        return $warning === null ? ['good', __('The limits of the mail account are not near', 'homing-mail')]
            : ['recommended', __('The mail account is near its daily limit', 'homing-mail'), '<p>' . esc_html($warning) . '</p>'];
    }

    private static function cron(): array
    {
        $next = Journal::nextTime();
        $late = $next !== null && $next < time() - self::LATE;
        return $late ? ['critical', __('Mail waits, and nothing sends it', 'homing-mail'), '<p>'
            . esc_html__('WP-Cron does not run on this site: have the system call wp-cron.php, or remove DISABLE_WP_CRON.', 'homing-mail') . '</p>']
            : ['good', __('Mail that waits is tried again', 'homing-mail')];
    }

    private static function answer(string $test, ?array $answer): array
    {
        [$status, $label, $html] = ($answer ?? ['good', __('The mail account needs no sign-in', 'homing-mail')]) + [2 => ''];
        return [
            'label' => $label, 'status' => $status,
            'badge' => ['label' => __('E-mail', 'homing-mail'), 'color' => $status === 'critical' ? 'red' : 'blue'],
            'description' => $html,
            'actions' => $status === 'good' ? '' : sprintf('<a href="%s">%s</a>', esc_url(Page::url(false)), esc_html__('Homing Mail', 'homing-mail')),
            'test' => "homing_mail_$test",
        ];
    }

    private static function list(array $sentences): string
    {
        return '<ul>' . implode('', array_map(static fn ($sentence) => '<li>' . esc_html($sentence) . '</li>', $sentences)) . '</ul>';
    }
}
