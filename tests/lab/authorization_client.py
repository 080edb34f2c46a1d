"""Whether a program is who it says at the token endpoint: nothing, a secret, or an assertion (RFC 7523) that its certificate proves.

The forms are those of learn.microsoft.com/entra/identity-platform/certificate-credentials: PS256 with x5t#S256, or RS256 with x5t,
`aud` the token endpoint, `iss` and `sub` the client, `jti` used once. OpenSSL checks the signature with the registered certificate.
"""
import base64
import hashlib
import json
import pathlib
import subprocess
import tempfile
import time

import authorization_accounts as accounts
from authorization_state import Refusal

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
TOLERANCE = 300  # seconds
PADDING = {"RS256": [], "PS256": ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"]}


def decoded(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def refuse(number, words):
    raise Refusal("invalid_client", number, words, 401)


def thumbprints(certificate):
    """SHA-256 and SHA-1 of the DER form, as the header names them."""
    text = certificate.read_text()
    body = text.partition("-----BEGIN CERTIFICATE-----")[2].partition("-----END CERTIFICATE-----")[0]
    der = base64.b64decode("".join(body.split()))
    return {"x5t#S256": hashlib.sha256(der).digest(), "x5t": hashlib.sha1(der).digest()}


def is_signed(certificate, algorithm, signed, signature):
    with tempfile.TemporaryDirectory(dir=certificate.parent) as folder:
        place = pathlib.Path(folder)
        key = subprocess.run(["openssl", "x509", "-in", certificate, "-noout", "-pubkey"], capture_output=True, check=True).stdout
        for name, data in (("key", key), ("signature", signature), ("signed", signed)):
            (place / name).write_bytes(data)
        return subprocess.run(["openssl", "dgst", "-sha256", "-verify", place / "key", *PADDING[algorithm], "-signature",
                               place / "signature", place / "signed"], capture_output=True).returncode == 0


def check_dates(claims, skew):
    now = time.time() + skew
    if not claims.get("nbf", claims.get("iat", 0)) - TOLERANCE <= now <= claims.get("exp", 0) + TOLERANCE:
        refuse(700024, "Client assertion is not within its valid time range. Current time: "
               f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(now))}, expiry time of assertion "
               f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(claims.get('exp', 0)))}.")


def check_assertion(state, request, client, certificate):
    text = state.known(request.form["client_assertion"])
    try:
        head, body, signature = text.split(".")
        header, claims = json.loads(decoded(head)), json.loads(decoded(body))
        prints = [name for name, value in thumbprints(certificate).items() if name in header and decoded(header[name]) == value]
        good = prints and is_signed(certificate, header["alg"], f"{head}.{body}".encode(), decoded(signature))
    except (ValueError, KeyError):
        refuse(50027, "JWT token is invalid or malformed.")
    if not client.certificate or not good:
        refuse(700027, "The certificate with identifier used to sign the client assertion is not registered on application, or the "
               "signature is wrong.")
    check_dates(claims, client.skew)
    if claims.get("aud") != f"https://{request.host}{request.path}":
        refuse(700023, f"Client assertion audience claim does not match Realm issuer. Review the documentation: {claims.get('aud')}")
    if claims.get("iss") != client.id or claims.get("sub") != client.id:
        refuse(700021, "Client assertion application identifier doesn't match 'client_id' parameter.")
    if not claims.get("jti") or claims["jti"] in state.jtis:
        refuse(700025, "Client assertion was used before.")
    state.jtis.add(claims["jti"])


def authenticated(state, request, certificate):
    """The client of a token request."""
    form = request.form
    client = accounts.client_of(request.host, form.get("client_id", ""))
    if not client:
        raise Refusal("unauthorized_client", 700016, f"Application with identifier '{form.get('client_id', '')}' was not found in the directory.")
    state.known(form.get("client_secret"))
    proof = form.get("client_secret") or form.get("client_assertion")
    if not client.confidential:
        if proof:
            refuse(700025, "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.")
    elif not proof:
        refuse(7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.")
    elif form.get("client_secret"):
        if form["client_secret"] != client.secret:
            refuse(7000215, "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the "
                   f"client secret ID, for a secret added to app '{client.id}'.")
    elif form.get("client_assertion_type") != ASSERTION:
        refuse(50027, "client_assertion_type is not supported.")
    else:
        check_assertion(state, request, client, certificate)
    return client
