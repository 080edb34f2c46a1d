"""What the plug-in does with mail beyond handing it on: senders, limits, sign-ins that end, refusals that pass."""
import json

import exchange
import exchange_incoming
from stage import ADDRESS, SCREEN, lacks, show

# The access token that is kept has ended; what renews it has not.
AGED = """use Homing\\Mail\\Account\\Settings; use Homing\\Mail\\OAuth2\\SignIn;
$kept = new SignIn(Settings::current());
foreach (array('read', 'write') as $name) { $$name = new ReflectionMethod(SignIn::class, $name); $$name->setAccessible(true); }
$all = $read->invoke($kept); foreach ($all['tokens'] as &$token) $token['until'] = 0; $write->invoke($kept, $all); echo json_encode(count($all['tokens']));"""
SEND = "$said = ''; add_action('wp_mail_failed', function ($error) use (&$said) { $said = $error->get_error_message(); });\n" \
       "echo json_encode(array('sent' => wp_mail('grace@contoso.example', '%s', 'Hello', %s), 'said' => $said));"


def send(site, subject, headers="''"):
    return site.inside(SEND % (subject, headers))


@show("more: another sender becomes who is replied to, or stays and is told, as the owner chose")
def senders(stage):
    site = stage.site()
    stage.set_up(site)
    send(site, "Forced", "'From: Shop <shop@elsewhere.example>'")
    forced = stage.arrives("grace@contoso.example", "Forced")
    wanted = (f"Shop <{ADDRESS}>", "Shop <shop@elsewhere.example>", f"<{ADDRESS}>")
    faults = [] if forced and (forced["From"], forced["Reply-To"], forced["Return-Path"]) == wanted else \
        [f"the forced sender: {forced and forced.items()}"]
    send(site, "By default")
    plain = stage.arrives("grace@contoso.example", "By default")
    faults += [] if plain and plain["From"] == f"A site <{ADDRESS}>" and not plain["Reply-To"] else ["WordPress's own sender was not the account"]
    site.inside("Homing\\Mail\\Account\\Settings::save(array('force_from' => false)); echo 'true';")
    send(site, "Left", "'From: Shop <shop@elsewhere.example>'")
    left = stage.arrives("grace@contoso.example", "Left")
    faults += [] if left and left["From"] == "Shop <shop@elsewhere.example>" else ["the sender did not stay"]
    health = site.inside("echo json_encode(array_map(function ($test) { return $test['test'](); }, "
                         "apply_filters('site_status_tests', array('direct' => array()))['direct']));")
    return faults + lacks(json.dumps(health["homing_mail_sender"]), "shop@elsewhere.example", "recommended")


@show("more: the account's limits hold messages back, warn before they bite, and refuse what could never go")
def limits(stage):
    site = stage.site()
    stage.set_up(site, limits={"messages_per_minute": 2, "recipients_per_day": 5, "recipients_per_message": 3, "message_mb": 1}, keep_recipients=True)
    for number in range(3):
        send(site, f"Limited {number}")
    states = stage.database.ask("SELECT state FROM wp_homing_mail ORDER BY id", site.name)
    faults = [] if states == [["sent"], ["sent"], ["waiting"]] else [f"two a minute: {states}"]
    many = send(site, "Many", "array('Cc: a@contoso.example, b@contoso.example, c@contoso.example')")
    faults += [] if not many["sent"] and "4 recipients" in many["said"] else [f"too many recipients: {many}"]
    large = site.inside(SEND.replace("'Hello'", "str_repeat('large ', 300000)") % ("Large", "''"))
    faults += [] if not large["sent"] and "this account may send" in large["said"] else [f"too large: {large}"]
    stage.database.ask("UPDATE wp_homing_mail SET updated = updated - 61, next_try = 0", site.name)
    site.inside("do_action('homing_mail_retry'); echo 'true';")
    faults += [] if stage.arrives("grace@contoso.example", "Limited 2") else ["what was held back did not go a minute later"]
    stage.database.ask("UPDATE wp_homing_mail SET updated = updated - 61", site.name)
    send(site, "The fourth")
    seen = stage.owner(site, ["log_in"], ["open", "/wp-admin/index.php"], ["read", "#wpbody-content"])
    return faults + lacks(seen["read"], "4 recipients in the last 24 hours", "5 a day")


@show("more: a sign-in that has ended is told with what to do, and one that is renewed goes on")
def ended_sign_in(stage):
    faults = []
    for address, wanted in ((ADDRESS, None), ("revoked@contoso.example", "aadsts.50173")):
        site = stage.site(active=False)
        stage.owner(site, ["log_in"], ["activate"], ["open", SCREEN], ["find", address], ["register", stage.accounts.WEB_SITE, stage.accounts.SECRET],
                    ["sign_in", address], ["choose", "enabled"], ["save"])
        site.inside(AGED)
        sent = send(site, f"Renewed for {address}")
        known = stage.database.ask("SELECT diagnosis FROM wp_homing_mail", site.name)[0][0]
        faults += [] if sent["sent"] is (wanted is None) and (wanted is None or json.loads(known)["id"] == wanted) else [f"{address}: {sent} {known[:300]}"]
        faults += site.complaints()
        stage.strike()
    return faults


@show("more: a refusal that passes keeps the message, and what never passes is told in the end")
def patience(stage):
    site = stage.site()
    stage.set_up(site)
    reply = next(one for one in exchange.REPLIES if one.name == "mail-busy")
    stage.name_host("smtp.office365.com", exchange_incoming.address(reply))
    sent = send(site, "Patient")
    rows = stage.database.ask("SELECT state, attempts, next_try > UNIX_TIMESTAMP() + 30, message IS NOT NULL FROM wp_homing_mail", site.name)
    faults = [] if sent["sent"] and rows == [["waiting", "1", "1", "1"]] else [f"{sent} {rows}"]
    stage.database.ask("UPDATE wp_homing_mail SET attempts = 11, next_try = 0", site.name)
    site.inside("do_action('homing_mail_retry'); echo 'true';")
    rows = stage.database.ask("SELECT state, attempts FROM wp_homing_mail", site.name)
    faults += [] if rows == [["waiting", "12"]] else [f"before the last try: {rows}"]
    stage.database.ask("UPDATE wp_homing_mail SET next_try = 0", site.name)
    site.inside("do_action('homing_mail_retry'); echo 'true';")
    rows = stage.database.ask("SELECT state, attempts FROM wp_homing_mail", site.name)
    seen = stage.owner(site, ["log_in"], ["open", "/wp-admin/index.php"], ["read", "#wpbody-content"])
    return faults + ([] if rows == [["refused", "13"]] else [f"after it: {rows}"]) + lacks(seen["read"], "The last mail of this site was refused")
