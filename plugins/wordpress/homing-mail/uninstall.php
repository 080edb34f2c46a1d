<?php
// Leaves nothing behind: no option, no table, no transient, no event, on any site of a network.
defined('WP_UNINSTALL_PLUGIN') || exit;

(static function (): void {
    global $wpdb;
    $sites = is_multisite() ? get_sites(['fields' => 'ids', 'number' => 0]) : [0];
    foreach ($sites as $site) {
        $site ? switch_to_blog($site) : null;
        foreach (['homing_mail_retry', 'homing_mail_forget'] as $event) {
            wp_clear_scheduled_hook($event);
        }
        // phpcs:disable WordPress.DB.DirectDatabaseQuery -- there is no other way to drop a table and to find every option of a prefix
        $wpdb->query("DROP TABLE IF EXISTS {$wpdb->prefix}homing_mail");
        foreach (['homing_mail', '_transient_homing_mail_', '_transient_timeout_homing_mail_', '_site_transient_homing_mail_', '_site_transient_timeout_homing_mail_'] as $prefix) {
            foreach ($wpdb->get_col($wpdb->prepare("SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like($prefix) . '%')) as $option) {
                delete_option($option);
            }
        }
        $site ? restore_current_blog() : null;
    }
    if (is_multisite()) {
        foreach ($wpdb->get_col($wpdb->prepare("SELECT meta_key FROM {$wpdb->sitemeta} WHERE meta_key LIKE %s OR meta_key LIKE %s OR meta_key LIKE %s", 'homing\_mail%',
            '\_site\_transient\_homing\_mail%', '\_site\_transient\_timeout\_homing\_mail%')) as $option) {
            delete_site_option($option);
        }
    }
    // phpcs:enable
})();
