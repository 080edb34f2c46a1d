<?php
// WordPress as far as its mail goes: hooks, constants, and PHPMailer without OAuthTokenProvider.php, which it does not bring:
// php wordpress_host.php ADDRESS
$hooks = [];
function add_action($name, $call, $priority = 10)
{
    $GLOBALS['hooks'][$name][] = $call;
}
function add_filter($name, $call, $priority = 10)
{
    add_action($name, $call, $priority);
}

eval((string) file_get_contents('wp-config-mail.txt'));
foreach (glob('wp-content/mu-plugins/*.php') as $plugin) {
    require $plugin;
}
foreach (['Exception', 'PHPMailer', 'SMTP'] as $file) {
    require "/usr/share/php/libphp-phpmailer/src/$file.php";
}
$mail = new PHPMailer\PHPMailer\PHPMailer(true);
$mail->isMail();
$mail->setFrom($hooks['wp_mail_from'][0]('wordpress@site.example'));
$mail->addAddress($argv[1]);
$mail->Subject = 'A message by WordPress';
$mail->Body = "It works.\n";
foreach ($hooks['phpmailer_init'] as $call) {
    $call($mail);
}
$mail->send();
