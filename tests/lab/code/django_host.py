"""A Django project whose settings end with what was written for it: django_host.py ADDRESS"""
import os
import sys

import django.conf

sys.path.insert(0, os.getcwd())
settings = {}
exec(open("mail_settings.py", encoding="utf-8").read(), settings)
django.conf.settings.configure(**{name: value for name, value in settings.items() if name.isupper()})
from django.core.mail import send_mail  # noqa: E402

send_mail("A message by Django", "It works.\n", None, [sys.argv[1]])
