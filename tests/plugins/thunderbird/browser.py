"""usage: browser.py AUTHORITY ACCOUNT URL

The web browser that Thunderbird opens to sign in, with somebody before it.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "lab"))
import person  # noqa: E402

person.Person(sys.argv[1]).sign_in(sys.argv[3], sys.argv[2])
