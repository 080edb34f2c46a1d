"""Programs and frameworks that send, each set up by `homing export` and by nothing else: with a token for Microsoft 365, and with a
password over implicit TLS (implicit.example) and STARTTLS (starts.example). Each delivers a message through the lab's Postfix.
"""
import pathlib
import shutil
import subprocess

import mailworld
import world
from clients import PATIENCE, arrived, call, lay, letter, move_in, watch
from household import differences
from sign_in_cases import FINE, case, granted

CODE = pathlib.Path(__file__).resolve().parent / "code"
TOKEN, IMPLICIT, STARTTLS = "rosa@contoso.example", "ada@implicit.example", "ada@starts.example"
EACH = ((TOKEN,), (IMPLICIT,), (STARTTLS,))
JARS = "/usr/share/java/javax.mail.jar:" + ":".join(f"/usr/share/java/spring3-{part}.jar" for part in
                                                    ("core", "beans", "context", "context.support", "aop", "expression"))


def settled(house, name, address):
    """A home in which everything is as the export and its notes say; what is wrong so far, and the first file."""
    found = []
    if address == TOKEN:
        done, _ = house.signed_in(address)
        found = differences(done, granted(address, "graph"), FINE)
    else:
        house.environment["SMTP_PASSWORD"] = mailworld.USERS[address]
    move_in(house, address)
    first = lay(house, name, address)
    sendmail = house.home / ".msmtprc"
    if sendmail.exists() and address != TOKEN:  # a site has nobody whom msmtp could ask: its note tells of this line
        sendmail.write_text(sendmail.read_text() + f'passwordeval "pass show mail/{address}"\n')
    return found, first


def sends(house, address, subject, *words, **more):
    done = call(house, *words, **more)
    return [f"{words[0]}: {(done.stdout + done.stderr)[-900:]!r}"] if done.returncode else arrived(subject, address)


@case("PHPMailer sends as {0}", *EACH)
def phpmailer(house, address):
    found, _ = settled(house, "phpmailer", address)
    (house.home / "vendor").mkdir()
    (house.home / "vendor/autoload.php").write_text("<?php require '/usr/share/php/libphp-phpmailer/autoload.php';")
    return found + sends(house, address, "A message by PHPMailer", "php", "send.php", address)


@case("WordPress's mail goes as {0}", *EACH)
def wordpress(house, address):
    found, _ = settled(house, "wordpress", address)
    return found + sends(house, address, "A message by WordPress", "php", CODE / "wordpress_host.php", address)


@case("Symfony's Mailer sends as {0}", *EACH)
def symfony(house, address):
    found, _ = settled(house, "symfony", address)
    return found + sends(house, address, "A message by Symfony", "php", CODE / "symfony_host.php", address)


@case("Laravel's libraries send as {0}", *EACH)
def laravel(house, address):
    found, _ = settled(house, "laravel", address)
    return found + sends(house, address, "A message by Laravel", "php", CODE / "laravel_host.php", address)


@case("Python's smtplib sends as {0}", *EACH)
def python(house, address):
    found, _ = settled(house, "python", address)
    return found + sends(house, address, "A message by smtplib", "/usr/bin/python3", "send.py", address)


@case("Django sends as {0}", *EACH)
def django(house, address):
    found, _ = settled(house, "django", address)
    return found + sends(house, address, "A message by Django", "/usr/bin/python3", CODE / "django_host.py", address)


@case("Nodemailer sends as {0}", *EACH)
def nodemailer(house, address):
    found, _ = settled(house, "nodemailer", address)
    house.environment |= {"NODE_PATH": "/usr/share/nodejs", "NODE_EXTRA_CA_CERTS": str(house.authority)}
    return found + sends(house, address, "A message by Nodemailer", "node", "send.cjs", address)


@case("Spring's mail sender sends as {0}", *EACH)
def spring(house, address):
    found, _ = settled(house, "spring", address)
    trust = house.home / "trust.jks"
    subprocess.run(["keytool", "-importcert", "-noprompt", "-alias", "lab", "-file", house.authority, "-keystore", trust, "-storepass", "changeit"],
                   check=True, capture_output=True)
    sources = [CODE / "SpringHost.java", *house.home.glob("MailConfiguration.java")]
    built = call(house, "javac", "-cp", JARS, "-d", house.home, *sources)
    if built.returncode:
        return [f"javac: {built.stderr[-900:]!r}"]
    properties = [] if address == TOKEN else ["application.properties"]
    return found + sends(house, address, "A message by Spring", "java", f"-Djavax.net.ssl.trustStore={trust}", "-Djavax.net.ssl.trustStorePassword=changeit", "-cp", f"{JARS}:{house.home}", "SpringHost",
                         address, *properties)


@case("Go's net/smtp sends as {0}", *EACH)
def go(house, address):
    found, _ = settled(house, "go", address)
    house.environment["GOCACHE"] = str(house.home / "go-cache")
    return found + sends(house, address, "A message by Go", "go", "run", "send.go", address)


@case("Action Mailer sends as {0}", *EACH)
def rails(house, address):
    found, _ = settled(house, "rails", address)
    return found + sends(house, address, "A message by Action Mailer", "ruby", CODE / "rails_host.rb", address)


@case("curl sends as {0}", *EACH)
def curl(house, address):
    found, _ = settled(house, "curl", address)
    subject = f"by curl as {address}"
    (house.home / "letter").write_text(letter(address, subject).replace("\n", "\r\n"))
    watch(house, ["sh", "send.sh", address, "letter"], lambda _: False, [("assword", house.environment.get("SMTP_PASSWORD", "") + "\n")])
    return found + arrived(subject, address)


@case("swaks sends as {0}", (IMPLICIT,))
def swaks(house, address):
    found, _ = settled(house, "swaks", address)
    seen = watch(house, ["sh", "send.sh", address], lambda _: False, [("assword", house.environment["SMTP_PASSWORD"] + "\n")])
    missing = arrived("A message by swaks", address)
    return found + ([f"{missing} {seen[-900:]!r}"] if missing else [])


RELAY = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
mydestination =
inet_interfaces = loopback-only
"""
# Of Postfix's services those that a relay uses (master(5)).
SERVICES = """\
pickup unix n - n 1 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
postlog unix-dgram n - n - 1 postlogd
"""


def hand_over(house, folder):
    """Mail goes to msmtp as another user, who has the sign-in: here in the house's home, as the system's user for mail."""
    master = (house.home / "master.cf").read_text().replace("user=homing-relay", "user=mail").replace("/usr/local/lib", str(folder))
    (folder / "master.cf").write_text(SERVICES + master)
    tools = f"#!/bin/sh\nPATH={house.environment['PATH']} SSL_CERT_FILE={house.authority}\nexport PATH SSL_CERT_FILE\n"
    script = (house.home / "homing-relay").read_text().replace("/var/lib/homing-relay", str(house.home)).replace("/etc/postfix/", f"{folder}/")
    (folder / "homing-relay").write_text(tools + script)
    (folder / "homing-relay").chmod(0o755)
    shutil.move(house.home / "msmtprc", folder / "msmtprc")
    for place in (folder / "msmtprc", house.home, *house.home.rglob("*")):
        shutil.chown(place, "mail")


@case("Postfix relays as {0}", *EACH)
def postfix(house, address):
    """A Postfix of its own; what is written for /etc/postfix lies in its folder, where Postfix's own user gets at the rest."""
    folder, subject = world.FOLDER / f"relay-{address}", f"by Postfix as {address}"
    for name in ("queue", "data"):
        (folder / name).mkdir(parents=True)
    shutil.chown(folder / "data", "postfix")
    found, main = settled(house, "postfix", address)
    (folder / "main.cf").write_text(RELAY.format(folder=folder) + main.read_text().replace("/etc/postfix/", f"{folder}/"))
    (folder / "master.cf").write_text(SERVICES)
    if address == TOKEN:
        hand_over(house, folder)
        done = call(house, "postfix", "-c", folder, "check")
    else:
        passwords = folder / "sasl_passwd"
        passwords.write_text((house.home / "sasl_passwd").read_text().rstrip("\n") + house.environment["SMTP_PASSWORD"] + "\n")
        done = call(house, "postmap", passwords)
    if done.returncode:
        return [f"it is not ready: {done.stderr[-600:]!r}"]
    found += [f"postconf: {done.stderr!r}" for done in [call(house, "postconf", "-c", folder, "-n")] if done.returncode or "unused parameter" in done.stderr]
    relay = subprocess.Popen(["postfix", "-c", folder, "start-fg"], env=house.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        found += sends(house, address, subject, "sendmail", "-C", folder, "-f", address, address, given=letter(address, subject))
    finally:
        call(house, "postfix", "-c", folder, "stop")
        relay.wait(PATIENCE)
    found += [(folder / "log").read_text()[-3900:]] if found else []
    shutil.rmtree(folder)  # a relay has its passwords in a file
    return found
