"""The pages that people see while they sign in: plain HTML forms, without a script."""
import html

import authorization_accounts as accounts


def page(title, body):
    return (f"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{html.escape(title)}</title></head>"
            f"<body><h1>{html.escape(title)}</h1>{body}</body></html>")


def form(action, session, inside):
    return (f"<form method=\"post\" action=\"{html.escape(action)}\"><input type=\"hidden\" name=\"session\" "
            f"value=\"{html.escape(session)}\">{inside}</form>")


def button(name, value, words):
    return f"<p><button name=\"{name}\" value=\"{html.escape(value)}\">{html.escape(words)}</button></p>"


def pick(action, session, host, hint):
    """The account picker: the hint is filled in, and those who signed in here before can be chosen."""
    known = [f"{name}@{domain}" for domain, cloud in accounts.CLOUDS.items() if cloud.login == host for name in ("ada", "grace")]
    known = ([hint] if hint and hint not in known else []) + known
    field = f"<p><label>E-mail <input name=\"account\" value=\"{html.escape(hint)}\"></label></p>" + button("next", "1", "Next")
    return page("Pick an account", form(action, session, "".join(button("pick", one, f"Sign in as {one}") for one in known))
                + form(action, session, field))


def consent(action, session, user, client, scopes):
    wanted = "".join(f"<li>{html.escape(scope)}</li>" for scope in scopes)
    return page("Permissions requested", f"<p>{html.escape(user)}</p><p>{html.escape(client.what)} would like to:</p><ul>{wanted}</ul>"
                + form(action, session, button("answer", "accept", "Accept") + button("answer", "decline", "Cancel")))


def refused(words, action="", session=""):
    """What Microsoft says on its own page; the way back to the program is offered where there is one."""
    back = form(action, session, button("answer", "return", "Return to the application")) if session else ""
    return page("Sorry, but we're having trouble signing you in.", f"<p>{html.escape(words)}</p>{back}")


def enter_code(action, words="", code=""):
    said = f"<p>{html.escape(words)}</p>" if words else ""
    return page("Enter code", said + f"<form method=\"post\" action=\"{html.escape(action)}\"><p><label>Code "
                f"<input name=\"user_code\" value=\"{html.escape(code)}\"></label></p><p><button name=\"next\" value=\"1\">Next</button></p></form>")


def finished(words):
    return page("Lab", f"<p>{html.escape(words)}</p>")
