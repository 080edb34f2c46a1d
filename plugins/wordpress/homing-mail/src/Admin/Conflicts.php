<?php
namespace Homing\Mail\Admin;

/** Other plug-ins that send, or redirect, the mail of the site. */
final class Conflicts
{
    /** Main files of plug-ins that bring mail to a server of their own. */
    const KNOWN = [
        'wp-mail-smtp/wp_mail_smtp.php', 'wp-mail-smtp-pro/wp_mail_smtp.php', 'easy-wp-smtp/easy-wp-smtp.php', 'easy-wp-smtp-pro/easy-wp-smtp.php',
        'post-smtp/postman-smtp.php', 'fluent-smtp/fluent-smtp.php', 'wp-ses/wp-ses.php', 'wpo365-login/wpo365-login.php',
        'wpo365-msgraphmailer/wpo365-msgraphmailer.php', 'smtp-mailer/main.php', 'gmail-smtp/main.php', 'mailgun/mailgun.php',
        'sendgrid-email-delivery-simplified/wpsendgrid.php', 'mailin/sendinblue.php', 'wp-smtp/wp-smtp.php', 'suremails/suremails.php',
        'bws-smtp/bws-smtp.php', 'mail-integration-365/mail-integration-365.php', 'sparkpost/wordpress-sparkpost.php',
        'postmark-approved-wordpress-plugin/postmark.php',
    ];

    /** @return string[] sentences, each with the name of what is in the way */
    public static function found(): array
    {
        $found = [];
        foreach (self::active() as $file) {
            /* translators: %s: name of a plug-in */
            $found[] = sprintf(__('The plug-in %s sends mail, too: one of the two must be switched off.', 'homing-mail'), self::nameOf($file));
        }
        $own = self::fileOf('wp_mail');
        if ($own !== null && strpos($own, wp_normalize_path(ABSPATH . WPINC)) !== 0) {
            /* translators: %s: a file */
            $found[] = sprintf(__('WordPress\'s own wp_mail is replaced by %s, so that mail may not come through this account.', 'homing-mail'),
                self::shortened($own));
        }
        foreach (['pre_wp_mail' => 0, 'phpmailer_init' => \Homing\Mail\Mail\Mailer::LAST] as $hook => $after) {
            foreach (self::foreignOn($hook, $after) as $file) {
                /* translators: 1: a file, 2: a hook */
                $found[] = sprintf(__('%1$s changes how mail is sent (%2$s).', 'homing-mail'), self::shortened($file), $hook);
            }
        }
        return array_values(array_unique($found));
    }

    /** @return string[] */
    private static function active(): array
    {
        $active = array_merge((array) get_option('active_plugins', []),
            is_multisite() ? array_keys((array) get_site_option('active_sitewide_plugins', [])) : []);
        return array_values(array_intersect(self::KNOWN, $active));
    }

    private static function nameOf(string $file): string
    {
        $data = is_readable(WP_PLUGIN_DIR . '/' . $file) ? get_file_data(WP_PLUGIN_DIR . '/' . $file, ['name' => 'Plugin Name']) : [];
        return ($data['name'] ?? '') ?: dirname($file);
    }

    /** @return string[] files of what is hooked in at a later priority, and is not ours */
    private static function foreignOn(string $hook, int $after): array
    {
        global $wp_filter;
        $files = [];
        foreach (isset($wp_filter[$hook]) ? $wp_filter[$hook]->callbacks : [] as $priority => $callbacks) {
            foreach ($priority > $after || $hook === 'pre_wp_mail' ? $callbacks : [] as $callback) {
                $file = self::fileOf($callback['function']);
                if ($file !== null && strpos($file, wp_normalize_path(dirname(\Homing\Mail\MAIN_FILE))) !== 0
                    && strpos($file, wp_normalize_path(ABSPATH . WPINC)) !== 0) {
                    $files[] = $file;
                }
            }
        }
        return $files;
    }

    /** @param callable $callback */
    private static function fileOf($callback): ?string
    {
        try {
            if (is_string($callback) && strpos($callback, '::') !== false) {
                $callback = explode('::', $callback, 2);
            }
            $made = is_array($callback) ? new \ReflectionMethod($callback[0], $callback[1])
                : (is_object($callback) && !$callback instanceof \Closure ? new \ReflectionMethod($callback, '__invoke') : new \ReflectionFunction($callback));
            return $made->getFileName() ? wp_normalize_path($made->getFileName()) : null;
        } catch (\ReflectionException $gone) {
            return null;
        }
    }

    private static function shortened(string $file): string
    {
        $root = wp_normalize_path(WP_PLUGIN_DIR) . '/';
        return strpos($file, $root) === 0 ? self::nameOfFolder(substr($file, strlen($root))) : basename($file);
    }

    private static function nameOfFolder(string $file): string
    {
        require_once ABSPATH . 'wp-admin/includes/plugin.php';
        $folder = explode('/', $file)[0];
        foreach (get_plugins() as $main => $data) {
            if (explode('/', $main)[0] === $folder) {
                return $data['Name'];
            }
        }
        return $folder;
    }
}
