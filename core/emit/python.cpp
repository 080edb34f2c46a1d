// A program for Python's smtplib, and a mail backend for Django, whose own checks no certificate before Django 4.2.
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {
namespace {

constexpr std::string_view program = R"("""Sends one message: python3 send.py TO"""
import smtplib
import ssl
<<import>>import sys
from email.message import EmailMessage

HOST, PORT = <<host>>, <<port>>
USER, FROM = <<user>>, <<from>>
<<token>>

message = EmailMessage()
message["From"], message["To"], message["Subject"] = FROM, sys.argv[1], "A message by smtplib"
message.set_content("It works.\n")

context = ssl.create_default_context()
<<connect>>    server.ehlo()
    <<sign in>>
    server.send_message(message)
)";

constexpr std::string_view connect_tls = "with smtplib.SMTP_SSL(HOST, PORT, timeout=30, context=context) as server:\n";
constexpr std::string_view connect_starttls = R"(with smtplib.SMTP(HOST, PORT, timeout=30) as server:
    server.starttls(context=context)
)";

constexpr std::string_view token = R"(

def token():
    return subprocess.check_output([<<words>>], text=True).strip()
)";

constexpr std::string_view settings = R"(<<import>>EMAIL_BACKEND = 'mail_backend.EmailBackend'
EMAIL_HOST = <<host>>
EMAIL_PORT = <<port>>
EMAIL_USE_SSL = <<tls>>
EMAIL_USE_TLS = <<starttls>>
EMAIL_HOST_USER = <<user>>
<<password>>EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = <<from>>
SERVER_EMAIL = <<from>>
)";

constexpr std::string_view backend = R"("""Django's SMTP backend, with certificates checked in every release<<and>>."""
import smtplib
import ssl
<<import>>
from django.core.mail.backends import smtp
<<token>>

class EmailBackend(smtp.EmailBackend):
    def open(self):
        if self.connection:
            return False
        server, context = None, ssl.create_default_context()
        try:
            if self.use_ssl:
                server = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=context)
            else:
                server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
                server.starttls(context=context)
            server.ehlo()
            <<sign in>>
        except Exception:
            if server:
                server.close()
            if not self.fail_silently:
                raise
            return None
        self.connection = server
        return True
)";

std::string sign_in(const Emission& emission, std::string_view user, std::string_view password) {
  std::string by_token = R"(server.auth("XOAUTH2", lambda challenge=None: f"user={)";
  by_token.append(user).append(R"(}\1auth=Bearer {token()}\1\1" if challenge is None else ""))");
  std::string by_password = "server.login(";
  by_password.append(user).append(", ").append(password).append(")");
  return by_method(emission, by_token, by_password);
}

}  // namespace

void write_python(const Emission& emission, Emitted& emitted) {
  const std::string composed = compose(program, {{"import", by_method(emission, "import subprocess\n", "import os\n")},
                                                 {"token", by_method(emission, token, "")},
                                                 {"connect", by_security(emission, connect_tls, connect_starttls)},
                                                 {"sign in", sign_in(emission, "USER", "os.environ[\"SMTP_PASSWORD\"]")}});
  note_environment(emission, emitted);
  emitted.file("send.py", "send.py", fill_code(composed, emission, single_quoted), Readers::everybody, "text/x-python");
}

void write_django(const Emission& emission, Emitted& emitted) {
  const std::string lines = compose(settings, {{"import", by_method(emission, "", "import os\n\n")},
                                               {"tls", by_security(emission, "True", "False")},
                                               {"starttls", by_security(emission, "False", "True")},
                                               {"password", by_method(emission, "", "EMAIL_HOST_PASSWORD = os.environ['SMTP_PASSWORD']\n")}});
  const std::string code = compose(backend, {{"and", by_method(emission, ", and a token that `homing token` prints", "")},
                                             {"import", by_method(emission, "import subprocess\n", "")},
                                             {"token", by_method(emission, token, "")},
                                             {"sign in", sign_in(emission, "self.username", "self.password")}});
  note_environment(emission, emitted);
  emitted.file("mail_settings.py", "the end of settings.py", fill_code(lines, emission, single_quoted), Readers::owner, "text/x-python");
  emitted.file("mail_backend.py", "mail_backend.py beside manage.py", fill_code(code, emission, single_quoted), Readers::everybody, "text/x-python");
}

}  // namespace homing
