// Constants for wp-config.php, and the plug-in that heeds them (WordPress 5.5 and newer, with PHPMailer 6).
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {
namespace {

constexpr std::string_view constants = R"(define('SMTP_HOST', <<host>>);
define('SMTP_PORT', <<port>>);
define('SMTP_SECURE', '<<secure>>');
define('SMTP_USER', <<user>>);
define('SMTP_FROM', <<from>>);
<<password>>)";

constexpr std::string_view plugin = R"(<?php
/*
Plugin Name: Mail by SMTP
Description: Mail is sent as the constants SMTP_* in wp-config.php say.
*/
add_filter('wp_mail_from', function () {
    return SMTP_FROM;
});
add_action('phpmailer_init', function ($mail) {
    $mail->isSMTP();
    $mail->Host = SMTP_HOST;
    $mail->Port = SMTP_PORT;
    $mail->SMTPSecure = SMTP_SECURE;
    $mail->SMTPAuth = true;
<<sign in>>}, 1000);
)";

constexpr std::string_view by_password = R"(    $mail->Username = SMTP_USER;
    $mail->Password = SMTP_PASSWORD;
)";

constexpr std::string_view by_token = R"(    require_once __DIR__ . '/mail-by-smtp/token.php';
    $mail->AuthType = 'XOAUTH2';
    $mail->setOAuth(new PHPMailer\PHPMailer\HomingToken());
)";

// WordPress brings PHPMailer without this interface.
constexpr std::string_view token_file = R"(<?php
namespace PHPMailer\PHPMailer;

if (!interface_exists(OAuthTokenProvider::class)) {
    interface OAuthTokenProvider
    {
        public function getOauth64();
    }
}
<<token class>>)";

}  // namespace

void write_wordpress(const Emission& emission, Emitted& emitted) {
  const std::string secure = by_security(emission, "ssl", "tls");
  const std::string config =
      compose(constants, {{"secure", secure}, {"password", by_method(emission, "", "define('SMTP_PASSWORD', (string) getenv('SMTP_PASSWORD'));\n")}});
  note_environment(emission, emitted);
  if (emission.smtp()->by_token())
    emitted.note("The sign-in belongs to the user as which the site runs, and its PHP must be allowed to start programs (proc_open).");
  emitted.file("wp-config-mail.txt", "wp-config.php, above \"That's all, stop editing\"", fill_code(config, emission, single_quoted), Readers::owner);
  emitted.file("mail-by-smtp.php", "wp-content/mu-plugins/mail-by-smtp.php",
               compose(plugin, {{"sign in", by_method(emission, by_token, by_password)}}), Readers::everybody, "text/x-php");
  if (!emission.smtp()->by_token()) return;
  emitted.file("mail-by-smtp/token.php", "wp-content/mu-plugins/mail-by-smtp/token.php",
               fill_code(compose(token_file, {{"token class", std::string(php_token_class)}}), emission, single_quoted), Readers::everybody,
               "text/x-php");
}

}  // namespace homing
