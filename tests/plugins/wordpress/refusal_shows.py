"""Microsoft's refusals: what the owner reads in the test, in the log and in Site Health, beside what other plug-ins show for the same reply."""
import json

import exchange
import exchange_incoming
import world
from stage import ADDRESS, SCREEN, lacks, show, wordpress

TEN = ["smtp-off-tenant", "smtp-off-mailbox", "smtp-basic-disabled", "smtp-basic-retired", "smtp-security-defaults", "smtp-conditional-access",
       "smtp-generic-token", "mail-send-as", "mail-daily", "mail-too-big"]
# Measured with WordPress 6.1 and the plug-ins' releases of September 2026, for replies to the sign-in; PHPMailer keeps nothing of them.
OTHERS = {"WP Mail SMTP 4.8": "Could not authenticate your SMTP account. ... triple check your email and password",
          "FluentSMTP 2.3": "SMTP Error: Could not authenticate.",
          "Post SMTP 3.3": "SMTP Error: Could not authenticate. Solution: Not found, check status column"}


def catalogue(library):
    """Entry -> what it means, from the manifests."""
    entries = {}
    for file in sorted((library / "manifests/errors").glob("*.json")):
        entries |= {entry["id"]: entry for entry in json.loads(file.read_text("utf-8")).get("errors", [])}
    return entries



def told(stage, site, reply, meaning):
    """What of an entry is missing on each of the three screens."""
    world.FOLDER.joinpath("hosts").write_text(f"{stage.hosts}127.0.0.1 blog.example\n{exchange_incoming.address(reply)} smtp.office365.com\n")
    stage.set_up(site, ADDRESS, "password" if reply.secret == "password" else "oauth2", client_id="x")
    if reply.secret != "password":
        stage.sign_in(site)
    seen = stage.owner(site, ["log_in"], ["open", SCREEN], ["test", "grace@contoso.example"], ["picture", f"2-{reply.name}", "#homing-test"],
                       ["open", "/wp-admin/tools.php?page=homing-mail-log"], ["row"], ["open", "/wp-admin/site-health.php"], ["health"])
    words = reply.text.split(" [")[0].split("{")[0].strip()[:60]
    where = {"test": seen["test"], "log": seen["row"]} | ({"Site Health": seen["health"]} if "refused" in seen["row"] else {})
    return [f"{reply.name}, in the {name}: {fault}" for name, text in where.items() for fault in lacks(text, meaning, words)]


@show("2. of ten Microsoft refusals the owner reads the cause and the next step in the test, the log and Site Health")
def ten_refusals(stage):
    site = stage.site()
    entries, faults, waiting = catalogue(wordpress.HERE.parents[2]), [], []
    replies = {reply.name: reply for reply in exchange.REPLIES}
    for name in TEN:
        entry = entries[replies[name].entry.split(" ")[0]]
        faults += told(stage, site, replies[name], entry["meaning"])
        print(f"       {name}: {replies[name].text[:70]}\n         Homing Mail        {entry['meaning'][:110]}", flush=True)
        for other, words in OTHERS.items() if replies[name].place == "sign-in" else ():
            print(f"         {other:<18} {words}", flush=True)
    return faults + waiting


@show("2. where SMTP is switched off and the owner agreed, the same message goes through Microsoft Graph, with its hidden recipients")
def by_graph(stage):
    site = stage.site(active=False)
    seen = stage.owner(site, ["log_in"], ["activate"], ["open", SCREEN], ["find", ADDRESS],
                       ["register", stage.accounts.WEB_SITE, stage.accounts.SECRET], ["choose", "graph"], ["sign_in", ADDRESS], ["choose", "enabled"], ["save"])
    reply = next(one for one in exchange.REPLIES if one.name == "smtp-off-mailbox")
    stage.name_host("smtp.office365.com", exchange_incoming.address(reply))
    sent = site.inside("echo json_encode(wp_mail('grace@contoso.example', 'By Graph', 'Hello', array('Bcc: hedy@contoso.example')));")
    faults = [] if sent else ["wp_mail said that it was not sent"]
    for address in ("grace@contoso.example", "hedy@contoso.example"):
        message = stage.arrives(address, "By Graph")
        faults += [] if message else [f"it did not arrive for {address}"]
        faults += ["the hidden recipient is named"] if message and message["Bcc"] else []
    rows = stage.database.ask("SELECT state, via, reply FROM wp_homing_mail ORDER BY id", site.name)
    faults += [] if [row[:2] for row in rows] == [["sent", "graph"]] else [f"the journal says {rows}"]
    return faults + lacks(seen["save"], "goes through this account")
