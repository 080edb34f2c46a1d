<?php
// Symfony's Mailer with the DSN that was written for it: php symfony_host.php ADDRESS
require '/usr/share/php/Symfony/Component/Mailer/autoload.php';
require '/usr/share/php/Symfony/Component/Dotenv/autoload.php';

use Symfony\Component\Dotenv\Dotenv;
use Symfony\Component\Mailer\Mailer;
use Symfony\Component\Mailer\Transport;
use Symfony\Component\Mime\Email;

(new Dotenv())->load('.env.local');
$email = (new Email())->from($argv[1])->to($argv[1])->subject('A message by Symfony')->text("It works.\n");
(new Mailer(Transport::fromDsn($_ENV['MAILER_DSN'])))->send($email);
