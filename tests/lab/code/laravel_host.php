<?php
// What Laravel makes of its .env, with the libraries it is made of (Illuminate\Mail\MailManager): php laravel_host.php ADDRESS
require '/usr/share/php/Symfony/Component/Mailer/autoload.php';
require '/usr/share/php/Dotenv/autoload.php';

use Symfony\Component\Mailer\Mailer;
use Symfony\Component\Mailer\Transport\Dsn;
use Symfony\Component\Mailer\Transport\SendmailTransport;
use Symfony\Component\Mailer\Transport\Smtp\EsmtpTransportFactory;
use Symfony\Component\Mime\Email;

$env = Dotenv\Dotenv::createArrayBacked(getcwd())->load() + ['MAIL_SENDMAIL_PATH' => null];
if ($env['MAIL_MAILER'] === 'sendmail') {
    $transport = new SendmailTransport($env['MAIL_SENDMAIL_PATH']);
} else {
    $password = str_replace('${SMTP_PASSWORD}', getenv('SMTP_PASSWORD'), $env['MAIL_PASSWORD']); // of the process, which createImmutable would know
    $dsn = new Dsn($env['MAIL_SCHEME'], $env['MAIL_HOST'], $env['MAIL_USERNAME'], $password, (int) $env['MAIL_PORT']);
    $transport = (new EsmtpTransportFactory())->create($dsn);
}
$email = (new Email())->from($env['MAIL_FROM_ADDRESS'])->to($argv[1])->subject('A message by Laravel')->text("It works.\n");
(new Mailer($transport))->send($email);
