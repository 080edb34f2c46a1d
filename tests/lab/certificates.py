"""A certificate authority for the lab, and server certificates: good ones and the usual bad ones."""
import pathlib
import subprocess

import mailboxes
import mailserver
import microsoft
import roles
import sites
import tricks

CURVE = ["-pkeyopt", "ec_paramgen_curve:prime256v1"]


def openssl(*words):
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"openssl {words[0]} failed: {done.stderr.strip()}")


class Certificates:
    """Files NAME.pem in one folder, all with the key server.key; authority.pem is what a client must trust."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.authority = self.folder / "authority.pem"
        self.key = self.folder / "server.key"

    def __getitem__(self, name):
        return self.folder / f"{name}.pem"

    def make(self):
        self.folder.mkdir()
        openssl("req", "-x509", "-newkey", "ec", *CURVE, "-nodes", "-days", 30, "-subj", "/CN=Lab authority",
                "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-keyout", self.folder / "authority.key",
                "-out", self.authority)
        openssl("req", "-new", "-newkey", "ec", *CURVE, "-nodes", "-subj", "/CN=lab server", "-keyout", self.key,
                "-out", self.folder / "server.csr")
        self.sign("sites", sites.names())
        self.sign("microsoft", microsoft.names())
        self.sign("mail", mailserver.NAMES)
        self.sign("tricks", [f"autoconfig.{domain}" for trick in tricks.TRICKS for domain in tricks.domains(trick)]
                  + roles.hosts())
        self.sign("wrongname", ["autoconfig.somebody-else.example"])
        self.sign("expired", ["autoconfig.expired.example"], days=-1)
        for name, hosts in mailboxes.certificates().items():
            self.sign(name, hosts)
        self.sign("oldcert", mailboxes.hosts_of("oldcert"), days=-1)
        self.make_client()
        self.sign_alone("selfsigned", ["autoconfig.selfsigned.example"])
        self.sign_alone("owncert", mailboxes.hosts_of("owncert"))
        return self

    def make_client(self):
        """client.pem, with its key in the same file: what a program proves itself with (RFC 7523). Microsoft wants RSA."""
        key, certificate = self.folder / "client.key", self.folder / "client.crt"
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", 30, "-subj", "/CN=Lab client", "-keyout", key, "-out", certificate)
        self["client"].write_text(certificate.read_text() + key.read_text())
        self["client"].chmod(0o600)

    def sign_alone(self, name, hosts):
        openssl("req", "-x509", "-key", self.key, "-days", 30, "-subj", f"/CN={hosts[0]}", "-addext",
                "subjectAltName=" + ",".join(f"DNS:{host}" for host in hosts), "-out", self[name])

    def sign(self, name, hosts, days=30):
        """Only subjectAltName counts for the host (RFC 6125 section 6.4.4, RFC 9110 section 4.3.4)."""
        extensions = self.folder / f"{name}.ext"
        extensions.write_text("basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\n"
                              "authorityKeyIdentifier=keyid\nsubjectAltName="
                              + ",".join(f"DNS:{host}" for host in hosts) + "\n")
        openssl("x509", "-req", "-in", self.folder / "server.csr", "-CA", self.authority,
                "-CAkey", self.folder / "authority.key", "-CAcreateserial", "-days", days,
                "-extfile", extensions, "-out", self[name])
