"""What else an owner relies on: constants, a network of sites, WP-CLI, the log's promises, an end without remains, and another WordPress."""
import json
import time

import newer
import wordpress
from stage import ADDRESS, SCREEN, differences, lacks, show
from visitor import Visitor

# WP-CLI as far as a command sees it: what it says, and that an error ends it.
CLI = """define('WP_CLI', true);
class WP_CLI {
    public static $commands = array(), $said = array();
    public static function add_command($name, $class) { self::$commands[$name] = new $class(); }
    public static function line($text) { self::$said[] = $text; }
    public static function success($text) { self::$said[] = "Success: $text"; }
    public static function warning($text) { self::$said[] = "Warning: $text"; }
    public static function error($text) { self::$said[] = "Error: $text"; }
}
"""
SAY = """foreach (%s as $call) {
    WP_CLI::$commands['homing']->{$call[0]}($call[1], array());
}
echo json_encode(WP_CLI::$said);"""
COUNT = ("SELECT (SELECT COUNT(*) FROM wp_options WHERE option_name LIKE '%homing\\_mail%'), "
         "(SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE '%homing\\_mail%')")


@show("more: constants in wp-config.php alone set the account up, and win over what is saved")
def constants(stage):
    site = stage.site(constants={"HOMING_MAIL_ADDRESS": ADDRESS, "HOMING_MAIL_PASSWORD": "test-password-of-ada"})
    sent = site.inside("echo json_encode(wp_mail('grace@contoso.example', 'By constants', 'Hello'));")
    faults = [] if sent and stage.arrives("grace@contoso.example", "By constants") else ["mail did not go through the account of the constants"]
    site.inside("Homing\\Mail\\Account\\Settings::save(array('password' => 'wrong')); echo 'true';")
    state = site.inside("echo json_encode(Homing\\Mail\\Admin\\State::of(false));")
    faults += differences(state, {"address": ADDRESS, "host": "smtp.office365.com", "method": "password", "ready": True, "fixed": ["address", "password"]})
    saved = stage.database.ask("SELECT option_value FROM wp_options WHERE option_name = 'homing_mail'", site.name)[0][0]
    faults += ["the constant's password was saved"] if "test-password-of-ada" in saved else []
    return faults + ([] if site.inside("echo json_encode(wp_mail('grace@contoso.example', 'Still', 'Hello'));") else ["a saved password won over the constant"])


@show("more: WP-CLI resolves, verifies, tests and explains")
def command_line(stage):
    site = stage.site()
    stage.set_up(site)
    calls = [("resolve", ["ada@hotmail.co.uk"]), ("verify", []), ("test", ["grace@contoso.example"]),
             ("explain", ["535", "5.7.139", "SmtpClientAuthentication is disabled for the Tenant"]), ("resolve", ["ada@@contoso.example"])]
    code = SAY % f"json_decode('{json.dumps(calls)}')"
    said = "\n".join(site.inside(code, before=CLI))
    return lacks(said, "outlook.com", "smtp     smtp-mail.outlook.com 587 starttls", "sign-in       ok", "Success: The server takes the sign-in.",
                 "Success: Sent: 250", "switched off for the whole organisation", "Error: There is a second '@'.")


@show("more: the log keeps recipients and texts only where its owner asked, for as long as was said, and privacy requests find them")
def log_of_mail(stage):
    site = stage.site()
    stage.set_up(site)
    send = "echo json_encode(wp_mail('grace@contoso.example', '{}', 'Hello'));"
    site.inside(send.format("Unkept"))
    kept = stage.database.ask("SELECT recipients, subject, message IS NULL FROM wp_homing_mail", site.name)
    faults = [] if kept == [["[]", "", "1"]] else ["the log kept what nobody asked for"]
    site.inside("Homing\\Mail\\Account\\Settings::save(array('keep_recipients' => true, 'keep_bodies' => true)); echo 'true';")
    site.inside(send.format("Kept"))
    exported = site.inside("echo json_encode(Homing\\Mail\\Admin\\Privacy::export('grace@contoso.example'));")
    faults += lacks(json.dumps(exported), "Kept")
    erased = site.inside("echo json_encode(Homing\\Mail\\Admin\\Privacy::erase('grace@contoso.example'));")
    faults += differences(erased, {"items_removed": True, "items_retained": False, "done": True})
    faults += [] if stage.database.ask("SELECT COUNT(*) FROM wp_homing_mail", site.name) == [["1"]] else ["erasing took what was not asked for, or left it"]
    old = int(time.time()) - 40 * 86400
    stage.database.ask("INSERT INTO wp_homing_mail (state, message_id, sender, recipients, recipient_count, subject, next_try, reply, diagnosis, "
                       f"created, updated) VALUES ('refused', '', '', '[]', 1, 'old', 0, '', '[]', {old}, {old}), "
                       f"('uncertain', '', '', '[]', 1, 'old but open', 0, '', '[]', {old}, {old})", site.name)
    site.inside("do_action('homing_mail_forget'); echo 'true';")
    left = stage.database.ask("SELECT state FROM wp_homing_mail ORDER BY id", site.name)
    return faults + ([] if left == [["sent"], ["uncertain"]] else [f"after the log's time these are left: {left}"])


@show("more: changed salts are told and ask for the secret again, and other mail plug-ins are named")
def salts_and_conflicts(stage):
    site = stage.site()
    stage.set_up(site)
    other = site.root / "wp-content/plugins/wp-mail-smtp"
    other.mkdir()
    (other / "wp_mail_smtp.php").write_text("<?php /* Plugin Name: WP Mail SMTP */ add_action('phpmailer_init', function () {}, 5000);")
    configuration = site.root / "wp-config.php"
    configuration.write_text(configuration.read_text().replace('"salt $key"', '"another salt $key"'))
    site.inside("require_once ABSPATH . 'wp-admin/includes/plugin.php'; echo json_encode(activate_plugin('wp-mail-smtp/wp_mail_smtp.php'));")
    seen = stage.owner(site, ["log_in"], ["open", SCREEN], ["read", "#homing-mail"], ["open", "/wp-admin/site-health.php"], ["health"],
                       ["picture", "more-health"])
    sent = site.inside("echo json_encode(wp_mail('grace@contoso.example', 'With other salts', 'Hello'));")
    faults = ["mail was said to be sent without a password"] if sent else []
    return faults + lacks(seen["read"], "salts of this site have changed") + lacks(seen["health"], "WP Mail SMTP sends mail, too", "can no longer be opened")


@show("more: a network has one account for all its sites, and a site may have its own")
def network(stage):
    site = stage.site(constants={"WP_ALLOW_MULTISITE": True}, active=False)
    site.make_network()
    owner = Visitor(site, wordpress.OWNER, wordpress.PASSWORD)
    status, state = owner.rest("account", network=True, address=ADDRESS, method="password", password="test-password-of-ada")
    owner.rest("options", network=True, enabled=True)
    faults = [] if status == 200 and state["address"] == ADDRESS else [f"the network's account was not saved: {status} {state}"]
    faults += [] if site.inside("echo json_encode(wp_mail('grace@contoso.example', 'By the network', 'Hello'));") else ["the network's account does not send"]
    faults += [] if stage.arrives("grace@contoso.example", "By the network") else ["it did not arrive"]
    second = "$id = wp_insert_site(array('domain' => 'blog.example', 'path' => '/second/', 'user_id' => 1)); switch_to_blog($id);"
    sent = site.inside(second + "do_action('plugins_loaded'); Homing\\Mail\\Mail\\Journal::install(); "
                       "echo json_encode(array(wp_mail('grace@contoso.example', 'By a second site', 'Hello'), "
                       "Homing\\Mail\\Account\\Settings::current()->isFromNetwork()));")
    faults += [] if sent == [True, True] and stage.arrives("grace@contoso.example", "By a second site") else \
        [f"a second site does not send by the network's account: {sent}"]
    return faults


@show("more: uninstalling leaves nothing")
def uninstalled(stage):
    site = stage.site()
    stage.set_up(site)
    stage.sign_in(site)
    site.inside("echo json_encode(wp_mail('grace@contoso.example', 'The last', 'Hello'));")
    before = stage.database.ask(COUNT, site.name)
    site.inside("require_once ABSPATH . 'wp-admin/includes/plugin.php'; require_once ABSPATH . 'wp-admin/includes/file.php'; "
                "deactivate_plugins('homing-mail/homing-mail.php'); echo 'true';")
    site.inside("require_once ABSPATH . 'wp-admin/includes/plugin.php'; echo json_encode(uninstall_plugin('homing-mail/homing-mail.php'));")
    after = stage.database.ask(COUNT, site.name)
    events = stage.database.ask("SELECT option_value LIKE '%homing\\_mail%' FROM wp_options WHERE option_name = 'cron'", site.name)
    return ([] if int(before[0][0]) > 3 and before[0][1] == "1" else [f"there was nothing to leave: {before}"]) + \
        ([] if after == [["0", "0"]] and events == [["0"]] else [f"left: {after}, events {events}"])


@show("more: the newest WordPress that can be had here is set up and sends the same")
def newest(stage):
    site = stage.site(source=newer.fetched(), active=False)
    seen = stage.owner(site, ["log_in"], ["activate"], ["open", SCREEN], ["find", ADDRESS], ["password", "test-password-of-ada"], ["check"],
                       ["test", "grace@contoso.example"], ["picture", "more-newest"], ["choose", "enabled"], ["save"],
                       ["open", "/wp-admin/site-health.php"], ["health"], ["open", "/wp-admin/tools.php?page=homing-mail-log"], ["row"])
    version = site.inside("echo json_encode($GLOBALS['wp_version']);")
    print(f"       WordPress {version}", flush=True)
    return lacks(seen["test"], "Sent.") + lacks(seen["save"], "goes through this account") + lacks(seen["row"], "sent", "250") + \
        lacks(seen["health"], "No mail was refused lately")
