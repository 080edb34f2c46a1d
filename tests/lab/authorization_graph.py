"""Microsoft Graph, as far as sending needs it: POST /v1.0/me/sendMail with a MIME message in base64.

learn.microsoft.com/graph/api/user-sendmail: the message is base64 in a text/plain body with To, Cc and Bcc in its header, the answer 202 and empty, which says that
the message was accepted and no more. What is accepted is delivered by LMTP into the lab's Dovecot, so that IMAP shows it.
Deviations, all of them:
  "no Sent Items": the message is not kept in the sender's folder
  "elsewhere": a recipient that is not of the lab is accepted and forgotten
"""
import base64
import binascii
import email
import email.policy
import email.utils
import json
import smtplib
import time
import uuid

import authorization_accounts as accounts


def answer(status, document=None, **headers):
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    number = str(uuid.uuid4())
    text = json.dumps(document) if document else ""
    return status, {"Content-Type": "application/json", "request-id": number, "client-request-id": number, **more}, text


def error(status, code, message, **headers):
    """learn.microsoft.com/graph/errors"""
    return answer(status, {"error": {"code": code, "message": message, "innerError": {
        "date": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()), "request-id": str(uuid.uuid4()), "client-request-id": str(uuid.uuid4())}}},
        **headers)


def unwanted(request, words):
    realm = f'Bearer realm="", authorization_uri="https://{accounts.WORLDWIDE.login}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"'
    return error(401, "InvalidAuthenticationToken", words, www_authenticate=realm)


def deliver(mail_socket, sender, recipients, message):
    for address in sorted(set(recipients) & set(accounts.mailboxes())):  # one at a time: LMTP answers for each recipient, and smtplib hears one
        with smtplib.LMTP(str(mail_socket)) as post:
            post.sendmail(sender, [address], message)


def sender_of(path, user):
    """/me, or /users/ADDRESS of a mailbox that the user may send for."""
    if path == "/v1.0/me/sendMail":
        return user
    named = path.removeprefix("/v1.0/users/").removesuffix("/sendMail").lower()
    return named if named in accounts.opens(user) else None


def send(state, request, mail_socket):
    access = state.access.get(request.headers.get("authorization", "").removeprefix("Bearer "))
    if not access or access.resource != request.host:
        return unwanted(request, "CompactToken parsing failed with error code: 80049217" if not access else "Access token validation failure. "
                        "Invalid audience.")
    user = access.user or f"ada@{accounts.WORK_DOMAIN}"
    request.note["user"] = user
    name = user.partition("@")[0]
    if access.revoked or access.ends < time.time():
        return unwanted(request, "Lifetime validation failed, the token is expired.")
    if name == "unwanted":
        return unwanted(request, "Access token validation failure.")
    if name == "throttled":
        return error(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.", Retry_After=str(accounts.RETRY_AFTER))
    sender = sender_of(request.path, user)
    if name == "forbidden" or sender is None or "Mail.Send" not in access.scopes:
        return error(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    return accept(request, mail_socket, sender)


def accept(request, mail_socket, sender):
    try:
        message = base64.b64decode(request.body, validate=True)
    except binascii.Error:
        return error(400, "ErrorMimeContentInvalidBase64String", "The MIME content is not a valid base64 string.")
    if not request.headers.get("content-type", "").startswith("text/plain"):
        return error(400, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.")
    parsed = email.message_from_bytes(message, policy=email.policy.SMTP)
    recipients = [address for _, address in email.utils.getaddresses([field for name in ("to", "cc", "bcc") for field in parsed.get_all(name, [])])]
    if parsed["bcc"]:
        del parsed["bcc"]
        message = parsed.as_bytes()
    if not recipients:
        return error(400, "ErrorInvalidRecipients", "At least one recipient is not valid.")
    if email.utils.parseaddr(parsed.get("from", sender))[1].lower() not in accounts.opens(sender):
        return error(403, "ErrorSendAsDenied", "The user account which was used to submit this request does not have the right to send mail on "
                     "behalf of the specified sending account.")
    deliver(mail_socket, sender, [address.lower() for address in recipients], message)
    return answer(202)
