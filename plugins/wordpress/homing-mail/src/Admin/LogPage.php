<?php
namespace Homing\Mail\Admin;

use Homing\Mail\Mail\Journal;
use Homing\Mail\Mail\Retry;

/** The log of mail: what became of each message, what the server said and what that means; and what can be sent again. */
final class LogPage
{
    const SLUG = 'homing-mail-log';
    const ACTION = 'homing_mail_log';

    public static function start(): void
    {
        add_action('admin_menu', static function (): void {
            add_management_page(__('Log of mail', 'homing-mail'), __('Log of mail', 'homing-mail'), 'manage_options', self::SLUG, [self::class, 'show']);
        });
        add_action('admin_post_' . self::ACTION, [self::class, 'act']);
    }

    public static function url(): string
    {
        return admin_url('tools.php?page=' . self::SLUG);
    }

    public static function show(): void
    {
        $table = new LogTable();
        $table->prepare_items();
        echo '<div class="wrap"><h1>' . esc_html__('Log of mail', 'homing-mail') . '</h1>';
        // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- it only says what has been done
        if (isset($_GET['done'])) {
            echo '<div class="notice notice-success is-dismissible" role="status"><p>' . esc_html__('Done.', 'homing-mail') . '</p></div>';
        }
        $table->display();
        echo '</div>';
    }

    /** Sends a message again, or forgets it. */
    public static function act(): void
    {
        check_admin_referer(self::ACTION);
        if (!current_user_can('manage_options')) {
            wp_die(esc_html__('You may not do this.', 'homing-mail'), '', ['response' => 403]);
        }
        $id = isset($_POST['id']) ? absint($_POST['id']) : 0;
        if (isset($_POST['forget'])) {
            Journal::erase($id);
        } elseif (Journal::again($id)) {
            Retry::run();
        }
        wp_safe_redirect(add_query_arg('done', '1', self::url()));
        exit;
    }
}
