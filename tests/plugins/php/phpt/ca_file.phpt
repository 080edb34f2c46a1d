--TEST--
homing.ca_file is for every session, and must be readable
--INI--
homing.ca_file=/nowhere/ca.pem
--FILE--
<?php
require __DIR__ . '/common.inc';
echo (new Homing\Options())->get('tls.ca_file'), "\n", thrown(fn () => new Homing\Session()), "\n";
echo (new Homing\Session(['tls.ca_file' => '']))->resolve('ada@outlook.com')::class, "\n";
?>
--EXPECT--
/nowhere/ca.pem
Homing\Exception 21
Homing\Job
