"""A new site owner: from the address to mail that arrives."""
import authorization_accounts as accounts
from stage import ADDRESS, SCREEN, lacks, show

CONTACT = ("add_action('init', function () {}); "
           "echo json_encode(wp_mail('grace@contoso.example', 'A visitor writes', 'Good morning', 'Reply-To: Visitor <visitor@elsewhere.example>'));")


@show("1. an owner types the address, signs in with OAuth2 in the browser, and the test mail and a contact form's mail arrive")
def from_address_to_mail(stage):
    site = stage.site(active=False)
    seen = stage.owner(site, ["log_in"], ["activate"], ["open", SCREEN], ["find", ADDRESS], ["picture", "1-found"],
                       ["register", accounts.WEB_SITE, accounts.SECRET], ["sign_in", ADDRESS], ["picture", "1-signed-in"], ["check"], ["picture", "1-checked"],
                       ["test", "grace@contoso.example"], ["picture", "1-tested"], ["choose", "enabled"], ["save"], ["picture", "1-saved"])
    faults = lacks(seen["find"], "Microsoft 365 (work or school)", "smtp.office365.com 587 STARTTLS", "end of December 2026")
    faults += lacks(seen["sign_in"], f"Signed in as {ADDRESS}") + lacks(seen["check"], "Encryption", "takes the sign-in")
    faults += lacks(seen["test"], "Sent.", "250 2.0.0") + lacks(seen["save"], "goes through this account")
    test = stage.arrives("grace@contoso.example", "Test mail from A site")
    faults += [] if test and test["From"] == f"A site <{ADDRESS}>" else [f"the test mail did not arrive from the account: {test and test['From']}"]
    site.inside(CONTACT)
    contact = stage.arrives("grace@contoso.example", "A visitor writes")
    faults += [] if contact and contact["Reply-To"] == "Visitor <visitor@elsewhere.example>" else ["the contact form's mail did not arrive as it was written"]
    return faults


@show("1. a personal mailbox is set up by a code on another device, and a password that is retired is not offered")
def personal(stage):
    site = stage.site(active=False)
    seen = stage.owner(site, ["log_in"], ["activate"], ["open", SCREEN], ["find", "ada@family.example"], ["picture", "1-personal"],
                       ["register", accounts.PUBLIC, ""], ["device", "ada@family.example"], ["picture", "1-code"], ["test", "grace@family.example"])
    faults = lacks(seen["find"], "Outlook.com (personal)", "smtp-mail.outlook.com 587 STARTTLS") + lacks(seen["test"], "Sent.")
    faults += ["a retired password is offered"] if seen["device"]["offersPassword"] else []
    return faults + lacks(seen["device"]["said"], "Signed in as ada@family.example")


# What WordPress does in Arabic or Hebrew, whose translations are not installed here: it loads the style sheets for their direction.
RIGHT_TO_LEFT = """<?php
add_action('init', function () { if (isset($_GET['rtl'])) { $GLOBALS['wp_locale']->text_direction = 'rtl'; } });
"""


@show("1. everything is reached by keyboard, and nothing is cut off from right to left")
def by_keyboard(stage):
    site = stage.site()
    (site.root / "wp-content/mu-plugins").mkdir()
    (site.root / "wp-content/mu-plugins/direction.php").write_text(RIGHT_TO_LEFT)
    seen = stage.owner(site, ["log_in"], ["open", SCREEN], ["keys", ADDRESS], ["right_to_left", f"{SCREEN}&rtl=1", ADDRESS], ["picture", "1-right-to-left"])
    faults = lacks(seen["keys"]["found"], "Microsoft 365 (work or school)")
    faults += [f"{name} is not reached by Tab" for name in seen["keys"]["missed"]] + [f"{name} is cut off from right to left" for name in seen["right_to_left"]]
    return faults
