// A program for PHPMailer 6.6 and newer.
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {
namespace {

constexpr std::string_view form = R"(<?php
// Sends one message: php send.php TO
use PHPMailer\PHPMailer\OAuthTokenProvider;
use PHPMailer\PHPMailer\PHPMailer;

require 'vendor/autoload.php';
<<token class>>
$mail = new PHPMailer(true);
$mail->isSMTP();
$mail->CharSet = PHPMailer::CHARSET_UTF8;
$mail->Host = <<host>>;
$mail->Port = <<port>>;
$mail->SMTPSecure = PHPMailer::<<secure>>;
$mail->SMTPAuth = true;
<<sign in>>$mail->setFrom(<<from>>);
$mail->addAddress($argv[1]);
$mail->Subject = 'A message by PHPMailer';
$mail->Body = "It works.\n";
$mail->send();
)";

constexpr std::string_view by_password = R"($mail->Username = <<user>>;
$mail->Password = (string) getenv('SMTP_PASSWORD');
)";

constexpr std::string_view by_token = R"($mail->AuthType = 'XOAUTH2';
$mail->setOAuth(new HomingToken());
)";

}  // namespace

void write_phpmailer(const Emission& emission, Emitted& emitted) {
  const std::string composed = compose(form, {{"token class", by_method(emission, php_token_class, "")},
                                              {"secure", by_security(emission, "ENCRYPTION_SMTPS", "ENCRYPTION_STARTTLS")},
                                              {"sign in", by_method(emission, by_token, by_password)}});
  note_environment(emission, emitted);
  emitted.note("PHPMailer is installed by: composer require phpmailer/phpmailer");
  emitted.file("send.php", "send.php", fill_code(composed, emission, single_quoted), Readers::everybody, "text/x-php");
}

}  // namespace homing
