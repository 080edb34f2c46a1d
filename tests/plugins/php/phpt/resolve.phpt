--TEST--
An address becomes settings, as arrays, objects and JSON
--FILE--
<?php
require __DIR__ . '/common.inc';
$session = new Homing\Session(['offline' => true]);
$job = $session->resolve('Ada Lovelace <ada@outlook.com>');
$result = $job->wait();
$document = $result->document();
var_dump($result->outcome(), $document['mailbox']['kind'], $result->text('/imap/0/host'), $result->number('/imap/0/port'), $result->count('/imap'));
var_dump($document === json_decode($result->json(), true), $result->part('/imap/0') === $document['imap'][0]);
var_dump($result->text('/nowhere'), $result->part('/nowhere'), $result->number('/nowhere', 7), $result->count('/nowhere'), $result->diagnosis());
[$server] = $result->servers('imap');
var_dump($server, $result->servers('gopher'), $result->secret(), $result->trace());
try {
    $server->host = 'elsewhere.example';
} catch (Error $error) {
    echo $error->getMessage(), "\n";
}
var_dump($job->run(0), $session->resolveDomain('outlook.com')->wait()->outcome());
[$match] = $session->explain('535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.')->wait()->matches();
echo get_class($match), ' ', $match->id, ' ', $match->who, ' ', count($match->steps) > 0 ? 'with steps' : 'without', "\n";
unset($session, $job);
echo $result->outcome(), "\n";
?>
--EXPECTF--
string(5) "found"
string(11) "outlook.com"
string(21) "outlook.office365.com"
int(993)
int(1)
bool(true)
bool(true)
NULL
NULL
int(7)
int(0)
NULL
object(Homing\Server)#%d (4) {
  ["host"]=>
  string(21) "outlook.office365.com"
  ["port"]=>
  int(993)
  ["security"]=>
  string(3) "tls"
  ["username"]=>
  string(15) "ada@outlook.com"
}
array(0) {
}
NULL
NULL
Cannot modify readonly property Homing\Server::$host
bool(true)
string(5) "found"
Homing\Diagnosis smtp.auth.disabled_tenant admin with steps
found
