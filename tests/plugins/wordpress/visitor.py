"""Somebody at a site without a browser: anonymous, or logged in, with or without the token that proves what was meant (nonce)."""
import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request


class Straight(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Visitor:
    def __init__(self, site, user=None, password=None):
        self.site, self.nonce = site, None
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=site.trust), urllib.request.HTTPCookieProcessor(self.jar), Straight())
        if user:
            self.post("/wp-login.php", {"log": user, "pwd": password, "testcookie": "1"})
            self.nonce = self.get("/wp-admin/admin-ajax.php?action=rest-nonce")[1]

    def open(self, path, body=None, headers=None):
        """Status and text; redirects are not followed: of one the text is where it leads."""
        request = urllib.request.Request(path if "://" in path else self.site.url + path, body, headers or {})
        try:
            with self.opener.open(request, timeout=120) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("Location") or error.read().decode(errors="replace")

    def get(self, path):
        return self.open(path)

    def post(self, path, fields):
        return self.open(path, urllib.parse.urlencode(fields).encode(), {"Content-Type": "application/x-www-form-urlencoded"})

    def rest(self, route, with_nonce=True, **given):
        """What the plug-in's own routes answer: status and document."""
        headers = {"Content-Type": "application/json"} | ({"X-WP-Nonce": self.nonce} if with_nonce and self.nonce else {})
        status, text = self.open(f"/wp-json/homing-mail/v1/{route}", json.dumps(given).encode(), headers)
        try:
            return status, json.loads(text)
        except ValueError:
            return status, {"text": text}
