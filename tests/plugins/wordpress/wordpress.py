"""A WordPress of its own: a copy of the distribution's, installed as its owner would, with the plug-in in it."""
import json
import os
import pathlib
import shutil
import subprocess
import urllib.parse

import world

HERE = pathlib.Path(__file__).resolve().parent
PLUGIN = HERE.parents[2] / "plugins/wordpress/homing-mail"
WORDPRESS = pathlib.Path("/usr/share/wordpress")
OWNER, PASSWORD = "owner", "correct horse battery staple"
CONFIGURATION = """<?php
define('DB_NAME', '{name}'); define('DB_USER', 'site'); define('DB_PASSWORD', 'site'); define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (array('AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE') as $key) {{
    define($key . '_KEY', hash('sha256', "key $key"));
    define($key . '_SALT', hash('sha256', "salt $key"));
}}
define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', false); define('WP_DEBUG_LOG', '{folder}/debug.log');
define('AUTOMATIC_UPDATER_DISABLED', true); define('DISABLE_WP_CRON', true); define('DISALLOW_FILE_MODS', true);
define('WP_HOME', '{url}'); define('WP_SITEURL', '{url}');
{constants}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
INSTALL = """<?php
define('WP_INSTALLING', true);
$_SERVER += array('HTTP_HOST' => 'localhost', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET', 'PHP_SELF' => '/wp-admin/install.php');
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter('pre_wp_mail', '__return_true');  // the installer's own message
wp_install('A site', $argv[2], 'owner@site.example', false, '', $argv[3]);
update_option('permalink_structure', '/%postname%/');
flush_rewrite_rules(false);
"""


class Site:
    def __init__(self, folder, database, url, authority, constants=None, name="wp", library=None, source=None, languages=None):
        self.folder, self.url, self.database, self.name = folder, url, database, name
        self.root, self.ini = folder / "www", []
        self.environment = {**os.environ, "SSL_CERT_FILE": str(authority), **({"LD_LIBRARY_PATH": str(library)} if library else {})}
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-aL", source or WORDPRESS, self.root], check=True)
        shutil.copytree(PLUGIN, self.root / "wp-content/plugins/homing-mail", dirs_exist_ok=True)
        if languages:
            shutil.copytree(languages, self.root / "wp-content/plugins/homing-mail/languages", dirs_exist_ok=True)
        (self.root / "wp-content/uploads").mkdir(exist_ok=True)
        self.log = folder / "debug.log"
        self.log.touch()
        self.log.chmod(0o666)  # PHP runs as another user
        given = {"HOMING_MAIL_CA_FILE": str(authority), "HOMING_MAIL_PRIVATE_ADDRESSES": True, **(constants or {})}
        database.make(name)
        (self.root / "wp-config.php").write_text(CONFIGURATION.format(name=name, socket=database.socket, folder=folder, url=url, constants="\n".join(
            f"define({json.dumps(key)}, {json.dumps(value)});" for key, value in given.items())))
        self.php(INSTALL, OWNER, PASSWORD)

    def php(self, text, *words):
        """What a script prints; $argv[1] is the site's folder."""
        file = self.folder / "script.php"
        file.write_text(text)
        settings = [word for line in self.ini for word in ("-d", line)]
        done = subprocess.run(["php", "-d", "display_errors=stderr", "-d", "sendmail_path=/bin/false", *settings, file, self.root, *words],
                              env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{done.stderr[-2000:]}{self.log.read_text()[-1000:]}")
        return done.stdout

    def inside(self, text, before=""):
        """What a script in this WordPress prints as JSON; `before`: what stands before WordPress is loaded."""
        host = urllib.parse.urlsplit(self.url).netloc
        return json.loads(self.php(f"<?php {before} $_SERVER += array('HTTP_HOST' => '{host}', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET');\n"
                                   "require $argv[1] . '/wp-load.php';\n" + text))

    def make_network(self):
        """This site becomes the first of a network (multisite), in folders, with the plug-in active in all of it."""
        host = urllib.parse.urlsplit(self.url).netloc
        self.inside("require_once ABSPATH . 'wp-admin/includes/upgrade.php'; global $wpdb; "
                    "foreach ($wpdb->tables('ms_global') as $name => $table) $wpdb->$name = $table;\n"
                    f"install_network(); echo json_encode(populate_network(1, '{host}', 'owner@site.example', 'A network', '/', false));")
        configuration = self.root / "wp-config.php"
        added = f"define('MULTISITE', true); define('SUBDOMAIN_INSTALL', false); define('DOMAIN_CURRENT_SITE', '{host}'); define('PATH_CURRENT_SITE', '/');\n" \
                "define('SITE_ID_CURRENT_SITE', 1); define('BLOG_ID_CURRENT_SITE', 1);\n"
        configuration.write_text(configuration.read_text().replace("$table_prefix", added + "$table_prefix", 1))
        self.inside("require_once ABSPATH . 'wp-admin/includes/plugin.php'; echo json_encode(activate_plugin('homing-mail/homing-mail.php', '', true));")

    def activate(self):
        self.inside("require_once ABSPATH . 'wp-admin/includes/plugin.php'; echo json_encode(activate_plugin('homing-mail/homing-mail.php'));")

    def complaints(self):
        """What PHP had to say of the plug-in's own files."""
        return [line for line in self.log.read_text().splitlines() if "homing-mail" in line]
