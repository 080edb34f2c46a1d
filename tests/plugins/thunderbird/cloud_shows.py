"""Authorization servers that Thunderbird does not know: with the client id of whoever runs it, people sign in there, too."""
import json

import authorization_accounts as accounts
import hub
from stage import OAUTH2, READ_BACK, STARTTLS, TLS, differences, show

ADDRESS = "ada@agency.example"
WANTED = {"incoming": ["imap", "outlook.office365.us", 993, TLS, OAUTH2, ADDRESS],
          "outgoing": ["smtp.office365.us", 587, STARTTLS, OAUTH2, ADDRESS]}
CLIENTS = {"extensions.homing.clients": json.dumps({accounts.HIGH.login: {"client_id": accounts.GOVERNMENT}})}
KNOWN = """const { OAuth2Providers } = ChromeUtils.importESModule("resource:///modules/OAuth2Providers.sys.mjs");
return OAuth2Providers.getHostnameDetails(args[0], "imap")?.issuer ?? null;"""
DISABLE = """const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
await (await AddonManager.getAddonByID("homing@homing.example")).disable();"""


@show("in the government's cloud people sign in by the client id of the preferences, also after the next start")
def government(stage):
    profile = stage.profile(signs_in=ADDRESS)
    with stage.thunderbird(profile=profile, preferences=CLIENTS) as thunderbird:
        hub.type_address(thunderbird, "Ada Lovelace", ADDRESS)
        thunderbird.wait("the settings", lambda: hub.shown(thunderbird) == "emailConfigFoundSubview")
        hub.go_on(thunderbird)
        thunderbird.wait("the account", lambda: hub.shown(thunderbird) == "emailAddedSuccessSubview")
        found = differences(thunderbird.run(READ_BACK, ADDRESS), WANTED)
    with stage.thunderbird(profile=profile) as thunderbird:
        if thunderbird.run(KNOWN, "outlook.office365.us") != accounts.HIGH.login:
            found.append("the authorization server is not known after the next start")
        thunderbird.run(DISABLE)
        if thunderbird.run(KNOWN, "outlook.office365.us"):
            found.append("the authorization server is known though the add-on is disabled")
    return found
