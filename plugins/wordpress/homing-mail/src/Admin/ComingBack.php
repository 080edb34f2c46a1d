<?php
namespace Homing\Mail\Admin;

use Homing\Mail\Mail\Outcome;
use Homing\Mail\OAuth2\Flow;
use Homing\Mail\OAuth2\Refusal;

/** The browser that comes back from the authorization server to the dashboard, with the end of a sign-in in its address. */
final class ComingBack
{
    public static function start(): void
    {
        add_action('admin_init', [self::class, 'hear'], 1);
    }

    public static function hear(): void
    {
        // What proves that this comes from whoever began it is "state" (RFC 6749 section 10.12), which is this user's alone.
        // phpcs:ignore WordPress.Security.NonceVerification.Recommended, WordPress.Security.ValidatedSanitizedInput -- a code may hold any letter
        $query = array_filter(wp_unslash($_GET), 'is_string');
        if (strncmp($query['state'] ?? '', Flow::PREFIX, strlen(Flow::PREFIX)) !== 0 || wp_doing_ajax()) {
            return;
        }
        $network = is_network_admin();
        if (!current_user_can($network ? 'manage_network_options' : 'manage_options')) {
            return;
        }
        try {
            Flow::end($query);
            $told = ['signed_in' => '1'];
        } catch (Refusal $refusal) {
            set_transient(self::key(), ['text' => $refusal->getMessage(), 'diagnosis' => Outcome::explained($refusal->getMessage())], MINUTE_IN_SECONDS);
            $told = ['signed_in' => '0'];
        }
        wp_safe_redirect(add_query_arg($told, Page::url($network)));
        exit;
    }

    /** Why the last sign-in of this user failed, and what that means; told once. */
    public static function refusal(): ?array
    {
        $told = get_transient(self::key());
        delete_transient(self::key());
        return is_array($told) ? $told : null;
    }

    private static function key(): string
    {
        return 'homing_mail_refused_' . get_current_user_id();
    }
}
