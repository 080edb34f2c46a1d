<?php
namespace Homing\Mail\Admin;

use Homing\Mail\Account\Found;
use Homing\Mail\Account\Settings;

/** The screen on which mail is set up: its frame. What is in it, assets/setup.js does. */
final class Page
{
    const SLUG = 'homing-mail';
    /** Handle => file, and what it needs. */
    const SCRIPTS = [
        'homing-mail-element' => ['element.js', []],
        'homing-mail-words' => ['words.js', ['wp-i18n']],
        'homing-mail-explanation' => ['explanation.js', ['homing-mail-element', 'homing-mail-words', 'wp-i18n']],
        'homing-mail-sign-in' => ['sign-in.js', ['homing-mail-element', 'homing-mail-words', 'wp-i18n']],
        'homing-mail' => ['setup.js', ['homing-mail-explanation', 'homing-mail-sign-in', 'wp-api-fetch', 'wp-i18n', 'wp-a11y', 'wp-dom-ready']],
    ];

    public static function start(): void
    {
        add_action('admin_menu', static function (): void {
            self::enqueueOn(add_options_page(__('Homing Mail', 'homing-mail'), __('Homing Mail', 'homing-mail'), 'manage_options', self::SLUG,
                static fn () => self::show(false)), false);
        });
        add_action('network_admin_menu', static function (): void {
            self::enqueueOn(add_submenu_page('settings.php', __('Homing Mail', 'homing-mail'), __('Homing Mail', 'homing-mail'),
                'manage_network_options', self::SLUG, static fn () => self::show(true)), true);
        });
    }

    public static function url(bool $network): string
    {
        return $network ? network_admin_url('settings.php?page=' . self::SLUG) : admin_url('options-general.php?page=' . self::SLUG);
    }

    /** @param string|false $hook */
    private static function enqueueOn($hook, bool $network): void
    {
        add_action('admin_enqueue_scripts', static function ($shown) use ($hook, $network): void {
            if ($shown !== $hook) {
                return;
            }
            $assets = plugins_url('assets/', \Homing\Mail\MAIN_FILE);
            wp_enqueue_style('homing-mail', $assets . 'setup.css', [], \Homing\Mail\VERSION);
            foreach (self::SCRIPTS as $handle => [$file, $needs]) {
                wp_register_script($handle, $assets . $file, $needs, \Homing\Mail\VERSION, true);
                wp_set_script_translations($handle, 'homing-mail', dirname(\Homing\Mail\MAIN_FILE) . '/languages');
            }
            wp_enqueue_script('homing-mail');
            Found::forConstants();
            $native = Settings::native();
            wp_add_inline_script('homing-mail', 'window.homingMail = ' . wp_json_encode([
                'network' => $network, 'state' => State::of($network), 'me' => wp_get_current_user()->user_email,
                'native' => ['name' => $native->name(), 'wanting' => $native->wanting()], 'refusal' => ComingBack::refusal(),
            ], JSON_HEX_TAG | JSON_HEX_AMP) . ';', 'before');
        });
    }

    private static function show(bool $network): void
    {
        ?>
        <div class="wrap">
            <h1><?php esc_html_e('Homing Mail', 'homing-mail'); ?></h1>
            <noscript><p><?php
                esc_html_e('This screen needs JavaScript. Without it, set the constants in wp-config.php that the readme lists.', 'homing-mail');
            ?></p></noscript>
            <div id="homing-mail"></div>
        </div>
        <?php
    }
}
