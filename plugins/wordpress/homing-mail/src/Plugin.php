<?php
namespace Homing\Mail;

/** What the plug-in adds to WordPress, and when. */
final class Plugin
{
    public static function start(): void
    {
        Mail\Journal::register();
        Mail\Mailer::start();
        Admin\Rest::start();
        Admin\Page::start();
        Admin\ComingBack::start();
        Admin\LogPage::start();
        Admin\Notices::start();
        Admin\Health::start();
        Admin\Privacy::start();
        Cli::start();
        register_activation_hook(MAIN_FILE, [self::class, 'activate']);
        register_deactivation_hook(MAIN_FILE, [self::class, 'deactivate']);
        add_action('plugins_loaded', [self::class, 'prepare']);
        add_action('init', static function (): void {
            load_plugin_textdomain('homing-mail', false, dirname(plugin_basename(MAIN_FILE)) . '/languages');
        });
    }

    /** Also for the sites of a network, and after an update, for which nothing is activated. */
    public static function prepare(): void
    {
        Mail\Journal::install();
        Mail\Retry::ensure();
        if (!wp_next_scheduled(Mail\Retry::DAILY)) {
            wp_schedule_event(time() + HOUR_IN_SECONDS, 'daily', Mail\Retry::DAILY);
        }
    }

    public static function activate(): void
    {
        Mail\Journal::register();
        self::prepare();
    }

    public static function deactivate(): void
    {
        wp_clear_scheduled_hook(Mail\Retry::EVENT);
        wp_clear_scheduled_hook(Mail\Retry::DAILY);
    }
}
