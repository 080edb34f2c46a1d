"""usage: published.py HOMING

What is written for Thunderbird, Outlook, Apple's devices and a domain itself, held against the formats' own descriptions.
"""
import plistlib
import re
import subprocess
import uuid

from kit import (EVIL_ADDRESS, EVIL_PUBLISHED, EVIL_USER, HERE, HOMING, MICROSOFT365, OUTLOOK, PASSWORD, POP3, STARTTLS, Case, export, main)


class Files(Case):
    def files(self, name, address, *options):
        document = export(name, address, *options)
        self.assertEqual(document["outcome"], "written", document)
        return {file["name"]: file for file in document["files"]}

    def is_valid(self, text, schema):
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(HERE / schema), "-"], input=text, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def is_checked_by_homing(self, text, address):
        done = subprocess.run([HOMING, "check", "-", "--address", address, "--json"], input=text, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn('"problems":[]', done.stdout)


class Thunderbird(Files):
    def test_its_file_keeps_the_schema(self):
        for address in (OUTLOOK, MICROSOFT365, PASSWORD, POP3, STARTTLS):
            with self.subTest(address):
                text = self.files("thunderbird", address)["config-v1.1.xml"]["text"]
                self.is_valid(text, "autoconfig.xsd")
                self.is_checked_by_homing(text, address)

    def test_a_schema_that_lets_everything_pass_would_be_found_out(self):
        text = self.files("thunderbird", PASSWORD)["config-v1.1.xml"]["text"]
        with self.assertRaises(AssertionError):
            self.is_valid(text.replace("<socketType>SSL", "<socketType>plain"), "autoconfig.xsd")

    def test_wishes_leave_one_server_a_protocol(self):
        text = self.files("thunderbird", PASSWORD, "--username", EVIL_USER)["config-v1.1.xml"]["text"]
        self.is_valid(text, "autoconfig.xsd")
        self.assertEqual(text.count("<incomingServer"), 2)
        self.assertEqual(text.count("<username>" + EVIL_USER.replace('"', "&quot;") + "</username>"), 3)


class Outlook(Files):
    def test_its_answer_keeps_the_schema(self):
        for address in (PASSWORD, POP3, STARTTLS, EVIL_PUBLISHED):
            with self.subTest(address):
                domain = address.split("@")[1]
                self.is_valid(self.files("outlook", address)[f"autodiscover-{domain}.xml"]["text"], "autodiscover.xsd")

    def test_the_registry_leads_to_the_answer(self):
        files = self.files("outlook", PASSWORD)
        lines = files["homing-fabrikam.example.reg"]["text"].split("\r\n")
        self.assertEqual(lines[:2], ["Windows Registry Editor Version 5.00", ""])
        self.assertEqual(lines[2], r"[HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Outlook\AutoDiscover]")
        values = dict(re.fullmatch(r'"([^"]+)"=(dword:[0-9a-f]{8}|"(?:[^"\\]|\\.)*")', line).groups() for line in lines[3:-1])
        self.assertEqual(values["PreferLocalXML"], "dword:00000001")
        self.assertEqual(re.sub(r"\\(.)", r"\1", values["fabrikam.example"])[1:-1], files["autodiscover-fabrikam.example.xml"]["place"])
        self.assertTrue(files["homing-fabrikam.example.reg"]["text"].isascii())

    def test_where_only_oauth2_is_left_outlook_needs_no_file(self):
        for address in (OUTLOOK, MICROSOFT365):
            self.assertIn("Outlook knows this provider by itself", self.refused("outlook", address))


# Apple's "Device Management": the keys of each payload and what they hold.
COMMON = {"PayloadType": str, "PayloadIdentifier": str, "PayloadUUID": str, "PayloadVersion": int, "PayloadDisplayName": str}
SERVER = {"Authentication": str, "HostName": str, "PortNumber": int, "UseSSL": bool, "Username": str}
SERVERS = {f"{way}MailServer{key}": kind for way in ("Incoming", "Outgoing") for key, kind in SERVER.items()}
KEYS = {
    "com.apple.mail.managed": COMMON | SERVERS | {"EmailAccountType": str, "EmailAddress": str, "OutgoingPasswordSameAsIncomingPassword": bool},
    "com.apple.eas.account": COMMON | {"EmailAddress": str, "UserName": str, "Host": str, "SSL": bool, "OAuth": bool},
}


class Apple(Files):
    def payload(self, address, *options):
        profile = plistlib.loads(self.files("apple", address, *options)["homing.mobileconfig"]["text"].encode(), fmt=plistlib.FMT_XML)
        (payload,) = profile.pop("PayloadContent")
        self.assertEqual({key: type(value) for key, value in profile.items()}, COMMON)
        self.assertEqual({key: type(value) for key, value in payload.items()}, KEYS[payload["PayloadType"]])
        for part in (profile, payload):
            self.assertEqual(str(uuid.UUID(part["PayloadUUID"])), part["PayloadUUID"])
        return profile, payload

    def test_a_password_account_is_mail(self):
        profile, payload = self.payload(PASSWORD)
        self.assertEqual((profile["PayloadType"], payload["EmailAccountType"]), ("Configuration", "EmailTypeIMAP"))
        self.assertEqual((payload["IncomingMailServerHostName"], payload["IncomingMailServerPortNumber"]), ("imap.fabrikam.example", 993))
        self.assertEqual((payload["OutgoingMailServerUsername"], payload["OutgoingMailServerAuthentication"]), ("ada", "EmailAuthPassword"))
        self.assertTrue(payload["IncomingMailServerUseSSL"] and payload["OutgoingMailServerUseSSL"])
        self.assertEqual(self.payload(POP3)[1]["EmailAccountType"], "EmailTypePOP")

    def test_microsoft_365_is_exchange_with_oauth2(self):
        payload = self.payload(MICROSOFT365)[1]
        self.assertEqual((payload["PayloadType"], payload["Host"], payload["OAuth"], payload["SSL"]),
                         ("com.apple.eas.account", "outlook.office365.com", True, True))

    def test_outlook_com_is_added_by_hand(self):
        self.assertIn("as Outlook.com", self.refused("apple", OUTLOOK))

    def test_the_same_address_has_the_same_profile_and_another_has_not(self):
        one, again = (self.payload(PASSWORD) for _ in range(2))
        other = self.payload("grace@fabrikam.example")
        self.assertEqual(one, again)
        numbers = {part["PayloadUUID"] for profile in (one, other) for part in profile}
        self.assertEqual(len(numbers), 4)

    def test_no_letter_of_a_name_is_lost(self):
        self.assertEqual(self.payload(EVIL_PUBLISHED)[1]["IncomingMailServerUsername"], EVIL_USER)


class Publish(Files):
    def test_its_zone_loads(self):
        for name in ("fabrikam.example", MICROSOFT365, POP3, STARTTLS, "outlook.com"):
            with self.subTest(name):
                domain = name.split("@")[-1]
                zone = f"$TTL 3600\n@ IN SOA ns.{domain}. admin.{domain}. 1 2 3 4 5\n@ IN NS ns.{domain}.\n@ IN A 192.0.2.1\nns IN A 192.0.2.1\n"
                zone += self.files("publish", name)[domain + ".zone"]["text"]
                done = subprocess.run(["named-checkzone", "-i", "local", domain, "/dev/stdin"], input=zone, capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, done.stdout)
                if name != STARTTLS:  # of which the check complains with reason
                    self.is_checked_by_homing(self.files("publish", name)[domain + ".zone"]["text"], "ada@" + domain)

    def test_what_it_publishes_is_for_everybody(self):
        one, other = self.files("publish", PASSWORD), self.files("publish", "fabrikam.example")
        self.assertEqual(one, other)
        self.assertNotIn("ada", "".join(file["text"] for file in one.values()))

    def test_each_file_passes_our_own_check(self):
        files = self.files("publish", "purelymail.com")
        self.assertEqual(len(files), 4)
        for name, file in files.items():
            with self.subTest(name):
                self.is_checked_by_homing(file["text"], "ada@purelymail.com")

    def test_an_address_beyond_all_letters_changes_nothing(self):
        self.assertEqual(self.files("publish", EVIL_ADDRESS), self.files("publish", "outlook.com"))


if __name__ == "__main__":
    main()
