"""Somebody who signs in with a browser, as a program: opens pages, fills in their forms, follows redirects. No script runs.

The real browser is that of browser/; this one is for the cases in which what the browser does is not the question.
"""
import html.parser
import ssl
import urllib.error
import urllib.parse
import urllib.request


class Forms(html.parser.HTMLParser):
    """The forms of a page, each with its action, fields and buttons; and its text."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.text, self.silent = [], "", False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.forms.append({"action": given.get("action", ""), "fields": {}, "buttons": []})
        elif tag == "input" and self.forms and given.get("name"):
            self.forms[-1]["fields"][given["name"]] = given.get("value", "")
        elif tag == "button" and self.forms:
            self.forms[-1]["buttons"].append((given.get("name"), given.get("value")))
        self.silent = tag in ("style", "script", "title")

    def handle_endtag(self, tag):
        self.silent = False

    def handle_data(self, data):
        self.text += "" if self.silent else data + " "


class Person:
    def __init__(self, authority):
        context = ssl.create_default_context(cafile=str(authority))
        self.opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), urllib.request.ProxyHandler({}))
        self.url, self.page, self.status = "", None, 0

    def open(self, url, fields=None):
        """Loads a page; whoever is not there at the end of a redirect has status 0."""
        body = urllib.parse.urlencode(fields).encode() if fields is not None else None
        try:
            with self.opener.open(url, body, timeout=30) as answer:
                self.url, self.status, text = answer.url, answer.status, answer.read()
        except urllib.error.HTTPError as error:
            self.url, self.status, text = error.url, error.code, error.read()
        except OSError as error:
            self.status, text = 0, str(error).encode()
        self.page = Forms(text.decode(errors="replace"))
        return self

    def press(self, name, value=None, **fields):
        """The button of that name (and value) with the fields of its form."""
        for form in self.page.forms:
            for named, valued in form["buttons"]:
                if named == name and value in (None, valued):
                    return self.open(urllib.parse.urljoin(self.url, form["action"]), {**form["fields"], **fields, named: valued})
        raise RuntimeError(f"no button {name}={value} at {self.url}: {self.page.text[:300]}")

    def sign_in(self, url, account, answer="accept"):
        """The whole way from the page that the program names to what it shows at the end."""
        self.open(url)
        self.press("next", account=account)
        buttons = [button for form in self.page.forms for button in form["buttons"]]
        return self.press("answer", "return" if ("answer", "return") in buttons else answer)

    def enter_code(self, page, code, account, answer="accept"):
        self.open(page)
        self.press("next", user_code=code)
        self.press("next", account=account)
        return self.press("answer", answer)
