"""Microsoft's replies, word for word: one server for each, with the entry of the catalogue that it must lead to.

Every reply NAME stands at an address of its own, in two ways: under the domain NAME.example, whose autoconfig file names it, and
as Microsoft's own hosts for whoever asks the name server at that address (scripted.py). So the same words are heard from a plain
provider, from the work mailbox ada@contoso.example and from the personal one ada@family.example.

What must come of a reply (entry, who can mend it, what a program can do next) was decided from Microsoft's documents and from
transcripts. `source` says where the words stand; those without a page are from logs in public source code.
"""
from dataclasses import dataclass

LEARN = "https://learn.microsoft.com/exchange/"
SUBMISSION = LEARN + "clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission"
PRINTERS = LEARN + "troubleshoot/email-delivery/fix-issues-with-printers-scanners-and-lob-applications-that-send-email-using-off"
OAUTH = LEARN + "client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth"
REPORTS = LEARN + "troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online"
IMPROVED = LEARN + "troubleshoot/send-emails/smtp-submission-improvements"
SOCKET = LEARN + "troubleshoot/email-delivery/send-receive-emails-socketerror"
RETIREMENT = ("https://techcommunity.microsoft.com/blog/exchange/updated-exchange-online-smtp-auth-basic-authentication-"
              "deprecation-timeline/4489835")
LOGS = "logs in public source code"
HOST = "[LO4P265CA0001.GBRP265.PROD.OUTLOOK.COM 2026-11-25T10:00:00.000Z 08DE2C0112233445]"
NO_AUTH = "535 5.7.139 Authentication unsuccessful, "
OWN, WORK, PERSONAL = "own", "work", "personal"
AGAIN = ("sign_in_again",)
LATER = ("wait", "retry")


@dataclass
class Reply:
    name: str
    entry: str        # the id in the catalogue; several if all are right
    protocol: str
    place: str        # where it is said, see talk.py
    text: str
    source: str
    who: tuple        # any of these
    next: tuple       # any of these
    secret: str = "token"
    heard: tuple = (OWN,)
    personal: tuple = ()          # who and next for a personal mailbox, where they differ: (who, next)
    mechanisms: str = ""          # offered instead of what Exchange offers now


def refused(name, entry, sentence, who, then, source=LOGS, **more):
    """535 5.7.139 at sign-in."""
    return Reply(name, entry, "smtp", "sign-in", NO_AUTH + sentence, source, who, then, **more)


def submitted(name, entry, place, text, who, then, source=LOGS, **more):
    """A reply while a message is handed over."""
    return Reply(name, entry, "smtp", place, text, source, who, then, **more)


ALL = (OWN, WORK, PERSONAL)
USE_GRAPH = (("user", "microsoft", "developer"), ("use_graph",))
REPLIES = [
    refused("smtp-off-tenant", "smtp.auth.disabled_tenant", "SmtpClientAuthentication is disabled for the Tenant. Visit "
            f"https://aka.ms/smtp_auth_disabled for more information. {HOST}", ("admin",), ("ask_admin",), SUBMISSION, heard=(OWN, WORK)),
    refused("smtp-off-mailbox", "smtp.auth.disabled_mailbox", "SmtpClientAuthentication is disabled for the Mailbox. Visit "
            "https://aka.ms/smtp_auth_disabled for more information.", ("admin",), ("ask_admin",), SUBMISSION, heard=(WORK, PERSONAL),
            personal=USE_GRAPH),
    refused("smtp-basic-disabled", "smtp.auth.basic_disabled", f"basic authentication is disabled. {HOST}", ("developer", "user"), AGAIN,
            secret="password", heard=ALL),
    Reply("smtp-basic-retired", "smtp.auth.basic_retired", "smtp", "sign-in", "550 5.7.30 Basic authentication is not supported for "
          "Client Submission.", RETIREMENT, ("developer", "user"), AGAIN, "password", (OWN, WORK)),
    refused("smtp-security-defaults", "smtp.auth.security_defaults", "user is locked by your organization's security defaults policy. "
            "Contact your administrator.", ("admin",), ("ask_admin", "sign_in_again"), PRINTERS, secret="password", heard=(WORK,)),
    refused("smtp-conditional-access", "smtp.auth.conditional_access", "the request did not meet the criteria to be authenticated "
            f"successfully. Contact your administrator. {HOST}", ("admin",), ("ask_admin", "sign_in_again"), PRINTERS, heard=(OWN, WORK)),
    refused("smtp-bad-credentials", "smtp.auth.bad_credentials", f"the user credentials were incorrect. {HOST}", ("user",),
            ("ask_password",), secret="password"),
    refused("smtp-account-locked", "smtp.auth.account_locked", "account locked.", ("user", "admin"), ("wait", "ask_admin"),
            secret="password"),
    refused("smtp-federation-down", "smtp.auth.federated_sts", "federated STS service was unreachable.", ("admin",), ("ask_admin", *LATER),
            PRINTERS, secret="password", heard=(OWN, WORK)),
    refused("smtp-federation-plain", "smtp.auth.federated_sts", "the federated STS URL does not support HTTPS.", ("admin",),
            ("ask_admin", *LATER), PRINTERS, secret="password"),
    Reply("smtp-generic-token", "smtp.auth.generic_535_5_7_3", "smtp", "sign-in", f"535 5.7.3 Authentication unsuccessful {HOST}", OAUTH,
          ("user", "admin", "developer"), AGAIN, heard=ALL),
    Reply("smtp-generic-password", "smtp.auth.generic_535_5_7_3", "smtp", "sign-in", f"535 5.7.3 Authentication unsuccessful {HOST}",
          PRINTERS, ("user", "admin", "developer"), ("ask_password",), "password"),
    Reply("smtp-unrecognized", "smtp.auth.unrecognized_type", "smtp", "sign-in", f"504 5.7.4 Unrecognized authentication type {HOST}", LOGS,
          ("developer", "admin"), ("none", "ask_admin")),
    Reply("smtp-busy-sign-in", "smtp.auth.temp_failure", "smtp", "sign-in", "454 4.7.0 Temporary authentication failure", LOGS,
          ("microsoft",), LATER),
    Reply("smtp-old-tls", "smtp.tls_old", "smtp", "sign-in", "421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update your client "
          f"to support TLS 1.2. Visit https://aka.ms/smtp_auth_tls. {HOST}", PRINTERS, ("developer", "admin"), ("none", "ask_admin")),
    Reply("smtp-challenge", "smtp.auth.generic_535_5_7_3 sasl.xoauth2_json_challenge", "smtp", "sign-in",
          "535 5.7.3 Authentication unsuccessful", "https://developers.google.com/gmail/imap/xoauth2-protocol", ("user", "admin", "developer"),
          AGAIN),
    Reply("smtp-unavailable", "smtp.service_unavailable", "smtp", "greeting", "421 4.3.2 Service not available", LOGS, ("microsoft",), LATER),
    Reply("smtp-dropped", "smtp.socket_dropped", "smtp", "sign-in", "421 4.4.2 Connection dropped due to SocketError", SOCKET,
          ("developer", "admin", "microsoft"), LATER),
    Reply("smtp-back-end", "smtp.temp_prx", "smtp", "sign-in", "451 4.7.0 Temporary server error. Please try again later. PRX4",
          "https://github.com/M66B/FairEmail/blob/master/FAQ.md", ("admin", "microsoft"), LATER),
    submitted("mail-not-authenticated", "smtp.not_authenticated", "mail", "530 5.7.57 SMTP; Client was not authenticated to send anonymous "
              "mail during MAIL FROM", ("developer", "user"), ("none", "sign_in_again"), PRINTERS),
    submitted("mail-starttls-first", "smtp.starttls_first", "mail", "451 5.7.3 Must issue a STARTTLS command first", ("developer",), ("none",),
              SOCKET),
    submitted("mail-send-as", "smtp.send_as_denied_5_7_60", "message", "550 5.7.60 SMTP; Client does not have permissions to send as this "
              "sender", ("user", "admin"), ("change_from",), PRINTERS, heard=(OWN, WORK)),
    submitted("mail-send-as-store", "smtp.send_as_denied_5_2_252", "message", "554 5.2.252 SendAsDenied; ada@contoso.example not allowed to "
              "send as noreply@contoso.example; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied",
              ("user", "admin"), ("change_from",)),
    submitted("mail-send-as-old", "smtp.send_as_denied_5_2_0", "message", "554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException."
              "MapiExceptionSendAsDenied; Failed to process message due to a permanent exception with message Cannot submit message.",
              ("user", "admin"), ("change_from",)),
    submitted("mail-not-owned", "smtp.sender_not_owned", "mail", "553 5.7.1 <ada@contoso.example>: Sender address rejected: not owned by user "
              "grace@contoso.example", ("user",), ("change_from",), "https://www.postfix.org/postconf.5.html#reject_sender_login_mismatch"),
    submitted("mail-no-relay", "smtp.relay_denied_550", "rcpt", "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
              ("user", "admin"), ("none", "ask_admin", "sign_in_again", "change_from"), REPORTS),
    submitted("mail-attribution", "smtp.tenant_attribution", "rcpt", "550 5.7.64 TenantAttribution; Relay Access Denied SMTP.", ("admin",),
              ("ask_admin",), LEARN + "troubleshoot/email-delivery/ndr/relay-access-denied-smtp"),
    submitted("mail-direct-send", "smtp.direct_send_rejected", "rcpt", "550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this "
              "organization from unauthorized sources", ("admin",), ("ask_admin",), "https://techcommunity.microsoft.com/blog/exchange/"
              "introducing-more-control-over-direct-send-in-exchange-online/4408790"),
    submitted("mail-wrong-region", "smtp.wrong_region", "rcpt", "451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35.", ("admin",),
              ("ask_admin", *LATER), LEARN + "troubleshoot/email-delivery/wrong-office-365-region-exo"),
    submitted("mail-threads", "smtp.thread_limit", "message", "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded "
              "[Hostname=LO4P265MB0001.GBRP265.PROD.OUTLOOK.COM]", ("developer",), LATER, IMPROVED),
    submitted("mail-connections", "smtp.thread_limit", "mail", "432 4.3.2 Concurrent connections limit exceeded. Visit "
              "https://aka.ms/concurrent_sending for more information.", ("developer",), LATER, IMPROVED),
    submitted("mail-their-threads", "smtp.recipient_thread_limit", "message", "432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded",
              ("microsoft",), LATER, REPORTS),
    submitted("mail-quota", "smtp.quota_recipients", "message", "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException",
              ("user",), ("wait",), IMPROVED),
    submitted("mail-daily", "smtp.quota_recipients", "message", "550 5.1.90 Your message can't be sent because you've reached your daily limit "
              "for message recipients", ("user",), ("wait",), REPORTS),
    submitted("mail-full", "smtp.mailbox_full", "message", "554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException."
              "MapiExceptionShutoffQuotaExceeded", ("user",), ("none", "wait"), IMPROVED),
    submitted("mail-suspended", "smtp.outbound_spam", "message", "554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; Failed to "
              "process message due to a permanent exception with message [BeginDiagnosticData]WASCL UserAction verdict is not None. Actual "
              "verdict is Suspend, ShowTierUpgrade.", ("user",), ("wait", "none"), heard=(PERSONAL,)),
    submitted("mail-tenant-limit", "smtp.terrl", "message", "550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit "
              "for sending email to external recipients (tenant external recipient rate limit)", ("admin",), ("wait", "ask_admin"), REPORTS),
    submitted("mail-moera", "smtp.moera_limit", "message", "550 5.7.236 Your message can't be sent because messages sent from your "
              ".onmicrosoft.com domain exceeded the limit", ("admin",), ("wait", "ask_admin")),
    submitted("mail-recipients", "smtp.too_many_recipients", "rcpt", "452 4.5.3 Too many recipients", ("developer",), ("none", *LATER),
              REPORTS),
    submitted("mail-too-big", "smtp.too_big", "message", "552 5.3.4 Message size exceeds fixed maximum message size", ("user",), ("none",)),
    submitted("mail-busy", "smtp.server_busy", "rcpt", "451 4.7.500 Server busy. Please try again later from [10.78.0.1]. (S77719)",
              ("admin", "developer", "microsoft", "user"), LATER, LEARN + "troubleshoot/email-delivery/ndr/"
              "fix-error-code-451-4-7-500-699-asxxx-in-exchange-online"),
]
