#!/usr/bin/env python3
"""Autodiscover ("POX", MS-OXDSCLI and Microsoft's "POX Autodiscover web service reference") behind nginx.

    pox.py PORT

Speaks plain HTTP on loopback; nginx does TLS. Every request is read as strictly as the reference allows: what is not a
right request gets error 600. Prints "ready" once it listens. Deviation "no accounts": a host gives its settings for every
address of the mail domain and never asks for a sign-in, as hosting panels do; the hosts of EXCHANGE only ask for one.
"""
import http.server
import xml.etree.ElementTree as tree
from xml.sax.saxutils import escape

import listener

PATH = "/autodiscover/autodiscover.xml"
REQUEST = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"
RESPONSE = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
OUTER = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"
EXCHANGE = ["autodiscover.hybrid.example", "autodiscover.ownserver.example", "autodiscover.exchange.example",
            "autodiscover.outlook.com", "autodiscover-s.outlook.com", "autodiscover.office365.us",
            "autodiscover-s.office365.us", "autodiscover-dod.office365.us", "autodiscover-s-dod.office365.us",
            "autodiscover.partner.outlook.cn", "autodiscover-s.partner.outlook.cn", "outlook.office365.com",
            "outlook.office365.us", "outlook-dod.office365.us", "partner.outlook.cn"]


def document(inner):
    return (f'<?xml version="1.0" encoding="utf-8"?>\n<Autodiscover xmlns="{OUTER}">\n  <Response xmlns="{RESPONSE}">\n'
            f"{inner}\n  </Response>\n</Autodiscover>\n")


def error(code, message):
    return document(f'    <Error Time="12:00:00.0000000" Id="2477272013"><ErrorCode>{code}</ErrorCode><Message>{message}</Message>'
                    "<DebugData /></Error>")


def protocol(kind, server, port, login, *more):
    lines = [f"<Type>{kind}</Type>", f"<Server>{server}</Server>", f"<Port>{port}</Port>",
             f"<LoginName>{escape(login)}</LoginName>", "<DomainRequired>off</DomainRequired>", *more]
    return "      <Protocol>" + "".join(lines) + "</Protocol>\n"


def settings(*protocols):
    return document("    <Account>\n      <AccountType>email</AccountType>\n      <Action>settings</Action>\n"
                    + "".join(protocols) + "    </Account>")


def panel(host):
    """What hosting panels answer: `Encryption` overrides `SSL`, and SPA is off (the password goes as it is)."""
    def answer(address):
        off = "<SPA>off</SPA>"
        return settings(protocol("IMAP", host, 993, address, off, "<SSL>on</SSL>", "<AuthRequired>on</AuthRequired>"),
                        protocol("POP3", host, 995, address, off, "<Encryption>SSL</Encryption>"),
                        protocol("SMTP", host, 587, address, off, "<SSL>on</SSL>", "<Encryption>TLS</Encryption>",
                                 "<UsePOPAuth>on</UsePOPAuth>", "<SMTPLast>off</SMTPLast>"))
    return answer


def away(action, element, target):
    """A redirect in the answer: redirectAddr or redirectUrl."""
    return lambda address: document(f"    <Account><Action>{action}</Action><{element}>{target}</{element}></Account>")


def to_url(host):
    return away("redirectUrl", "RedirectUrl", f"https://{host}{PATH}")


def to_address(domain):
    return away("redirectAddr", "RedirectAddr", f"postmaster@{domain}")


ANSWERS = {  # host -> from the address asked about to the answer
    "autodiscover.panel.example": panel("mail.panel.example"),
    "panelroot.example": panel("mail.panelroot.example"),
    "poxtrap.example": panel("mail.poxtrap.example"),
    "mail.onprem.example": panel("mail.onprem.example"),
    "mail.poxsrv.example": panel("mail.poxsrv.example"),
    "autodiscover.poxaddress.example": to_address("users.poxaddress.example"),
    "autodiscover.users.poxaddress.example": panel("mail.poxaddress.example"),
    "autodiscover.poxurl.example": to_url("mail.poxurl.example"),
    "mail.poxurl.example": panel("mail.poxurl.example"),
    "autodiscover.poxring.example": to_url("mail.poxring.example"),
    "mail.poxring.example": to_url("autodiscover.poxring.example"),
    "autodiscover.poxself.example": to_address("poxself.example"),
    "autodiscover.poxaway.example": to_url("autodiscover.elsewhere.example"),
    "autodiscover.poxawayaddress.example": to_address("elsewhere.example"),
    # Whoever comes here has gone astray.
    "autodiscover.elsewhere.example": panel("mail.elsewhere.example"),
    "autoconfig.elsewhere.example": panel("mail.elsewhere.example"),
    "autodiscover.big.example": panel("mail.elsewhere.example"),
    "big.example": panel("mail.elsewhere.example"),
    "autodiscover.example": panel("mail.elsewhere.example"),
}


def address_asked(content_type, body):
    """The address of a right request, or None."""
    try:
        root = tree.fromstring(body)
    except tree.ParseError:
        return None
    address = root.findtext(f"{{{REQUEST}}}Request/{{{REQUEST}}}EMailAddress") or ""
    schema = root.findtext(f"{{{REQUEST}}}Request/{{{REQUEST}}}AcceptableResponseSchema")
    right = root.tag == f"{{{REQUEST}}}Autodiscover" and schema == RESPONSE and content_type.startswith("text/xml")
    return address if right and address.count("@") == 1 else None


class Server(http.server.BaseHTTPRequestHandler):
    def say(self, status, body, *headers):
        data = body.encode()
        self.send_response(status)
        for name, value in (("Content-Type", "text/xml; charset=utf-8"), ("Content-Length", len(data)), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def answer(self, body):
        host = self.headers.get("Host", "").lower()
        address = address_asked(self.headers.get("Content-Type", ""), body)
        if host in EXCHANGE:
            return self.say(401, "", *(("WWW-Authenticate", way) for way in ("Negotiate", "NTLM", f'Basic realm="{host}"')))
        if host not in ANSWERS:
            return self.say(404, "")
        return self.say(200, ANSWERS[host](address) if address else error(600, "Invalid Request"))

    def do_GET(self):
        self.answer(b"")

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def log_message(self, *_):
        pass  # nginx keeps the log


if __name__ == "__main__":
    listener.serve(Server)
