"""What must not be possible: for strangers, for subscribers, for other sites, for a mail server that means harm, and for who writes in a form."""
import pathlib

import world
import wordpress
from stage import ADDRESS, SCREEN, php, show
from visitor import Visitor

HOSTILE = "10.77.9.2"
PUBLIC = ["1.1.1.1", "52.96.0.1", "172.15.0.1", "2603:1026::1", "2001:4860::8888"]  # IANA's special-purpose registries (RFC 6890) have the others
PRIVATE = ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "192.0.2.1", "198.18.0.1",
           "224.0.0.1", "255.255.255.255",
           "::1", "::", "fe80::1", "fc00::1", "fd77::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "2001:db8::1", "ff02::1"]
ROUTES = ["state", "resolve", "account", "options", "sign-in/begin", "sign-in/poll", "sign-out", "verify", "test", "explain", "resend"]
HARM = "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script>"
SUBSCRIBER = ("wp_insert_user(array('user_login' => 'sub', 'user_pass' => 'sub sub sub', 'user_email' => 'sub@site.example', "
              "'role' => 'subscriber')); echo 'true';")


def hostile_server(stage, address, certificate, words, *more):
    """Stands where Microsoft's host for submission should be, for PHP. Returns where what it heard is written down."""
    world.run("ip", "-n", "server", "addr", "add", f"{address}/32", "dev", "lo")
    heard = world.FOLDER / f"heard-{address}"
    heard.touch()
    stage.start_in_server("says", "python3", "-B", pathlib.Path(__file__).with_name("says.py"), address, stage.lab.certificates[certificate],
                          stage.lab.certificates.key, words, heard, *more, ready=True)
    stage.name_host("smtp.office365.com", address)
    return heard


def tried(who, visitor):
    """What somebody could do who must be able to do nothing."""
    faults = []
    for route in ROUTES:
        status, _ = visitor.rest(route, address=ADDRESS, method="password", password="x", to="grace@contoso.example", text="535", enabled=True, id=1)
        faults += [] if status in (401, 403) else [f"{who} may {route}: {status}"]
    for path in (SCREEN, "/wp-admin/tools.php?page=homing-mail-log"):
        status, text = visitor.get(path)
        faults += [] if status in (302, 403) and "window.homingMail" not in text else [f"{who} may open {path}: {status}"]
    status, _ = visitor.post("/wp-admin/admin-post.php", {"action": "homing_mail_log", "id": "1", "forget": "1"})
    faults += [] if status in (302, 400, 403) else [f"{who} may forget messages: {status}"]
    return faults


@show("5. a stranger and a subscriber reach nothing, and another site's page can do nothing with an owner's cookies")
def strangers(stage):
    site = stage.site()
    stage.set_up(site, keep_bodies=True, keep_recipients=True)
    site.inside(SUBSCRIBER)
    site.inside("echo json_encode(wp_mail('grace@contoso.example', 'Kept', 'Hello'));")
    before = stage.database.ask("SELECT option_value FROM wp_options WHERE option_name = 'homing_mail'", site.name)
    faults = tried("a stranger", Visitor(site)) + tried("a subscriber", Visitor(site, "sub", "sub sub sub"))
    owner = Visitor(site, wordpress.OWNER, wordpress.PASSWORD)
    for route in ROUTES:  # a browser sends cookies with what another site makes it send, and no nonce
        status, _ = owner.rest(route, with_nonce=False, address=ADDRESS, method="password", password="x")
        faults += [] if status in (401, 403) else [f"{route} needs no nonce: {status}"]
    status, _ = owner.post("/wp-admin/admin-post.php", {"action": "homing_mail_log", "id": "1", "forget": "1"})
    faults += [] if status == 403 else [f"the log needs no nonce: {status}"]
    faults += [] if stage.database.ask("SELECT COUNT(*) FROM wp_homing_mail", site.name) == [["1"]] else ["the log was changed"]
    after = stage.database.ask("SELECT option_value FROM wp_options WHERE option_name = 'homing_mail'", site.name)
    faults += [] if after == before else ["the account was changed"]
    return faults + (["the password is in the database as it is"] if "test-password-of-ada" in before[0][0] else [])


@show("5. a sign-in that was not begun here, or by somebody else, is refused, and is none")
def forged_sign_in(stage):
    site = stage.site()
    owner = Visitor(site, wordpress.OWNER, wordpress.PASSWORD)
    owner.rest("account", address=ADDRESS, method="oauth2", client_id=stage.accounts.WEB_SITE, client_secret=stage.accounts.SECRET)
    faults = []
    _, begun = owner.rest("sign-in/begin", flow="browser")
    state = begun["url"].split("state=")[1].split("&")[0]
    site.inside("wp_insert_user(array('user_login' => 'second', 'user_pass' => 'second second', 'user_email' => 's@site.example', "
                "'role' => 'administrator')); echo 'true';")
    for who, visitor, given in (("the owner with another state", owner, f"homing-{'0' * 64}"),
                                ("another administrator", Visitor(site, "second", "second second"), state)):
        status, place = visitor.get(f"/wp-admin/?code=forged&state={given}")
        faults += [] if status == 302 and "signed_in=0" in place else [f"{who}: {status} {place[:200]}"]
    status, place = owner.get(f"/wp-admin/?code=forged&state={state}")  # used up by the first try
    faults += [] if "signed_in=0" in place else ["a state is good twice"]
    kept = stage.database.ask("SELECT COUNT(*) FROM wp_options WHERE option_name = 'homing_mail_sign_in'", site.name)
    return faults + ([] if kept == [["0"]] else ["a forged sign-in was kept"])


@show("5. what a mail server says is shown as text, in the test, the log, Site Health and the notices")
def harmful_words(stage):
    site = stage.site()
    stage.set_up(site)
    hostile_server(stage, HOSTILE, "post", f"535 5.7.139 {HARM}")
    seen = stage.owner(site, ["log_in"], ["open", SCREEN], ["test", "grace@contoso.example"], ["harmed"],
                       ["open", "/wp-admin/tools.php?page=homing-mail-log"], ["row"], ["harmed"], ["picture", "5-harmful-words"],
                       ["open", "/wp-admin/site-health.php"], ["health"], ["harmed"], ["open", "/wp-admin/index.php"], ["harmed"], all=True)
    faults = [f"a script of the server ran or an element of it stands, on the page of step {number}"
              for number, (verb, value) in enumerate(seen) if verb == "harmed" and value]
    told = dict((verb, value) for verb, value in seen if verb in ("test", "row"))
    return faults + [f"the {name} does not show the words" for name, text in told.items() if "<img src=x" not in text]


@show("5. line breaks in a sender or a subject make no header and no recipient")
def injected_headers(stage):
    site = stage.site()
    stage.set_up(site)
    tries = {"Subject": ("Hello\r\nBcc: joan@contoso.example\r\nX-Harm: yes", ""),
             "From": ("Plain", "From: Eve <eve@elsewhere.example\r\nBcc: joan@contoso.example>"),
             "From name": ("Named", "From: \"Eve\r\nX-Harm: yes\" <eve@elsewhere.example>")}
    for subject, headers in tries.values():
        site.inside(f"echo json_encode(wp_mail('grace@contoso.example', {php(subject)}, 'Hello', {php(headers)}));".replace("\r\n", "'.\"\\r\\n\".'"))
    arrived = stage.arrives("grace@contoso.example", "HelloBcc: joan@contoso.exampleX-Harm: yes")
    faults = [] if arrived else ["the message with line breaks in its subject did not arrive without them"]
    faults += ["a hidden recipient was added"] if stage.messages("joan@contoso.example") else []
    harmed = [message["Subject"] for message in stage.messages("grace@contoso.example") if message["X-Harm"] or message["Bcc"]]
    return faults + [f"a header was added: {harmed}" for _ in harmed[:1]]


@show("5. private networks are out of reach: for look-ups, checks, submission and tokens")
def private_networks(stage):
    site = stage.site(constants={"HOMING_MAIL_PRIVATE_ADDRESSES": False}, ini=[])
    marks = stage.lab.marks()
    told = site.inside(f"echo json_encode(array_map(array('Homing\\Mail\\Native\\Host', 'isPublic'), json_decode({php([*PUBLIC, *PRIVATE])}, true)));")
    wrong = [address for address, public in zip([*PUBLIC, *PRIVATE], told) if public != (address in PUBLIC)]
    owner = Visitor(site, wordpress.OWNER, wordpress.PASSWORD)
    _, found = owner.rest("resolve", address="ada@post.example")
    faults = [f"taken for the other kind: {wrong}"] if wrong else []
    faults += ["settings were fetched from a private address"] if found.get("server") else []
    faults += ["a web server in a private network was asked"] if stage.lab.requests(marks) else []
    status, _ = owner.rest("account", address=ADDRESS, method="password", password="x")  # by its mail exchangers: nothing is fetched
    _, checked = owner.rest("verify", step="reach")
    fault = checked.get("protocols", {}).get("smtp", {}).get("diagnosis", {}).get("id")
    faults += [] if status == 200 and fault == "net.private_address" else [f"a check: {status} {fault}"]
    _, outcome = owner.rest("test", to="grace@contoso.example")
    faults += [] if "no address that this site may connect to" in outcome["reply"] else [f"submission: {outcome}"]
    owner.rest("account", address=ADDRESS, method="oauth2", client_id=stage.accounts.PUBLIC)
    status, refused = owner.rest("sign-in/begin", flow="device")
    faults += [] if status == 422 and not stage.lab.requests(marks) else [f"a code: {status} {refused}"]
    return faults


@show("5. nothing is told to a server whose certificate is another's, or that offers no encryption, and the message waits")
def no_encryption(stage):
    faults = []
    for address, certificate, more in (("10.77.9.3", "wrongname", []), ("10.77.9.4", "post", ["plain"])):
        site = stage.site()
        stage.set_up(site, host="mail.hostile.example")  # a name that the certificate does not have, and the name server does not know
        stage.name_host("mail.hostile.example", address)
        heard = hostile_server(stage, address, certificate, "235 2.7.0 Welcome", *more)
        sent = site.inside("echo json_encode(wp_mail('grace@contoso.example', 'Not for you', 'Hello'));")
        state, reply = stage.database.ask("SELECT state, reply FROM wp_homing_mail", site.name)[0]
        said = heard.read_text()
        faults += [] if sent and state == "waiting" and reply else [f"{certificate}: {sent} {state} {reply}"]
        faults += [f"{certificate}: it heard {said!r}"] if "AUTH" in said or "MAIL" in said or "EHLO" not in said else []
        faults += site.complaints()
        stage.strike()
    return faults
