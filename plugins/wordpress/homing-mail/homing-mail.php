<?php
/**
 * Plugin Name:       Homing Mail
 * Description:       Type the site's mail address, sign in, done: finds the mail server, tells personal Outlook.com mailboxes from Microsoft 365, sends by SMTP or Microsoft Graph, and explains every refusal.
 * Version:           1.0.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The Homing developers
 * License:           MIT
 * License URI:       https://opensource.org/licenses/MIT
 * Text Domain:       homing-mail
 * Domain Path:       /languages
 */
namespace Homing\Mail;

defined('ABSPATH') || exit;

const VERSION = '1.0.0';
const MAIN_FILE = __FILE__;

spl_autoload_register(static function (string $class): void {
    if (strncmp($class, __NAMESPACE__ . '\\', strlen(__NAMESPACE__) + 1) === 0) {
        $file = __DIR__ . '/src/' . strtr(substr($class, strlen(__NAMESPACE__) + 1), '\\', '/') . '.php';
        if (is_readable($file)) {
            require $file;
        }
    }
});

Plugin::start();
