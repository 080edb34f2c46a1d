"""NeoMutt with the module in it."""
import clients

VARIABLES = ("from", "imap_user", "folder", "spool_file", "imap_authenticators", "imap_oauth_refresh_command", "pop_user", "pop_host", "smtp_url",
             "smtp_authenticators", "smtp_oauth_refresh_command", "ssl_force_tls", "ssl_starttls")


def configuration(scene, house, *lines, options=()):
    """A file of NeoMutt's that loads the module, and then says these lines."""
    file, chosen = house.home / "neomuttrc", ", ".join(f'["{name}"] = "{value}"' for name, value in (("store.place", "file"),
                                                                                           ("tls.ca_file", house.authority), *options))
    file.write_text("\n".join([f'lua package.cpath = "{scene.module}/?.so;" .. package.cpath', f"lua-source {scene.module}/homing.lua",
                               f"lua homing.options = {{ {chosen} }}", "set wait_key = no", "set folder = ~", *lines, ""]))
    return file


def neomutt(scene, house, *lines, words=(), options=(), given=None):
    """One run without a screen."""
    return clients.call(house, "neomutt", "-F", configuration(scene, house, *lines, options=options), *words, given=given)


def values(done):
    """What -Q told, by name."""
    rows = [row.removeprefix("set ").split(" = ", 1) for row in done.stdout.splitlines() if row.startswith("set ")]
    return {name: value.strip('"') for name, value in rows}


def asked_for(names):
    """The words by which the program is asked for its variables."""
    return [word for name in names for word in ("-Q", name)]


def screen_words(scene, house, *lines, options=()):
    """The command that begins in a mailbox without messages."""
    empty = house.home / "empty.mbox"
    empty.touch()
    return ["neomutt", "-F", configuration(scene, house, *lines, options=options), "-f", empty]

